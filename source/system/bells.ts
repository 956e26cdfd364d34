import {randomUUID} from 'node:crypto';
import {appendFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {hasCode, makeFolder} from './files.js';
import type {Paths} from './paths.js';

export type Bells = {
	/** Raises the session's flag while something waits for it, so that its next hook asks for it. */
	flag: (sessionId: string, waiting: number) => Promise<void>;
	/** Changes the session's doorbell file, which wakes an agent that watches it. */
	ring: (sessionId: string) => Promise<void>;
	doorbellOf: (sessionId: string) => string;
	/**
	Makes the session's doorbell file, for a client that is about to start and to watch it: it cannot watch in a folder that is not
	there. A client that spoke for the session before does so no more.
	*/
	hang: (sessionId: string) => Promise<void>;
	/** Resolves once everything asked for so far is on disk, or could not be written. */
	settled: (sessionId: string) => Promise<void>;
	/** Takes a session's flag and doorbell away, and the note of which client is its own. */
	remove: (sessionId: string) => Promise<void>;
};

type Wish = {
	/** How many messages wait. */
	readonly waiting?: number;
	readonly isRung?: boolean;
};

/**
The two files through which an agent learns that something waits: the flag, which its hooks test, and the doorbell, which its
client watches (agent-contract §2.6). Acts on one session happen in the order they were asked for; flags and rings that wait for
their turn become one.
*/
export const createBells = ({flags, doorbells, owners}: Pick<Paths, 'flags' | 'doorbells' | 'owners'>): Bells => {
	const queues = new Map<string, Promise<void>>();
	const inTurn = async (sessionId: string, act: () => Promise<void>): Promise<void> => {
		const turn = (queues.get(sessionId) ?? Promise.resolve()).then(act, act);
		queues.set(sessionId, turn);
		try {
			await turn;
		} finally {
			if (queues.get(sessionId) === turn) {
				queues.delete(sessionId);
			}
		}
	};

	const next = new Map<string, {readonly wish: Wish; readonly done: Promise<void>}>();
	const soon = async (sessionId: string, wish: Wish): Promise<void> => {
		const waiting = next.get(sessionId);
		if (waiting !== undefined) {
			Object.assign(waiting.wish, wish);
			return waiting.done;
		}

		const merged = {...wish};
		const done = inTurn(sessionId, async () => {
			next.delete(sessionId);
			await fulfil(sessionId, merged);
		});
		next.set(sessionId, {wish: merged, done});
		return done;
	};

	const fulfil = async (sessionId: string, {waiting, isRung = false}: Wish): Promise<void> => {
		if (waiting === 0) {
			await rm(flagOf(sessionId), {force: true});
		} else if (waiting !== undefined) {
			await inFolder(flags, async () => writeFile(flagOf(sessionId), `${waiting}\n`, {mode: 0o600}));
		}

		if (isRung) {
			// Written anew rather than appended to: what a client watches for is the change, and so it never grows.
			await inFolder(doorbells, async () => writeFile(doorbellOf(sessionId), `${randomUUID()}\n`, {mode: 0o600}));
		}
	};

	const flagOf = (sessionId: string) => path.join(flags, sessionId);
	const ownerOf = (sessionId: string) => path.join(owners, sessionId);
	const doorbellOf = (sessionId: string) => path.join(doorbells, sessionId);

	return {
		doorbellOf,
		settled: async sessionId => queues.get(sessionId)?.catch(() => {}),
		flag: async (sessionId, waiting) => soon(sessionId, {waiting}),
		ring: async sessionId => soon(sessionId, {isRung: true}),
		hang: async sessionId =>
			inTurn(sessionId, async () => {
				await rm(ownerOf(sessionId), {force: true});
				await inFolder(doorbells, async () => appendFile(doorbellOf(sessionId), '', {mode: 0o600}));
			}),
		async remove(sessionId) {
			// What is asked for from here on comes after this.
			next.delete(sessionId);
			await inTurn(sessionId, async () => {
				await rm(flagOf(sessionId), {force: true});
				await rm(doorbellOf(sessionId), {force: true});
				await rm(ownerOf(sessionId), {force: true});
			});
		},
	};
};

/** Acts; where the folder is not there, makes it and acts again. */
const inFolder = async (folder: string, act: () => Promise<void>): Promise<void> => {
	try {
		await act();
	} catch (error) {
		if (!hasCode(error, 'ENOENT')) {
			throw error;
		}

		await makeFolder(folder);
		await act();
	}
};
