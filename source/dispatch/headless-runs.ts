import path from 'node:path';
import {MaestroError} from '../domain/errors.js';
import {comesTrue} from '../system/comes-true.js';
import {endProcesses} from '../system/end-processes.js';
import {hasCode, isMissing, readText, writeWhole} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import {birthOf} from '../system/processes.js';
import {keeperName} from '../system/programs.js';
import {replaceFile} from '../system/replace.js';
import type {Run} from '../system/run.js';
import {environmentOfKeeper, runVariable} from '../system/run-environment.js';
import {givenUp, readName, runFilesIn, takeName} from '../system/run-files.js';
import {type Detached, startDetached} from '../system/spawn.js';
import {watchFile} from '../system/watch-file.js';
import type {Headless, HeadlessCommand, HeadlessState} from './headless.js';
import {readEnd} from './headless-end.js';

type Options = {
	/** Absolute path of Node. */
	readonly node: string;
	/** Where the program lies that keeps a run. */
	readonly paths: Pick<Paths, 'programs'>;
	/** What runs are started with, before their own variables. */
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly run: Run;
	readonly report: (text: string) => void;
};

/** It waits most of its life, and needs one thread and little memory for that. */
const flags = ['--v8-pool-size=0', '--max-semi-space-size=1'];

/** How long a keeper may take until its run is there: a Node that starts, on a machine that does much else. */
const startTakes = {withinMs: 30_000, everyMs: 5};

/** How long it may take to write down what has ended. */
const endTakes = {withinMs: 5000, everyMs: 10};

/** What nobody has begun for so long after it was first seen was left behind by a server that was killed. */
const beginsWithinMs = 300;

/** More than `end.json` ever has. */
const roomForEnd = ' '.repeat(512);

/**
Runs without a window, each with a keeper: a process of ours that outlives us, starts the program, and learns how it ends. What is known of
a run is known from its folder and from the processes there are. Whoever is killed at whatever moment, there is one run or none: two names in
the folder are taken once each, by whoever starts it or by whoever gives it up.
*/
export const createHeadless = ({node, paths, environment, run, report}: Options): Headless => {
	const beginning = new Map<string, Promise<void>>();
	/** When a folder was first seen that nobody had begun with. */
	const unclaimed = new Map<string, number>();

	/** Whoever makes a run makes its folder first, and begins a little later. */
	const isAboutToBegin = (folder: string): boolean => {
		const seenAt = unclaimed.get(folder) ?? performance.now();
		unclaimed.set(folder, seenAt);
		return beginning.has(folder) || performance.now() - seenAt < beginsWithinMs;
	};

	const isAlive = async (word: string): Promise<boolean> => {
		const [pid = '', birth] = word.split(' ');
		return /^\d+$/.test(pid) && Number(pid) > 1 && (await birthOf(Number(pid), run)) === birth;
	};

	const look = async (folder: string): Promise<HeadlessState> => {
		const end = await readEnd(folder);
		if (end !== undefined) {
			return end;
		}

		const files = runFilesIn(folder);
		const keeping = readName(files.claim);
		if (keeping === undefined) {
			// A keeper that is on its way finds the name taken, and starts nothing.
			return isAboutToBegin(folder) || !giveUp(files.claim) ? {state: 'starting'} : {state: 'lost'};
		}

		unclaimed.delete(folder);

		const started = readName(files.process);
		if (started !== undefined && (await isAlive(started))) {
			return {state: 'running', pid: Number.parseInt(started, 10)};
		}

		if (await isAlive(keeping)) {
			// It has not started it yet, or is about to write down how it ended.
			return started === undefined ? {state: 'starting'} : {state: 'running', pid: Number.parseInt(keeping, 10)};
		}

		if (started === undefined && !giveUp(files.process)) {
			return {state: 'starting'};
		}

		// The end may have been written after our first look at it.
		return (await readEnd(folder)) ?? {state: 'lost'};
	};

	const begin = async (folder: string, command: HeadlessCommand): Promise<void> => {
		const files = runFilesIn(folder);
		if (readName(files.claim) !== undefined) {
			return;
		}

		await writeWhole(files.command, `${JSON.stringify(command, undefined, '\t')}\n`);
		await replaceFile(files.draft, roomForEnd);
		const keeping = await startDetached([node, ...flags, path.join(paths.programs, keeperName), folder], {
			environment: environmentOfKeeper(environment),
			output: files.trouble,
		});
		const hasBegun = async () =>
			readName(files.process) !== undefined ||
			(await readEnd(folder)) !== undefined ||
			keeping.exitCode() !== undefined;
		await comesTrue(hasBegun, startTakes);
		if (keeping.exitCode() === 0 && readName(files.claim) !== givenUp) {
			// Another keeper was first, and is at it.
			await comesTrue(
				async () => readName(files.process) !== undefined || (await readEnd(folder)) !== undefined,
				startTakes,
			);
		}

		await refuseWithout(folder, keeping);
	};

	return {
		async start(folder, command) {
			const first = beginning.get(folder) ?? begin(folder, command);
			beginning.set(folder, first);
			try {
				await first;
			} finally {
				beginning.delete(folder);
			}
		},
		look,
		async stop(folder, {graceMs}) {
			await comesTrue(async () => (await look(folder)).state !== 'starting', startTakes);
			const found = await look(folder);
			if (found.state !== 'running') {
				return false;
			}

			const {command, process} = runFilesIn(folder);
			const {runId} = JSON.parse((await readText(command)) ?? '{}') as Partial<HeadlessCommand>;
			const started = readName(process) ?? '';
			// When its first process has ended the number may be another's.
			const group = (await isAlive(started)) ? Number.parseInt(started, 10) : undefined;
			const strays = await endProcesses({group, mark: `${runVariable}=${runId}`, graceMs, run});
			for (const {pid, name} of strays) {
				report(`${name} (process ${pid}) of ${runId} had left its group, and was ended with it`);
			}

			await comesTrue(async () => (await look(folder)).state !== 'running', endTakes);
			return true;
		},
		watch(folder, onChange, signal) {
			watchFile({file: runFilesIn(folder).draft, onChange, signal});
		},
	};
};

/** Answers whether nothing will be started by that name any more. */
const giveUp = (file: string): boolean => {
	try {
		return takeName(file, givenUp);
	} catch (error) {
		if (isMissing(error)) {
			return true;
		}

		// Not now: the name is still free, and is given up with a later look.
		if (['ENOSPC', 'EDQUOT', 'EROFS'].some(code => hasCode(error, code))) {
			return false;
		}

		throw error;
	}
};

/** A start that nothing came of, neither now nor later. */
const refuseWithout = async (folder: string, keeping: Detached): Promise<void> => {
	const {claim, process, trouble} = runFilesIn(folder);
	const isBegun = async () => readName(process) !== undefined || (await readEnd(folder)) !== undefined;
	if (await isBegun()) {
		return;
	}

	const isOver = keeping.exitCode() !== undefined;
	if (!giveUp(claim) && !(isOver && giveUp(process) && (await readEnd(folder)) === undefined)) {
		return;
	}

	const said = ((await readText(trouble)) ?? '').trim();
	throw new MaestroError(
		'internal',
		`The run could not be started: ${said || (isOver ? `its keeper ended with exit code ${keeping.exitCode()}` : `its keeper said nothing for ${startTakes.withinMs / 1000} s`)}; nothing runs, dispatch again`,
	);
};
