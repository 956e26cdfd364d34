import type {Terminal} from './terminal.js';

/** Whichever one the person has chosen for their desktop. */
export const xdgTerminalExec: Terminal = {
	id: 'xdg-terminal-exec',
	label: 'the terminal of the desktop',
	isOurs: () => false,
	programs: {linux: ['xdg-terminal-exec']},
	command: (run, {title, program}) => [program, `--title=${title}`, '--', ...run],
};
