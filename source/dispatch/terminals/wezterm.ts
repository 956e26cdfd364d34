import type {Terminal} from './terminal.js';

export const wezterm: Terminal = {
	id: 'wezterm',
	label: 'WezTerm',
	isOurs: ({TERM_PROGRAM, WEZTERM_PANE}) => TERM_PROGRAM === 'WezTerm' || WEZTERM_PANE !== undefined,
	programs: {
		linux: ['wezterm'],
		macos: ['wezterm', '/Applications/WezTerm.app/Contents/MacOS/wezterm'],
	},
	command: (run, {program, environment}) =>
		environment.WEZTERM_PANE === undefined
			? [program, 'start', '--', ...run]
			: [program, 'cli', 'spawn', '--new-window', '--', ...run],
};
