import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {constants, openSync, readFileSync, writeSync} from 'node:fs';
import {constants as system} from 'node:os';
import type {Limits} from '../domain/run.js';
import {becomeProgram} from './become-program.js';
import {endProcesses} from './end-processes.js';
import {hasCode} from './files.js';
import {followGrowth} from './output-growth.js';
import {birthOf} from './processes.js';
import type {Run} from './run.js';
import {environmentOfProgram, runVariable} from './run-environment.js';
import {runFilesIn, takeName} from './run-files.js';
import {type End, writeEnd} from './write-end.js';

/** What it reads of `command.json`. */
type Kept = {
	readonly runId: string;
	readonly command: readonly string[];
	readonly directory: string;
	readonly environment: Readonly<Record<string, string>>;
	readonly without: readonly string[];
	readonly limits: Limits;
	/** Milliseconds. */
	readonly startedAt: number;
};

type Options = {
	readonly folder: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Aborts when somebody asks the keeper itself to end: then it ends what it keeps. */
	readonly asked: AbortSignal;
	readonly run: Run;
};

/** How long what is to end has for it. What prints too much would print on. */
const graceMs = 5000;
const graceOfPrintingMs = 1000;

/** The longest that a timer of Node takes. */
const longestTimerMs = 2 ** 31 - 1;

/** Of a program that could not be started, as shells have it. */
const notStarted = 127;

/**
Starts what the `command.json` of a folder says, keeps it within its limits, and writes down how it ended. Whoever comes second leaves the
folder alone.
*/
export const keepRun = async (options: Options): Promise<void> => {
	const {folder, run} = options;
	const files = runFilesIn(folder);
	if (!takeName(files.claim, `${process.pid} ${await birthOf(process.pid, run)}`)) {
		return;
	}

	// Written whole, by us and for us alone.
	const kept = JSON.parse(readFileSync(files.command, 'utf8')) as Kept;
	const end = await runToItsEnd(kept, options);
	await writeEnd(folder, {endedAt: Math.max(Date.now(), kept.startedAt), ...end});
};

const runToItsEnd = async (kept: Kept, {folder, environment, asked, run}: Options): Promise<End> => {
	const {output: file, marks} = runFilesIn(folder);
	const output = openSync(file, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
	const child = await start(kept, {folder, environment, output});
	if (typeof child === 'string') {
		tell(output, `maestro: nothing could be started in ${kept.directory}: ${child}\n`);
		return {exitCode: notStarted};
	}

	const ended = endOf(child);
	let limit: keyof Limits | undefined;
	let stopping: Promise<unknown> | undefined;
	const stop = (graceMs: number): void => {
		stopping ??= endProcesses({group: child.pid, mark: `${runVariable}=${kept.runId}`, graceMs, run});
	};
	const exceed = (which: keyof Limits): void => {
		limit ??= stopping === undefined ? which : undefined;
		stop(which === 'outputBytes' ? graceOfPrintingMs : graceMs);
	};

	asked.addEventListener('abort', () => stop(graceMs));
	if (asked.aborted) {
		stop(graceMs);
	}

	const {minutes, outputBytes} = kept.limits;
	const stopTimer = startTimer(minutes * 60_000, () => exceed('minutes'));
	const stopGrowth = followGrowth({
		...{file, descriptor: output, marks, limit: outputBytes, clock: Date.now},
		onTooMuch: () => exceed('outputBytes'),
	});
	const end = await ended;
	stopTimer();
	// What it started may go on after it, and is ended as well where it was to end.
	await stopping;
	stopGrowth();
	return {...end, limit};
};

/** The process, or why there is none. */
const start = async (
	{command, ...kept}: Kept,
	{folder, environment, output}: Pick<Options, 'folder' | 'environment'> & {readonly output: number},
): Promise<ChildProcess | string> => {
	try {
		const child = spawn('/bin/sh', ['-c', becomeProgram, 'maestro', folder, ...command], {
			cwd: kept.directory,
			env: {...environmentOfProgram(environment, kept)},
			stdio: ['ignore', output, output],
			// A session and a group of its own, which is ended as a whole.
			detached: true,
		});
		return child.pid === undefined ? reasonOf((await once(child, 'error'))[0]) : child;
	} catch (error) {
		return reasonOf(error);
	}
};

const tell = (output: number, text: string): void => {
	try {
		writeSync(output, text);
	} catch {
		// A full disk takes no words; the exit code says the same, and that has its room.
	}
};

const reasonOf = (error: unknown): string => {
	if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) {
		return 'there is no such folder (any more)';
	}

	return hasCode(error, 'E2BIG') ? 'its arguments are longer than the system takes' : String(error);
};

/** Node tells of no signal above 31: a program that is ended by a real-time signal, which nobody sends unasked, seems to end with 0. */
const endOf = async (child: ChildProcess): Promise<End> =>
	new Promise(resolve => {
		child.once('exit', (exitCode, name) =>
			resolve(name === null ? {exitCode: exitCode ?? undefined} : {signal: system.signals[name]}),
		);
	});

/** Calls back after so many milliseconds, however many; never for zero. Answers what keeps it from doing so. */
const startTimer = (ms: number, onTime: () => void): (() => void) => {
	if (ms <= 0) {
		return () => {};
	}

	let timer: NodeJS.Timeout;
	const begin = (left: number): void => {
		const part = Math.min(left, longestTimerMs);
		timer = setTimeout(() => (part === left ? onTime() : begin(left - part)), part);
	};
	begin(ms);
	return () => clearTimeout(timer);
};
