import {appendFile, mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {FoundServer} from '../../source/cli/find-server.js';
import {startServer, untilGone} from '../../source/cli/start-server.js';
import {MaestroError} from '../../source/domain/errors.js';
import {pathsUnder} from '../../source/system/paths.js';
import {eventually} from '../helpers/eventually.js';
import {temporaryFolder} from '../helpers/temporary.js';

const server: FoundServer = {
	kind: 'ours',
	url: 'http://127.0.0.1:4567',
	health: {status: 'ok', timestamp: 1, uptime: 1},
	secret: undefined,
};

/** In the place of the server's program: a script that notes each start, and answers from the start `answersFrom` on. */
const open = async (script: string, {answersFrom = Number.POSITIVE_INFINITY} = {}) => {
	const folder = await temporaryFolder();
	const paths = pathsUnder(path.join(folder, 'home'));
	const starts = path.join(folder, 'starts');
	const count = async () => (await readFile(starts, 'utf8').catch(() => '')).length;
	const start = async (
		environment: Readonly<Record<string, string | undefined>> = {},
		whyNever?: () => Promise<void>,
	) =>
		startServer({
			whyNever,
			find: async () => ((await count()) >= answersFrom ? server : undefined),
			command: ['/bin/sh', '-c', `printf x >>'${starts}'; ${script}`],
			environment: {PATH: process.env.PATH, ...environment},
			paths,
			patienceMs: 300,
		});
	return {start, count, paths, folder};
};

test('a server that runs is not started', async () => {
	const {start, count} = await open('exit 1', {answersFrom: 0});

	expect(await start()).toBe(server);
	expect(await count()).toBe(0);
});

test('a server that is started is answered as soon as it is found', async () => {
	const {start, count} = await open('', {answersFrom: 1});

	expect(await start()).toBe(server);
	expect(await count()).toBe(1);
});

test('one that finds the lock taken is started again, until one answers', async () => {
	const {start, count} = await open('exit 8', {answersFrom: 3});

	expect(await start()).toBe(server);
	expect(await count()).toBe(3);
});

test('a lock that somebody keeps without answering is told, with whom to end', async () => {
	const {start, paths} = await open('exit 8');
	await mkdir(path.dirname(paths.lock), {recursive: true});
	await writeFile(`${paths.lock}.pid`, '4711\n');

	await expect(start()).rejects.toMatchObject({
		code: 'server-missing',
		message: expect.stringMatching(/^Process 4711 holds .* End it \(kill 4711\)/),
	});
});

test('one that can never start here, as another kind of server has the folder, is not tried again', async () => {
	const {start, count} = await open('exit 8');
	const never = new MaestroError('already-there', 'The Maestro desktop server answers');

	await expect(start({}, async () => Promise.reject(never))).rejects.toBe(never);
	expect(await count()).toBe(1);
});

test('one that cannot keep its data says why, as its own refusal', async () => {
	const {start} = await open('echo "maestro server: /home is on a full disk: make room"; exit 11');

	await expect(start()).rejects.toMatchObject({
		code: 'storage-failed',
		message: 'The server cannot start: /home is on a full disk: make room',
	});
});

test('one that cannot even say why is told from its exit code, and not by the words of one before', async () => {
	const {start, paths} = await open('exit 11');
	await mkdir(path.dirname(paths.serverLog), {recursive: true});
	await appendFile(paths.serverLog, 'maestro server: yesterday’s trouble\n');

	await expect(start()).rejects.toMatchObject({
		code: 'storage-failed',
		message: expect.stringMatching(/home takes no data.*make room/),
	});
});

test('one that ends for no known reason is told with where to read on', async () => {
	const {start, paths} = await open('echo "Segmentation fault"; exit 1');

	await expect(start()).rejects.toMatchObject({
		code: 'server-missing',
		message: `The server ended as it started, with exit code 1; what it said is in ${paths.serverLog}`,
	});
});

test('a server is told nothing of the session, the npm or the client that it is started from', async () => {
	const {start, folder} = await open('env; echo THE_END=', {answersFrom: 1});
	const given = {
		...{MAESTRO_SESSION_ID: 's-1', MAESTRO_SESSION_TOKEN: 'secret', MAESTRO_PROJECT_ID: 'p-1', MAESTRO_TASK_IDS: 'T-1'},
		...{MAESTRO_SERVER_URL: 'http://a:1', MAESTRO_MODE: 'worker', MAESTRO_ROOT_SESSION_ID: 's-1'},
		...{npm_config_x: '1', NODE_OPTIONS: '--inspect', CLAUDECODE: '1', CLAUDE_CODE_ENTRYPOINT: 'cli', CLAUDE_PID: '7'},
		...{MAESTRO_HOME: path.join(folder, 'home'), MAESTRO_MULTIPLEXER: 'tmux', ANTHROPIC_API_KEY: 'mine'},
	};
	await start(given);

	const {serverLog} = pathsUnder(path.join(folder, 'home'));
	const names = await waitForNames(serverLog);
	expect(Object.keys(given).filter(name => names.includes(name))).toEqual([
		...['MAESTRO_HOME', 'MAESTRO_MULTIPLEXER', 'ANTHROPIC_API_KEY'],
	]);
});

const waitForNames = async (file: string): Promise<readonly string[]> => {
	const text = await eventually(async () => {
		const said = await readFile(file, 'utf8');
		expect(said).toMatch(/^THE_END=/m);
		return said;
	});
	return text.split('\n').map(line => line.slice(0, line.indexOf('=')));
};

test('a server has stopped when its lock names it no more, or when its process is gone', async () => {
	const {paths} = await open('');
	await mkdir(path.dirname(paths.lock), {recursive: true});
	const gone = 2 ** 22 + 1;

	await untilGone(process.pid, paths);
	await writeFile(`${paths.lock}.pid`, `${gone}\n`);
	await untilGone(gone, paths);
	await untilGone(process.pid, paths);

	await writeFile(`${paths.lock}.pid`, `${process.pid}\n`);
	const waiting = untilGone(process.pid, paths);
	await writeFile(`${paths.lock}.pid`, '1\n');
	await waiting;
});
