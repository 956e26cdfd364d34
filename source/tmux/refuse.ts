import {MaestroError} from '../domain/errors.js';
import type {Command} from './quoting.js';
import {toArguments} from './quoting.js';

// What one call may have: bytes with the NUL after each argument, and arguments, from tmux 3.7 on.
const mostBytes = 16_364;
const mostArguments = 1000;

export const refuseTooLarge = (commands: readonly Command[]): void => {
	const args = toArguments(commands);
	const bytes = args.reduce((sum, argument) => sum + Buffer.byteLength(argument) + 1, 0);
	if (bytes > mostBytes || args.length > mostArguments) {
		throw new MaestroError(
			'too-large',
			`tmux takes ${mostBytes} bytes and ${mostArguments} arguments for a program with its variables, and these are ${bytes} and ${args.length}: put the long text in a file, and hand over its path`,
		);
	}
};
