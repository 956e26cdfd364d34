import type {Mode} from '../mode.js';

export const none: Mode = {
	id: 'none',
	label: 'Bare agent',
	summary: 'Opens the agent in a window and tells it nothing',
	isHeadless: false,
	source: 'built in',
	prompt: () => undefined,
};
