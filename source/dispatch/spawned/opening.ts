import {MaestroError} from '../../domain/errors.js';
import {createId} from '../../domain/id.js';
import type {OpenOrder} from '../../domain/window-order.js';
import type {Multiplexer, Window} from '../../multiplexer/multiplexer.js';
import type {Multiplexers} from '../../multiplexer/multiplexers.js';
import type {Clock} from '../../system/clock.js';
import {isFolder} from '../../system/files.js';
import type {Claims} from './claims.js';
import {createClosing} from './closing.js';
import {launchFiles, writeEnvironment} from './launch-files.js';
import {isRepeat, type SpawnRecord} from './record.js';
import type {Records} from './records.js';
import type {Look} from './sight.js';

/** How long after an order a window is still opened for it: later, it is for a person to say so. */
const freshMs = 60_000;

type Options = {
	/** Of the server. */
	readonly folder: string;
	readonly records: Records;
	readonly claims: Claims;
	readonly multiplexers: Multiplexers;
	/** The name of the multiplexer that windows are opened in; found out unless given. */
	readonly preferred: () => Promise<string | undefined>;
	readonly keyOf: (sessionId: string) => string;
	readonly look: () => Look;
	/** Absolute path of `maestro-window`. */
	readonly launcher: string;
	/** Variables of agents that run, which a new one must not inherit. */
	readonly without: readonly string[];
	/** Where a program starts whose folder is not there. */
	readonly home: string;
	readonly clock: Clock;
	readonly random: () => number;
};

export type Opening = {
	/**
	Opens the window of a session, once, however often and by whomever it is ordered; of a session that goes on the former one is closed
	before. Answers whether it was opened now.
	*/
	readonly open: (order: OpenOrder) => Promise<boolean>;
	/** Ends what somebody else has begun who was ended himself: the window is found, or opened, or given up. Answers what became of it in words, where that is to be told. */
	readonly finish: (record: SpawnRecord) => Promise<string | undefined>;
	/** Ends what runs in the window of a session, and closes it. Answers whether there was one. */
	readonly close: (sessionId: string) => Promise<boolean>;
};

/**
Opens windows for a server that has them opened by others. That a session was taken is written down before its window is opened, with what it
is to be started with, so that whoever is ended in between leaves nothing that would be done twice, or never.
*/
export const createOpening = ({folder, records, claims, multiplexers, keyOf, look, ...options}: Options): Opening => {
	const {preferred, launcher, without, home, clock, random} = options;
	const closeWindow = createClosing({records, look});

	/** Answers whether it is the window of this very order: one that nothing was written down about any more stays what it is. */
	const openWindow = async (record: SpawnRecord): Promise<boolean> => {
		const {sessionId, runId, projectId, taskId, mode, name, directory, command} = record;
		const {window, how} = await reachable(record).openWindow({
			key: keyOf(sessionId),
			meta: {projectId, taskId: taskId ?? '', mode, sessionId, runId},
			name,
			directory,
			command: [launcher, launchFiles(folder, runId).files, ...command],
			environment: {},
			without,
		});
		const isOurs = how !== 'reused' || window.meta?.runId === runId;
		await records.put({...record, runId: isOurs ? runId : (window.meta?.runId ?? ''), window: placeOf(window)});
		if (!isOurs) {
			await records.discard(runId);
		}

		return isOurs;
	};

	const reachable = ({target, name}: SpawnRecord): Multiplexer => {
		const multiplexer = multiplexers.at(target);
		if (multiplexer === undefined) {
			throw new MaestroError(
				'window-gone',
				`${name} was to have a window in ${target.multiplexer}, which is not known here`,
			);
		}

		return multiplexer;
	};

	/** A window that never came to be leaves nothing behind; where that is not known, whoever looks next finds out. */
	const openOrForget = async (record: SpawnRecord): Promise<boolean> => {
		try {
			return await openWindow(record);
		} catch (error) {
			const sight = await look()(record);
			if (sight !== undefined && sight.window?.meta?.runId !== record.runId) {
				await records.remove(record);
			}

			throw error;
		}
	};

	/** From here on everything is written down. A session that goes on has one window, and its former one gives way. */
	const carryOut = async (record: SpawnRecord): Promise<boolean> => {
		if (record.kind === 'resume') {
			await closeWindow({...record, target: record.former ?? record.target});
			await closeWindow(record);
		}

		return openOrForget(record);
	};

	const begin = async (order: OpenOrder, former?: SpawnRecord): Promise<boolean> => {
		const multiplexer = await multiplexers.choose(await preferred());
		const {address, session} = await multiplexer.find();
		const {kind, sessionId, at, projectId, taskId, name, mode, agent, command, environment} = order;
		const now = clock();
		const record: SpawnRecord = {
			...{kind, sessionId, at, projectId, taskId, name, mode, agent, command},
			runId: createId('run', now, random),
			directory: (await isFolder(order.directory)) ? order.directory : home,
			claimedAt: now,
			target: {multiplexer: multiplexer.name, address, session},
			former: former?.target,
			isReported: false,
			isClosed: false,
		};
		await writeDown(record, environment);
		return carryOut(record);
	};

	/** What cannot be written down, as on a full disk, leaves no secrets behind. */
	const writeDown = async (record: SpawnRecord, environment: OpenOrder['environment']): Promise<void> => {
		try {
			await writeEnvironment(folder, record.runId, environment);
			await records.put(record);
		} catch (error) {
			await records.discard(record.runId);
			throw error;
		}
	};

	const finish = async (record: SpawnRecord): Promise<string | undefined> => {
		// Looked at first: a window that opens this very moment is seen then, or has not begun.
		const hasBegun = await records.hasBegun(record.runId);
		const sight = await look()(record);
		if (sight === undefined) {
			return undefined;
		}

		const {window} = sight;
		if (window?.meta?.runId === record.runId) {
			await records.put({...record, window: placeOf(window)});
			return undefined;
		}

		if (hasBegun) {
			const end = await records.endOf(record.runId);
			await records.put({...record, isClosed: true, endedAt: end?.at ?? clock(), exitCode: end?.exitCode});
			return undefined;
		}

		if (Math.abs(clock() - record.claimedAt) > freshMs) {
			await records.remove(record);
			return `A window was ordered for ${record.name}, and whoever was to open it ended before that: resume the session to open it`;
		}

		await carryOut(record);
		return undefined;
	};

	return {
		open: async order =>
			claims.during(async () => {
				const known = await records.get(order.sessionId);
				if (known === undefined) {
					return begin(order);
				}

				if (!isRepeat(order, known)) {
					return begin(order, known);
				}

				if (isUnfinished(known)) {
					await finish(known);
				}

				return false;
			}),

		finish: async record =>
			claims.during(async () => {
				const now = await records.get(record.sessionId);
				return now !== undefined && now.runId === record.runId && isUnfinished(now) ? finish(now) : undefined;
			}),

		close: async sessionId =>
			claims.during(async () => {
				const record = await records.get(sessionId);
				const isThere = record !== undefined && (await closeWindow(record));
				if (record !== undefined) {
					await records.remove(record);
				}

				return isThere;
			}),
	};
};

/** Its window was not opened yet, as far as was written down. */
export const isUnfinished = ({window, endedAt}: SpawnRecord): boolean => window === undefined && endedAt === undefined;

const placeOf = ({id, paneId, key}: Window): NonNullable<SpawnRecord['window']> => ({windowId: id, paneId, key});
