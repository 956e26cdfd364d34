import path from 'node:path';
import {MaestroError} from '../domain/errors.js';
import type {NewWindow} from './multiplexer.js';

type IsFolder = (directory: string) => Promise<boolean>;

/** Other names are changed by some multiplexers, refused by others, or mean something in a target or in the path of a socket. */
export const refuseSessionName = (session: string): void => {
	if (!/^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(session)) {
		throw new MaestroError(
			'malformed',
			`Expected a session name of letters, digits, - and _, not beginning with -; got ${JSON.stringify(session)}`,
		);
	}
};

/**
Refuses what would not arrive as it is, whatever the multiplexer.
*/
export const refuseWindow = async (window: NewWindow, isFolder: IsFolder): Promise<void> => {
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

	await refuseDirectory(window.directory, isFolder);
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

const refuseDirectory = async (directory: string, isFolder: IsFolder): Promise<void> => {
	const shown = JSON.stringify(directory);
	if (!path.isAbsolute(directory)) {
		throw new MaestroError('bad-directory', `Expected the absolute path of a folder to start in, got ${shown}`);
	}

	if (!(await isThere(directory, isFolder))) {
		throw new MaestroError('bad-directory', `Expected a folder to start in: ${shown} is not there, or is no folder`);
	}
};

const isThere = async (directory: string, isFolder: IsFolder): Promise<boolean> => {
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
