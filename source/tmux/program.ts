import type {NewWindow} from '../multiplexer/multiplexer.js';
import {escapeFormat} from './quoting.js';

// tmux starts a program elsewhere when its folder cannot be entered, the home folder for one, and an agent in the wrong tree
// is the worst that can happen. This does not, it says why, and becomes the program. What it is given stands in arguments.
// When it fails it waits: of what ends within milliseconds tmux may not read the last words.
const enterAndRun = `
trap 'code=$?; sleep 0.2; exit $code' EXIT
cd -- "$1" && shift && exec "$@"
`;

/**
The arguments of `new-window` and `respawn-pane` that say what to run, where, and with which variables. There are always
several: a single one would go through the person's shell.
*/
export const programArguments = ({directory, command, environment, without}: NewWindow): readonly string[] => {
	// A name that none can have is not there to be taken away, and `env` would refuse it.
	const removed = without.filter(name => /^[^=]+$/.test(name) && !Object.hasOwn(environment, name));
	return [
		...['-c', escapeFormat(directory)],
		...Object.entries(environment).flatMap(([name, value]) => ['-e', `${name}=${value}`]),
		'--',
		...(removed.length === 0 ? [] : ['/usr/bin/env', ...removed.flatMap(name => ['-u', name])]),
		...['/bin/sh', '-c', enterAndRun, 'maestro', directory],
		...command,
	];
};
