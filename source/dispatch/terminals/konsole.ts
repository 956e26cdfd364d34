import type {Terminal} from './terminal.js';

export const konsole: Terminal = {
	id: 'konsole',
	label: 'Konsole',
	isOurs: ({KONSOLE_VERSION}) => KONSOLE_VERSION !== undefined,
	programs: {linux: ['konsole']},
	// `-e` takes all that follows. A tab comes in the window that we run in.
	command: (run, {program, environment}) => [
		program,
		environment.KONSOLE_VERSION === undefined ? '--separate' : '--new-tab',
		'-e',
		...run,
	],
};
