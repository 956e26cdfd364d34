import type {Terminal} from './terminal.js';

/** No quoting survives both `cmd.exe` and `wt.exe`. */
const isPlain = (word: string): boolean => /^[\w./=:-]+$/.test(word);

export const windowsTerminal: Terminal = {
	id: 'windows-terminal',
	label: 'Windows Terminal',
	isOurs: ({WT_SESSION}) => WT_SESSION !== undefined,
	programs: {wsl: ['cmd.exe', '/mnt/c/Windows/System32/cmd.exe']},
	command(run, {title, program, environment: {WSL_DISTRO_NAME: distribution = ''}}) {
		const name = title.replace(/[^\w./=:-]+/g, '-');
		// `wt.exe` is an alias, which nothing but a program of Windows can start.
		const window = ['/c', 'wt.exe', '-w', '0', 'new-tab', '--title', name, 'wsl.exe', '-d', distribution, '--exec'];
		return [...run, ...window].every(isPlain) ? [program, ...window, ...run] : undefined;
	},
};
