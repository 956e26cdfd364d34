import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';

// A shell that waits to be told. It is far smaller than we are, so a fork of it costs a third of a millisecond and not one and a half,
// which would be more than the hook itself takes.
const script = 'input=$1; output=$2; shift 2; while read -r go; do "$@" <"$input" >"$output" 2>&1; echo $?; done';

/**
Runs one program again and again. `run` resolves with the milliseconds from asking to its end; a program that fails is an error.
*/
export const createLauncher = ({command, environment, directory, input = '/dev/null', output = '/dev/null', atEnd}) => {
	const shell = spawn('/bin/sh', ['-c', script, 'sh', input, output, ...command], {
		cwd: directory,
		env: environment,
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	atEnd(() => shell.stdin.end());
	let settle;
	createInterface({input: shell.stdout}).on('line', line => settle?.(line));
	shell.on('exit', () => settle?.('the shell has ended'));

	return async () => {
		const began = performance.now();
		const code = await new Promise(resolve => {
			settle = resolve;
			shell.stdin.write('go\n');
		});
		const took = performance.now() - began;
		if (code !== '0') {
			throw new Error(`${command.join(' ')} ended with ${code}`);
		}

		return took;
	};
};
