import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {MaestroError} from '../domain/errors.js';
import {hasCode, makeFolder} from './files.js';

export type Lock = {
	readonly release: () => void;
};

/** Milliseconds in which nothing else happens in this process. */
const usualPatienceMs = 300;

/**
Makes this process the only one that holds `file`, until it releases it or ends, in whatever way. Refuses with `already-there`,
naming the holder.
*/
export const holdLock = async (
	file: string,
	{patienceMs = usualPatienceMs}: {readonly patienceMs?: number} = {},
): Promise<Lock> => {
	await makeFolder(path.dirname(file));
	const database = openLocked(file, patienceMs);
	try {
		writeFileSync(holderOf(file), `${process.pid}\n`, {mode: 0o600});
	} catch (error) {
		database.close();
		throw error;
	}

	return {
		release() {
			rmSync(holderOf(file), {force: true});
			database.close();
		},
	};
};

const openLocked = (file: string, patienceMs: number) => {
	const {DatabaseSync} = loadSqlite();
	// SQLite holds the kernel's own lock on the file: it goes with its process, and two takers cannot both get it. It takes it
	// in steps, so two that step at once may both be in the way; with some patience one of them gets through.
	const database = new DatabaseSync(file, {timeout: patienceMs});
	try {
		database.exec('BEGIN EXCLUSIVE');
		return database;
	} catch (error) {
		database.close();
		throw isBusy(error) ? heldBy(file, error) : error;
	}
};

/** Says who holds the lock, for people; it decides nothing. */
const holderOf = (file: string): string => `${file}.pid`;

const heldBy = (file: string, cause: unknown): MaestroError => {
	const holder = readHolder(file);
	const who = holder === undefined ? 'another process' : `process ${holder}`;
	return new MaestroError('already-there', `${file} is held by ${who}: use the server that runs, or stop it first`, {
		cause,
	});
};

/** The process that holds the lock on a file, as it said itself; one that was killed is named still. */
export const readHolder = (file: string): number | undefined => {
	try {
		const [pid] = /^\d+$/m.exec(readFileSync(holderOf(file), 'utf8')) ?? [];
		return pid === undefined ? undefined : Number(pid);
	} catch (error) {
		// Whoever got the lock this moment has not written its name yet.
		if (hasCode(error, 'ENOENT')) {
			return undefined;
		}

		throw error;
	}
};

const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 5;

/**
Loads `node:sqlite` without the one warning that Node 22 gives about it. Every other warning passes: an import would give this
one before anything could keep it back.
*/
const loadSqlite = () => {
	const {emitWarning} = process;
	process.emitWarning = (...args: unknown[]) => {
		if (!String(args[0]).startsWith('SQLite is an experimental feature')) {
			Reflect.apply(emitWarning, process, args);
		}
	};
	try {
		return process.getBuiltinModule('node:sqlite');
	} finally {
		process.emitWarning = emitWarning;
	}
};
