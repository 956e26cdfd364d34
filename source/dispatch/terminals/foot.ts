import type {Terminal} from './terminal.js';

export const foot: Terminal = {
	id: 'foot',
	label: 'foot',
	isOurs: ({TERM = ''}) => /^foot(?:-|$)/.test(TERM),
	programs: {linux: ['foot']},
	command: (run, {title, program}) => [program, `--title=${title}`, ...run],
};
