import type {Terminal} from './terminal.js';

export const alacritty: Terminal = {
	id: 'alacritty',
	label: 'Alacritty',
	isOurs: ({ALACRITTY_WINDOW_ID}) => ALACRITTY_WINDOW_ID !== undefined,
	programs: {linux: ['alacritty'], macos: ['alacritty', '/Applications/Alacritty.app/Contents/MacOS/alacritty']},
	// `-e` takes all that follows.
	command: (run, {title, program, environment}) =>
		environment.ALACRITTY_SOCKET === undefined
			? [program, '-T', title, '-e', ...run]
			: [program, 'msg', 'create-window', '-e', ...run],
};
