import path from 'node:path';
import {MaestroError} from '../domain/errors.js';

// What the system has room for in the path of a socket, where it has least.
const longestSocket = 103;

/** zellij itself would say so only on its own screen. */
export const refuseSocket = (socket: string, session: string): void => {
	if (!path.isAbsolute(socket) || path.basename(socket) !== session) {
		throw new MaestroError(
			'malformed',
			`Expected the absolute path of the socket of the session ${session}, which ends in its name; got ${JSON.stringify(socket)}`,
		);
	}

	if (Buffer.byteLength(socket) > longestSocket) {
		throw new MaestroError(
			'multiplexer-failed',
			`zellij needs a socket whose path has at most ${longestSocket} bytes, and that of the session is ${socket}: choose a shorter session name, or a shorter folder in ZELLIJ_SOCKET_DIR`,
		);
	}
};

// Linux takes no longer argument, its NUL included; of all together we take a good deal less than any system does, as zellij hands
// them out again each time that it is asked for its panes.
const mostBytes = 131_072;
const mostBytesTogether = 262_144;

export const refuseTooLarge = (words: readonly string[]): void => {
	const sizes = words.map(word => Buffer.byteLength(word) + 1);
	const longest = Math.max(...sizes);
	const together = sizes.reduce((sum, size) => sum + size, 0);
	if (longest > mostBytes || together > mostBytesTogether) {
		throw new MaestroError(
			'too-large',
			`zellij is given at most ${mostBytes} bytes for an argument and ${mostBytesTogether} for a program with its variables, and these are ${longest} and ${together}: put the long text in a file, and hand over its path`,
		);
	}
};
