import type {Terminal} from './terminal.js';

export const ghostty: Terminal = {
	id: 'ghostty',
	label: 'Ghostty',
	isOurs: ({TERM_PROGRAM}) => TERM_PROGRAM === 'ghostty',
	programs: {linux: ['ghostty'], macos: ['/Applications/Ghostty.app/Contents/MacOS/ghostty']},
	// On macOS the program itself opens no window.
	command: (run, {title, program, platform}) =>
		platform === 'macos'
			? ['open', '-na', 'Ghostty.app', '--args', '-e', ...run]
			: [program, `--title=${title}`, '-e', ...run],
};
