import type {NewWindow} from '../../source/multiplexer/multiplexer.js';

/** A window to open, of which only what matters to the test is said. The folder must be said: it has to be there. */
export const newWindow = (more: Partial<NewWindow> & Pick<NewWindow, 'directory'>): NewWindow => ({
	key: 'key_00001',
	meta: {taskId: 'T-1', mode: 'interactive', sessionId: 'sess_1_a', runId: 'run_1_a'},
	name: 'T-1-interactive',
	command: ['sleep', '600'],
	environment: {},
	without: [],
	...more,
});
