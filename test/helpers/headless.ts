import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {mkdir, readdir, readFile, rename} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, onTestFinished} from 'vitest';
import type {Headless, HeadlessCommand, HeadlessState} from '../../source/dispatch/headless.js';
import {createHeadless} from '../../source/dispatch/headless-runs.js';
import {birthOf, signalGroup, signalProcess} from '../../source/system/processes.js';
import {keeperName} from '../../source/system/programs.js';
import {run} from '../../source/system/run.js';
import {readName, runFilesIn} from '../../source/system/run-files.js';
import {eventually} from './eventually.js';
import {temporaryFolder} from './temporary.js';

const root = path.join(import.meta.dirname, '..', '..');

type KeeperPlace = {readonly programs: string};

/** The program that keeps a run, built for this file of tests into a folder of its own. */
export const buildKeeper = (): KeeperPlace => {
	const folder = mkdtempSync(path.join(tmpdir(), 'mt-keep-'));
	beforeAll(async () => {
		const words = [path.join(root, 'scripts', 'build.mjs'), '--only', 'run', '--to', folder];
		await promisify(execFile)(process.execPath, words);
		await rename(path.join(folder, 'run.cjs'), path.join(folder, keeperName));
	});
	afterAll(() => rmSync(folder, {recursive: true, force: true}));
	return {programs: folder};
};

export type HeadlessWorld = {
	readonly headless: Headless;
	/** Where runs have their folders, and their folder to work in. */
	readonly folder: string;
	readonly reported: readonly string[];
	readonly commandOf: (command: readonly [string, ...string[]], more?: Partial<HeadlessCommand>) => HeadlessCommand;
	/** A new run's folder, with nothing started in it. */
	readonly newFolder: (name?: string) => Promise<string>;
	/** Starts a program in a folder of its own; answers the folder. */
	readonly start: (command: readonly [string, ...string[]], more?: Partial<HeadlessCommand>) => Promise<string>;
	/** How it ended, once it has. */
	readonly end: (folder: string, withinMs?: number) => Promise<HeadlessState>;
	readonly output: (folder: string) => Promise<string>;
	/** Another server, which knows of the runs only what is in their folders. */
	readonly another: () => Headless;
	readonly keeperOf: (folder: string) => number;
	readonly processOf: (folder: string) => number;
};

type Options = {
	readonly keeper: KeeperPlace;
	readonly environment?: Readonly<Record<string, string>>;
	readonly folder?: string;
};

/** Runs of the test's own. When it is over none of them runs any more. */
export const headlessWorld = async ({keeper, environment = {}, folder: given}: Options): Promise<HeadlessWorld> => {
	const folder = given ?? (await temporaryFolder());
	const reported: string[] = [];
	const all: string[] = [];
	let number = 0;
	const another = () =>
		createHeadless({
			node: process.execPath,
			paths: keeper,
			environment: {PATH: process.env.PATH ?? '', ...environment},
			run,
			report: text => reported.push(text),
		});
	const headless = another();

	const commandOf: HeadlessWorld['commandOf'] = (command, more = {}) => ({
		...{sessionId: 's-1', projectId: 'p-1', taskId: 'T-1', mode: 'batch', agent: 'claude'},
		runId: `run_${process.pid}_${number}`,
		command,
		directory: folder,
		environment: {},
		without: [],
		limits: {minutes: 0, outputBytes: 0},
		startedAt: Date.now(),
		...more,
	});
	const newFolder: HeadlessWorld['newFolder'] = async (name = `run ${++number}`) => {
		const folderOfRun = path.join(folder, name);
		await mkdir(folderOfRun);
		all.push(folderOfRun);
		return folderOfRun;
	};

	onTestFinished(async () => {
		await Promise.all(all.map(endRun));
	});

	return {
		headless,
		folder,
		reported,
		commandOf,
		newFolder,
		async start(command, more) {
			const folderOfRun = await newFolder();
			await headless.start(folderOfRun, commandOf(command, more));
			return folderOfRun;
		},
		end: async (folderOfRun, withinMs) =>
			eventually(async () => {
				const found = await headless.look(folderOfRun);
				return found.state === 'starting' || found.state === 'running' ? Promise.reject(new Error(found.state)) : found;
			}, withinMs),
		output: async folderOfRun => readFile(runFilesIn(folderOfRun).output, 'utf8'),
		another,
		keeperOf: folderOfRun => Number.parseInt(readName(runFilesIn(folderOfRun).claim) ?? '', 10),
		processOf: folderOfRun => Number.parseInt(readName(runFilesIn(folderOfRun).process) ?? '', 10),
	};
};

/** Whether a process runs; one that nobody has collected yet does not. */
export const isRunning = async (pid: number): Promise<boolean> => (await birthOf(pid, run)) !== undefined;

/** Ends all runs whose folders are in a folder. */
export const endRunsIn = async (runs: string): Promise<void> => {
	const names = await readdir(runs).catch(() => []);
	await Promise.all(names.map(async name => endRun(path.join(runs, name))));
};

/** Ends what is left of a run, by number and birth. */
const endRun = async (folder: string): Promise<void> => {
	const {claim, process: started} = runFilesIn(folder);
	for (const [file, signal] of [
		[claim, signalProcess],
		[started, signalGroup],
	] as const) {
		const [pid = '', birth] = (readName(file) ?? '').split(' ');
		if (/^\d+$/.test(pid) && (await birthOf(Number(pid), run)) === birth) {
			signal(Number(pid), 'SIGKILL');
		}
	}
};
