import path from 'node:path';
import {hasEnded} from '../domain/session.js';
import type {Clock} from '../system/clock.js';
import {listFolder, modifiedAt, removeFolder} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import {sizeOf} from '../system/replace.js';
import {runFilesIn} from '../system/run-files.js';
import type {Headless} from './headless.js';
import {listRunFolders, type RunFolder} from './run-folders.js';
import type {Runs} from './runs.js';

/** The folder of a run whose session was removed stays for so long. */
const afterSessionMs = 24 * 60 * 60 * 1000;

type Options = {
	readonly paths: Pick<Paths, 'runs'>;
	/** Bytes that the folders of all headless runs may have together; zero is no limit. */
	readonly keepBytes: number;
	readonly headless: Pick<Headless, 'look'>;
	readonly runs: Pick<Runs, 'all'>;
	readonly report: (text: string) => void;
	readonly clock: Clock;
};

export type Quota = {
	/**
	Removes the folders of headless runs that have ended, those that ended first, until all together are within the limit, and a day after
	a session was removed those of its runs. One that runs is never removed; one that is being read can be read on. Whatever fails is
	reported, and tried again with the next sweep. One sweep ends before the next begins.
	*/
	readonly sweep: () => Promise<void>;
};

type Known = RunFolder & {readonly bytes: number; readonly endedAt: number | undefined};

/**
Keeps the folders of runs from filling the disk. A log whose folder is gone was removed by this.
*/
export const createQuota = ({paths, keepBytes, headless, runs, report, clock}: Options): Quota => {
	let last: Promise<void> = Promise.resolve();

	const isLive = ({name, sessionId}: RunFolder): boolean =>
		runs.all().some(session => session.id === sessionId && session.run?.id === name && !hasEnded(session));

	const remove = async ({name, folder}: RunFolder): Promise<boolean> => {
		try {
			await removeFolder(folder);
			return true;
		} catch (error) {
			report(`The folder of ${name} could not be removed: ${String(error)}`);
			return false;
		}
	};

	/** When a run has ended; `undefined` for one that goes on, or may. */
	const endOf = async (run: RunFolder): Promise<number | undefined> => {
		if (isLive(run)) {
			return undefined;
		}

		const found = await headless.look(run.folder);
		switch (found.state) {
			case 'starting':
			case 'running': {
				return undefined;
			}

			case 'ended': {
				return found.endedAt;
			}

			// When nobody saw how it ended, its last word was its end.
			case 'lost': {
				return modifiedAt(runFilesIn(run.folder).output);
			}
		}
	};

	const isForgotten = async (run: RunFolder): Promise<boolean> =>
		!runs.all().some(({id}) => id === run.sessionId) && clock() - (await modifiedAt(run.folder)) > afterSessionMs;

	const compare = async (): Promise<void> => {
		const kept: Known[] = [];
		for (const run of await listRunFolders(paths.runs)) {
			const isHeadless = run.command !== undefined;
			const endedAt = isHeadless ? await endOf(run) : 0;
			if (endedAt !== undefined && (await isForgotten(run))) {
				await remove(run);
			} else if (isHeadless) {
				kept.push({...run, bytes: await bytesIn(run.folder), endedAt});
			}
		}

		await shrink(kept);
	};

	const shrink = async (all: readonly Known[]): Promise<void> => {
		let total = all.reduce((sum, {bytes}) => sum + bytes, 0);
		const ended = all.filter(run => run.endedAt !== undefined).sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
		for (const run of ended) {
			if (keepBytes === 0 || total <= keepBytes) {
				return;
			}

			if (!isLive(run) && (await remove(run))) {
				total -= run.bytes;
				report(
					`The log of ${run.name} was removed: the runs had more than the ${Math.round(keepBytes / 1024 / 1024)} MB that they may have together (runs.keepMegabytes)`,
				);
			}
		}
	};

	const trySweep = async (): Promise<void> => {
		try {
			await compare();
		} catch (error) {
			report(`The folders of runs could not be looked through: ${String(error)}`);
		}
	};

	return {
		async sweep() {
			last = last.then(trySweep);
			await last;
		},
	};
};

const bytesIn = async (folder: string): Promise<number> => {
	const files = await listFolder(folder);
	const sizes = await Promise.all(files.map(async ({name}) => (await sizeOf(path.join(folder, name))) ?? 0));
	return sizes.reduce((sum, size) => sum + size, 0);
};
