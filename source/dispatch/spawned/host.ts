import path from 'node:path';
import {agents} from '../../agents/index.js';
import {MaestroError} from '../../domain/errors.js';
import type {Run as HostedRun} from '../../domain/run.js';
import type {Multiplexer, WindowReference} from '../../multiplexer/multiplexer.js';
import type {Multiplexers} from '../../multiplexer/multiplexers.js';
import type {Clock} from '../../system/clock.js';
import {holdLock, type Lock, readHolder} from '../../system/lock.js';
import type {Paths} from '../../system/paths.js';
import type {Run} from '../../system/run.js';
import {createClaims} from './claims.js';
import {serverKey, windowKey} from './keys.js';
import {createOpening, type Opening} from './opening.js';
import {runOf} from './record.js';
import {createRecords} from './records.js';
import {createLook} from './sight.js';
import {createTelling, type ServerSays} from './telling.js';
import {createWatchers, type Watchers} from './watchers.js';
import {createWatching, type Watching} from './watching.js';

type Options = {
	readonly multiplexers: Multiplexers;
	/** The name of the multiplexer that windows are opened in; found out unless given. */
	readonly preferred: () => Promise<string | undefined>;
	readonly paths: Pick<Paths, 'spawned'>;
	/** Absolute path of `maestro-window`. */
	readonly launcher: string;
	/** The person's own folder. */
	readonly home: string;
	/** Of this app. */
	readonly pid: number;
	readonly run: Run;
	readonly clock: Clock;
	readonly random: () => number;
};

type ServerOptions = {
	readonly url: string;
	readonly server: ServerSays;
	/** Says something to the operator that went wrong unasked. */
	readonly report: (text: string) => void;
};

/** A window of a session, with all that it takes to write into it. */
export type HostedWindow = {
	readonly multiplexer: Multiplexer;
	readonly reference: WindowReference;
	readonly run: HostedRun;
};

export type Host = Omit<Opening, 'finish'> &
	Watching &
	Watchers & {
		/** Makes this app the one of this machine that opens the server's windows, until it lets go or ends; else answers who is. */
		readonly takePart: () => Promise<Lock | {readonly holder: number | undefined}>;
		/** Where all that is known of the server's windows lies. */
		readonly folder: string;
		/**
		The window of a session as it is now; `undefined` where there is none here, or its program has ended: then a shell may read what is
		written. Refuses where that cannot be known now.
		*/
		readonly windowOf: (sessionId: string) => Promise<HostedWindow | undefined>;
	};

/** Without it, taking the lock would hold up all else here. */
const lockPatienceMs = 20;

/**
Opens and keeps windows for servers that have them opened by others. All that is known of them is in files, and in the multiplexer: it
outlives this app.
*/
export const createHosts =
	({multiplexers, preferred, paths, launcher, home, pid, run, clock, random}: Options) =>
	({url, server, report}: ServerOptions): Host => {
		const folder = path.join(paths.spawned, serverKey(url));
		const said = new Set<string>();
		const reportOnce = (text: string): void => {
			if (!said.has(text)) {
				said.add(text);
				report(text);
			}
		};
		const keyOf = (sessionId: string): string => windowKey(url, sessionId);
		const look = () => createLook({multiplexers, keyOf, report: reportOnce});
		const records = createRecords(folder);
		const claims = createClaims(path.join(folder, 'claims.db'));
		const turns = createClaims(path.join(folder, 'telling.db'));
		const tellEnds = createTelling({records, claims, turns, server, report: reportOnce, clock});
		const without = [...new Set(agents.flatMap(agent => agent.without))];
		const opening = createOpening({
			...{folder, records, claims, multiplexers, preferred, keyOf, look},
			...{launcher, without, home, clock, random},
		});
		const watching = createWatching({
			...{records, claims, tellEnds, opening, multiplexers, look},
			...{report: reportOnce, clock},
		});
		const lock = path.join(folder, 'spawner.db');

		return {
			folder,
			open: opening.open,
			close: opening.close,
			...watching,
			...createWatchers({folder: path.join(folder, 'watchers'), pid, run}),

			async takePart() {
				try {
					return await holdLock(lock, {patienceMs: lockPatienceMs});
				} catch (error) {
					if (error instanceof MaestroError && error.code === 'already-there') {
						return {holder: readHolder(lock)};
					}

					throw error;
				}
			},

			async windowOf(sessionId) {
				const record = await records.get(sessionId);
				const isRunning = record !== undefined && record.endedAt === undefined;
				if (!isRunning || (await records.endOf(record.runId)) !== undefined) {
					return undefined;
				}

				const sight = await look()(record);
				if (sight === undefined) {
					// What does not answer says nothing of its windows.
					throw new MaestroError(
						'multiplexer-failed',
						'its window cannot be looked at, as its multiplexer does not answer',
					);
				}

				const {window, multiplexer} = sight;
				return window?.meta?.runId !== record.runId || window.life.state !== 'running'
					? undefined
					: {multiplexer, reference: window, run: runOf(record)};
			},
		};
	};
