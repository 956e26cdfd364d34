import path from 'node:path';
import {MaestroError} from '../domain/errors.js';
import type {NewWindow} from '../multiplexer/multiplexer.js';
import {isFolder} from '../system/files.js';

/** Other names mean something on a command line, or in the path of a socket. */
export const refuseSessionName = (session: string): void => {
	if (!/^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(session)) {
		throw new MaestroError(
			'malformed',
			`Expected a session name of letters, digits, - and _, not beginning with -; got ${JSON.stringify(session)}`,
		);
	}
};

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

/** Refuses what would not arrive as it is. */
export const refuseWindow = async (window: NewWindow): Promise<void> => {
	if (!/^[A-Za-z0-9_]{8,64}$/.test(window.key)) {
		throw new MaestroError(
			'malformed',
			`Expected a key of 8 to 64 letters, digits and _; got ${JSON.stringify(window.key)}`,
		);
	}

	for (const name of Object.keys(window.environment)) {
		refuseVariable(name);
	}

	if ([...window.command, ...Object.values(window.environment), ...window.without].some(text => text.includes('\0'))) {
		throw new MaestroError('malformed', 'Expected arguments and variables without NUL, which no program can be given');
	}

	await refuseDirectory(window.directory);
};

// The shell that enters the folder hands on no name but these, and its own ones not as they were.
const ofShells = new Set(['IFS', 'LINENO', 'OLDPWD', 'OPTIND', 'PPID', 'PS1', 'PS2', 'PS4', 'PWD', 'RANDOM', '_']);

const refuseVariable = (name: string): void => {
	if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || ofShells.has(name)) {
		throw new MaestroError(
			'malformed',
			`Expected the name of a variable, of letters, digits and _, and none that shells keep for themselves; got ${JSON.stringify(name)}`,
		);
	}
};

const refuseDirectory = async (directory: string): Promise<void> => {
	const shown = JSON.stringify(directory);
	if (!path.isAbsolute(directory)) {
		throw new MaestroError('bad-directory', `Expected the absolute path of a folder to start in, got ${shown}`);
	}

	if (!(await isThere(directory))) {
		throw new MaestroError('bad-directory', `Expected a folder to start in: ${shown} is not there, or is no folder`);
	}
};

const isThere = async (directory: string): Promise<boolean> => {
	try {
		return await isFolder(directory);
	} catch (error) {
		throw new MaestroError(
			'bad-directory',
			`Expected a folder to start in: ${JSON.stringify(directory)} cannot be looked at`,
			{
				cause: error,
			},
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
