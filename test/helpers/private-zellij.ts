import {mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, onTestFinished} from 'vitest';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {type Run, run} from '../../source/system/run.js';
import {createZellij} from '../../source/zellij/zellij.js';
import {eventually} from './eventually.js';
import {temporaryFolder} from './temporary.js';

type Environment = Readonly<Record<string, string | undefined>>;

type Options = {
	/** Lines of zellij's configuration. */
	readonly config?: string;
	/** Variables on top of ours. */
	readonly environment?: Environment;
};

export type PrivateZellij = {
	readonly folder: string;
	readonly socket: string;
	readonly environment: Environment;
	/** Runs programs as the driver does. */
	readonly run: Run;
	/** Asks zellij as a person would; what it prints, or an error. */
	readonly zellij: (...args: readonly string[]) => Promise<string>;
	/** Has the session do something. */
	readonly act: (...args: readonly string[]) => Promise<string>;
	/** A driver, with files of its own unless others are named. */
	readonly create: (options?: DriverOptions) => Multiplexer;
	/** Has a person look at the session at a terminal of 200 × 50, unless one does. Makes the session where it is not there. */
	readonly visit: (session?: string) => Promise<void>;
	/** Ends the server as nobody should, and all that ran in it. */
	readonly crash: () => Promise<void>;
	readonly end: () => Promise<void>;
};

type DriverOptions = {
	readonly session?: string;
	readonly registry?: string;
	readonly run?: Run;
	readonly environment?: Environment;
};

// Without bars and greetings, which cost more than all else in a test.
const quietConfig = `
default_layout "bare"
show_startup_tips false
show_release_notes false
session_serialization false
`;

/**
A world of zellij of a test's own, in which nothing runs yet. It is gone after the test, and so is all that ran in it.
*/
export const privateZellij = async (options: Options = {}): Promise<PrivateZellij> => {
	const world = await createWorld(await temporaryFolder(), options);
	onTestFinished(world.end);
	return world;
};

/**
The same for several tests, which end it themselves. The name is short: paths of sockets may have 107 bytes.
*/
export const lastingZellij = async (): Promise<PrivateZellij> => {
	const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'mz-')));
	const world = await createWorld(folder, {});
	return {
		...world,

		async end() {
			await world.end();
			await rm(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 100});
		},
	};
};

const createWorld = async (
	folder: string,
	{config = quietConfig, environment = {}}: Options,
): Promise<PrivateZellij> => {
	const at = (name: string) => path.join(folder, name);
	const sockets = at('s');
	const variables = {
		...process.env,
		TMUX: undefined,
		TMUX_PANE: undefined,
		ZELLIJ: undefined,
		ZELLIJ_SESSION_NAME: undefined,
		ZELLIJ_PANE_ID: undefined,
		ZELLIJ_SOCKET_DIR: sockets,
		ZELLIJ_CONFIG_DIR: at('c'),
		HOME: folder,
		SHELL: '/bin/sh',
		TMPDIR: at('t'),
		XDG_RUNTIME_DIR: at('r'),
		XDG_CONFIG_HOME: at('c'),
		XDG_CACHE_HOME: at('h'),
		XDG_DATA_HOME: at('d'),
		...environment,
	};
	await Promise.all(['s', 'c/layouts', 't', 'r', 'h', 'd'].map(async name => mkdir(at(name), {recursive: true})));
	await writeFile(at('c/config.kdl'), config);
	await writeFile(at('c/layouts/bare.kdl'), 'layout {\n\tpane\n}\n');

	const running = new Set<Promise<unknown>>();
	let isOver = false;
	const quiet: Run = async (program, args, options) => {
		if (isOver) {
			// For who still waits for somebody to come.
			return {exitCode: undefined, stdout: '', stderr: '', isMissing: true, isTimedOut: false};
		}

		const call = run(program, args, options);
		running.add(call);
		return call.finally(() => running.delete(call));
	};

	const zellij = async (...args: readonly string[]): Promise<string> => {
		const {exitCode, stdout, stderr} = await quiet('zellij', args, {environment: variables});
		if (exitCode !== 0) {
			throw new Error(`zellij ${args.join(' ')}: ${stderr || stdout}`);
		}

		return stdout.trimEnd();
	};

	const visits = new Map<string, Promise<void>>();
	const visit = async (session: string) => {
		// Another test may have made it, and this may be the first look at it.
		await zellij('attach', '--create-background', session).catch(() => undefined);
		// Its input never ends, and is a terminal for zellij.
		// A key press makes them the one whom zellij takes for the person that uses the session.
		const line = `{ for second in 1 2 3 4 5; do sleep 1; printf ' '; done; sleep 1000; } | script -qfec 'stty rows 50 cols 200; exec zellij attach ${session}' /dev/null`;
		const variablesHere = {...variables, TERM: 'xterm-256color'};
		const look = async () => expect(await zellij('--session', session, 'action', 'list-clients')).toMatch(/^\d/m);
		// It may deny a session that lives when several ask at once.
		await eventually(async () => {
			void quiet('sh', ['-c', line], {environment: variablesHere, timeoutMs: 1e6});
			await eventually(look, 5000);
		}, 20_000);
	};

	const crash = async () => {
		visits.clear();
		await killAllWith(`ZELLIJ_SOCKET_DIR=${sockets}`);
	};

	return {
		folder,
		socket: path.join(sockets, 'contract_version_1', 'maestro'),
		environment: variables,
		run: quiet,
		zellij,
		// It may deny a session that lives when several ask at once.
		act: async (...args) => eventually(async () => zellij('--session', 'maestro', 'action', ...args), 3000),

		create: ({session = 'maestro', registry = at('w'), run = quiet, environment = {}} = {}) =>
			createZellij({run, session, registry, environment: {...variables, ...environment}}),

		async visit(session = 'maestro') {
			const visiting = visits.get(session) ?? visit(session);
			visits.set(session, visiting);
			await visiting;
		},

		crash,

		async end() {
			// What a test that failed has still under way would start the server anew.
			isOver = true;
			await crash();
			await Promise.allSettled(running);
			await crash();
		},
	};
};

/** Kills every process that has a variable, again and again until there is none. */
const killAllWith = async (variable: string): Promise<void> => {
	for (;;) {
		const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name) && Number(name) !== process.pid);
		const marked = await Promise.all(pids.map(async pid => ((await has(pid, variable)) ? [Number(pid)] : [])));
		if (marked.flat().length === 0) {
			return;
		}

		for (const pid of marked.flat()) {
			try {
				process.kill(pid, 'SIGKILL');
			} catch {
				// It has ended by itself meanwhile.
			}
		}
	}
};

const has = async (pid: string, variable: string): Promise<boolean> => {
	try {
		return (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').includes(variable);
	} catch {
		return false;
	}
};
