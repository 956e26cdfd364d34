import path from 'node:path';
import {listFolder, modifiedAt, readText, writeWhole} from '../../system/files.js';
import {removeDrafts, removeFile} from '../../system/replace.js';
import {launchFiles, readLaunchName} from './launch-files.js';
import {readRecord, type SpawnRecord} from './record.js';

export type Records = {
	/** Where a change means that a record has changed. */
	readonly folder: string;
	/** Where a change means that a program has begun, or ended. */
	readonly launchFolder: string;
	readonly get: (sessionId: string) => Promise<SpawnRecord | undefined>;
	/** What is no record is passed over. */
	readonly all: () => Promise<readonly SpawnRecord[]>;
	/** Resolves once it would survive a power cut. */
	readonly put: (record: SpawnRecord) => Promise<void>;
	/** Changes one, unless it is of another run by now. */
	readonly change: (record: SpawnRecord, next: Partial<SpawnRecord>) => Promise<void>;
	/** Takes it away, with what it was to be started with. */
	readonly remove: (record: SpawnRecord) => Promise<void>;
	/**
	Takes away what nobody will come for: of runs without a record, as whoever wrote it was ended before there was one; and secrets of runs
	that have ended, as a window that never came to its program leaves them.
	*/
	readonly tidy: (known: readonly SpawnRecord[], now: number) => Promise<void>;
	/** Takes away what a run was to be started with, and what it left behind. */
	readonly discard: (runId: string) => Promise<void>;
	/** Whether the program of a run has taken what it was to be started with. */
	readonly hasBegun: (runId: string) => Promise<boolean>;
	/** How the program of a run ended, where that was left behind. */
	readonly endOf: (runId: string) => Promise<{readonly exitCode: number; readonly at: number} | undefined>;
};

/** Between the environment that is written and the record that names it there are milliseconds. */
const forsakenMs = 60_000;

/**
The sessions of one server that windows were opened for on this machine: a file each.
*/
export const createRecords = (folder: string): Records => {
	const records = path.join(folder, 'records');
	const launchFolder = path.join(folder, 'launch');
	const fileOf = (sessionId: string): string => path.join(records, `${sessionId}.json`);

	const get: Records['get'] = async sessionId => readRecord((await readText(fileOf(sessionId))) ?? '');

	const all: Records['all'] = async () => {
		const names = (await listFolder(records)).map(({name}) => name).filter(name => /^[\w-]+\.json$/.test(name));
		const found = await Promise.all(names.map(async name => get(name.slice(0, -'.json'.length))));
		return found.filter(record => record !== undefined);
	};

	const discard: Records['discard'] = async runId => {
		const {environment, end} = launchFiles(folder, runId);
		await removeFile(environment);
		await removeFile(end);
	};

	return {
		folder: records,
		launchFolder,
		get,
		all,
		put: async record => writeWhole(fileOf(record.sessionId), `${JSON.stringify(record, undefined, '\t')}\n`),
		async change(record, next) {
			const now = await get(record.sessionId);
			if (now?.runId === record.runId) {
				await writeWhole(fileOf(record.sessionId), `${JSON.stringify({...now, ...next}, undefined, '\t')}\n`);
			}
		},
		async tidy(known, now) {
			await removeDrafts(records, now);
			const runs = new Map(known.map(record => [record.runId, record]));
			for (const {name} of await listFolder(launchFolder)) {
				const {runId, isSecret} = readLaunchName(name);
				const run = runs.get(runId);
				const file = path.join(launchFolder, name);
				const isWanted = run !== undefined && !(isSecret && run.endedAt !== undefined);
				if (!isWanted && Math.abs(now - (await modifiedAt(file))) > forsakenMs) {
					await removeFile(file);
				}
			}
		},
		discard,
		async remove({sessionId, runId}) {
			await discard(runId);
			await removeFile(fileOf(sessionId));
		},
		hasBegun: async runId => (await readText(launchFiles(folder, runId).environment)) === undefined,
		async endOf(runId) {
			const {end} = launchFiles(folder, runId);
			const [code] = /^\d+(?=\n)/.exec((await readText(end)) ?? '') ?? [];
			return code === undefined ? undefined : {exitCode: Number(code), at: Math.floor(await modifiedAt(end))};
		},
	};
};
