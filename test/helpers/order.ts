import {claude} from '../../source/agents/claude.js';
import type {Mode} from '../../source/dispatch/mode.js';
import type {Order} from '../../source/dispatch/order.js';
import {project, task} from './builders.js';

/** An order of the usual task in the usual project, which says only what matters to the test. */
export const orderFor = (mode: Mode, more: Partial<Order> = {}): Order => ({
	task: task(),
	project: project(),
	directory: project().workingDir,
	mode,
	agent: claude,
	extras: [],
	limits: {minutes: 0, outputBytes: 0},
	...more,
});
