import type {NewWindow} from '../multiplexer/multiplexer.js';
import {readBirth} from '../system/birth.js';

/** What a program of ours said of itself when it started. */
export type Program = {
	readonly pid: number;
	/** Where the system tells; see `birthOf`. */
	readonly birth: string | undefined;
	/** The absolute path of its terminal. */
	readonly terminal: string | undefined;
};

// zellij tells no number of a process, so each says its own, into the file named first, before it becomes the program. zellij starts a
// program elsewhere when its folder cannot be entered, and an agent in the wrong tree is the worst that can happen: this does not.
const tellAndRun = `
told=$$
[ -r /proc/self/stat ] && IFS= read -r told </proc/self/stat
printf '%s\\n%s\\n' "$told" "$(tty)" >"$1" && shift && unset told && cd -- "$1" && shift && exec "$@"
`;

/**
The words of a pane that runs a program of ours. The file that it tells about itself in has a name that no other pane's words have, so
it tells our panes from all others as well.
*/
export const programWords = (
	{directory, command, environment, without}: Pick<NewWindow, 'directory' | 'command' | 'environment' | 'without'>,
	file: string,
): readonly string[] => {
	// A name that none can have is not there to be taken away, and `env` would refuse it.
	const removed = without.filter(name => /^[^=]+$/.test(name) && !Object.hasOwn(environment, name));
	return [
		...['/usr/bin/env', ...removed.flatMap(name => ['-u', name])],
		...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
		...['/bin/sh', '-c', tellAndRun, 'maestro', file, directory],
		...command,
	];
};

/** Reads what a program told; `undefined` while it has not told all. */
export const readProgram = (text: string): Program | undefined => {
	const [, told = '', terminal = ''] = /^(\d+.*)\n(.*)\n$/.exec(text) ?? [];
	const pid = Number.parseInt(told, 10);
	if (!(pid > 1)) {
		return undefined;
	}

	return {pid, birth: readBirth(told), terminal: terminal.startsWith('/') ? terminal : undefined};
};
