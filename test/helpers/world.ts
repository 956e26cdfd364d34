import {mkdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import {type Finished, run} from '../../source/system/run.js';
import {endTmux} from './end-tmux.js';
import {eventually} from './eventually.js';
import {endRunsIn} from './headless.js';
import {temporaryFolder} from './temporary.js';

const root = path.join(import.meta.dirname, '..', '..');
const door = path.join(root, 'bin', 'maestro.cjs');

export type World = {
	readonly folder: string;
	readonly home: string;
	/** A git work tree that is no project yet. */
	readonly checkout: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Runs `maestro` with these words; throws when it fails. */
	readonly maestro: (...words: readonly string[]) => Promise<string>;
	/** The same, whatever becomes of it. */
	readonly tryMaestro: (
		words: readonly string[],
		options?: {readonly input?: string; readonly environment?: World['environment']},
	) => Promise<Finished>;
	/** Runs `maestro … --json` and reads what it printed. */
	readonly ask: <T>(...words: readonly [string, ...string[]]) => Promise<T>;
	/** What the server answers to the operator: for what is asked again and again, as a program takes long to start. */
	readonly get: <T>(address: string) => Promise<T>;
	/** Starts the server, and makes the checkout a project. */
	readonly begin: () => Promise<{readonly id: string}>;
	/** Makes a task of the project; answers its id. */
	readonly addTask: (title: string, more?: {readonly description?: string}) => Promise<string>;
	/** Runs tmux on the server that the agents' windows are in. */
	readonly tmux: (...words: readonly string[]) => Promise<string>;
	/** What agents noted of how they were started. */
	readonly diary: () => Promise<readonly Started[]>;
	/** Every key that reached an agent. */
	readonly typed: () => Promise<string>;
	/** Everything that agents were told, in prompts and by hooks. */
	readonly told: () => Promise<string>;
	readonly serverPid: () => Promise<number>;
};

type Started = {
	readonly session: string;
	readonly hasToken: boolean;
	readonly cwd: string;
	readonly words: readonly string[];
	readonly prompt?: string;
	readonly pid: number;
};

/**
A machine of the test's own, as far as a folder goes: its MAESTRO_HOME, its tmux server, its checkout, and the build in real
processes. When the test is over nothing of it runs any more.
*/
export const createWorld = async (more: Readonly<Record<string, string | undefined>> = {}): Promise<World> => {
	const folder = await temporaryFolder();
	const [home, sockets, checkout] = ['home', 's', 'checkout'].map(name => path.join(folder, name)) as [
		string,
		string,
		string,
	];
	await mkdir(sockets);
	await mkdir(path.join(checkout, '.git'), {recursive: true});
	const environment = {
		HOME: folder,
		PATH: `${path.join(import.meta.dirname, 'programs')}:${path.dirname(process.execPath)}:${process.env.PATH}`,
		LANG: 'C.UTF-8',
		TERM: 'xterm-256color',
		SHELL: '/bin/sh',
		MAESTRO_HOME: home,
		TMUX_TMPDIR: sockets,
		// Compiled once and not in each of a thousand starts; that is a quarter of what a start costs.
		NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'compiled-for-tests'),
		AGENT_DIARY: path.join(folder, 'diary'),
		AGENT_TYPED: path.join(folder, 'typed'),
		AGENT_TOLD: path.join(folder, 'told'),
		...more,
	};
	// What the test runner has in its environment is not for the programs under test.
	const only = {...Object.fromEntries(Object.keys(process.env).map(name => [name, undefined])), ...environment};

	const tryMaestro: World['tryMaestro'] = async (words, options = {}) =>
		run(process.execPath, [door, ...words], {directory: checkout, environment: only, timeoutMs: 30_000, ...options});
	const maestro = async (...words: readonly string[]) => {
		const {exitCode, stdout, stderr} = await tryMaestro(words);
		if (exitCode !== 0) {
			throw new Error(`maestro ${words.join(' ')} ended with ${exitCode}: ${stderr}${stdout}`);
		}

		return stdout;
	};
	const readOr = async (file: string) => readFile(path.join(folder, file), 'utf8').catch(() => '');

	const request = async <T>(address: string, body?: unknown): Promise<T> => {
		const read = async (name: string) => (await readFile(path.join(home, 'data', name), 'utf8')).trim();
		const headers = {authorization: `Bearer ${await read('secrets/operator')}`, 'content-type': 'application/json'};
		const sent = body === undefined ? {headers} : {method: 'POST', headers, body: JSON.stringify(body)};
		const response = await fetch(`${await read('server-url')}${address}`, sent);
		if (!response.ok) {
			throw new Error(`${address} was answered with ${response.status}: ${await response.text()}`);
		}

		return response.json() as Promise<T>;
	};

	const serverPid = async () => Number(await readFile(path.join(home, 'data', 'lock.db.pid'), 'utf8'));

	onTestFinished(async () => {
		// Where none runs there is no such file, or no such process.
		await serverPid().then(
			pid => endSurely(pid, home),
			() => {},
		);
		await endTmux(only);
		await endRunsIn(path.join(home, 'data', 'runs'));
	});

	return {
		folder,
		home,
		checkout,
		environment: only,
		maestro,
		tryMaestro,
		ask: async (first, ...words) => JSON.parse(await maestro(first, ...words.slice(0, 1), '--json', ...words.slice(1))),
		get: async address => request(address),
		async begin() {
			await maestro('server', 'start');
			// It is found at its usual port a moment before its address is written down.
			await eventually(async () => readFile(path.join(home, 'data', 'server-url')));
			const body = {name: path.basename(checkout), workingDir: checkout};
			return request<{readonly id: string}>('/api/projects', body);
		},
		async addTask(title, more = {}) {
			const [project] = await request<ReadonlyArray<{readonly id: string}>>('/api/projects');
			return (await request<{readonly id: string}>('/api/tasks', {projectId: project?.id, title, ...more})).id;
		},
		async tmux(...words) {
			const {stdout, stderr, exitCode} = await run('tmux', ['-u', ...words], {environment: only});
			if (exitCode !== 0) {
				throw new Error(`tmux ${words.join(' ')} ended with ${exitCode}: ${stderr}`);
			}

			return stdout;
		},
		diary: async () =>
			(await readOr('diary'))
				.split('\n')
				.filter(Boolean)
				.map(line => JSON.parse(line)),
		typed: async () => readOr('typed'),
		told: async () => readOr('told'),
		serverPid,
	};
};

/** By its environment it is told from another process that has its number by now. */
const endSurely = async (pid: number, home: string): Promise<void> => {
	const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
	if (environment.split('\0').includes(`MAESTRO_HOME=${home}`)) {
		process.kill(pid, 'SIGKILL');
	}
};
