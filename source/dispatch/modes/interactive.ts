import type {Mode} from '../mode.js';
import {askWith} from '../prompt.js';

export const interactive: Mode = {
	id: 'interactive',
	label: 'Work on the task',
	summary: 'Opens the agent in a window and gives it the task',
	isHeadless: false,
	source: 'built in',
	shadows: [],
	extras: [],
	atEnd: {},
	ask: askWith(`Work on task {task.id}: {task.title}

{task.description}`),
};
