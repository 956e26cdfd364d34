import type {Terminal} from './terminal.js';

export const gnomeTerminal: Terminal = {
	id: 'gnome-terminal',
	label: 'GNOME Terminal',
	isOurs: ({GNOME_TERMINAL_SCREEN}) => GNOME_TERMINAL_SCREEN !== undefined,
	programs: {linux: ['gnome-terminal']},
	command: (run, {title, program}) => [program, '--window', `--title=${title}`, '--', ...run],
};
