import type {Mode} from '../mode.js';
import {askWith} from '../prompt.js';

export const none: Mode = {
	id: 'none',
	label: 'Bare agent',
	summary: 'Opens the agent in a window and tells it nothing',
	isHeadless: false,
	source: 'built in',
	shadows: [],
	extras: [],
	atEnd: {},
	// What the operator says besides is told all the same.
	ask: askWith(''),
};
