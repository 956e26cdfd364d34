import {execFile, spawn} from 'node:child_process';
import {createHmac} from 'node:crypto';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {promisify} from 'node:util';
import {awaitEnd} from './processes.mjs';

const run = promisify(execFile);

export const root = path.join(import.meta.dirname, '..', '..');
export const door = path.join(root, 'bin', 'maestro.cjs');

/**
A machine of the bench's own, as far as a folder goes: its MAESTRO_HOME, its tmux and the folder of its one project. `start` starts its
server. What is in it is taken away, and what runs in it ended, when `atEnd` comes.
*/
export const createWorld = async ({atEnd}) => {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'maestro-bench-'));
	const [home, sockets, directory, temporary] = ['home', 's', 'project', 't'].map(name => path.join(folder, name));
	const environment = {
		HOME: folder,
		PATH: [path.join(root, 'test', 'helpers', 'programs'), path.dirname(process.execPath), process.env.PATH].join(':'),
		LANG: 'C.UTF-8',
		TERM: 'xterm-256color',
		COLORTERM: 'truecolor',
		SHELL: '/bin/sh',
		// The app's compile cache is there: warm from the second start on, and gone with the rest.
		TMPDIR: temporary,
		MAESTRO_HOME: home,
		TMUX_TMPDIR: sockets,
	};
	const address = path.join(home, 'data', 'server-url');
	let url;
	let secret;
	let server;

	/** A child of ours, and not `maestro server start`: so it is sure to end with us, at whatever moment that is. */
	const start = async () => {
		await rm(address, {force: true});
		const began = performance.now();
		server = spawn(process.execPath, [door, 'server', 'run'], {cwd: directory, env: environment, stdio: 'ignore'});
		while (!existsSync(address)) {
			if (server.exitCode !== null) {
				throw new Error(`The server ended with ${server.exitCode} as it started; see ${home}/log/server.log`);
			}

			await pause(1);
		}

		const took = performance.now() - began;
		url = (await readFile(address, 'utf8')).trim();
		secret = (await readFile(path.join(home, 'data', 'secrets', 'operator'), 'utf8')).trim();
		return took;
	};

	const stop = async signal => {
		if (server === undefined || server.exitCode !== null || server.signalCode !== null) {
			return;
		}

		const ended = once(server, 'exit');
		server.kill(signal);
		await Promise.race([ended, pause(5000, undefined, {ref: false})]);
		server.kill('SIGKILL');
	};

	atEnd(async () => {
		await stop('SIGTERM');
		await endWindows(environment);
		await rm(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 100});
	});
	await Promise.all([home, sockets, directory, temporary].map(async name => mkdir(name)));
	// What is measured many times in a minute is not to be refused for it.
	const limits = {perMinute: 10_000, loop: {messages: 10_000, minutes: 1}};
	await writeFile(path.join(home, 'settings.json'), JSON.stringify({messages: limits}));

	/** Asks as the operator, or as a session. */
	const ask = async (method, where, body, as = 'operator') => {
		const response = await fetch(`${url}${where}`, {
			method,
			headers: {authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'x-session-id': as},
			...(body === undefined ? {} : {body: JSON.stringify(body)}),
		});
		const answer = await response.json();
		if (!response.ok) {
			throw new Error(`${method} ${where} was answered with ${response.status}: ${answer.message}`);
		}

		return answer;
	};

	return {
		folder,
		home,
		directory,
		environment,
		ask,
		url: () => url,
		secret: () => secret,
		/** Resolves with the milliseconds until the server listens. */
		start,
		/** Ends the server in the middle of whatever it does. */
		kill: async () => stop('SIGKILL'),
		serverPid: () => server.pid,
		/** Lays a project down, and so many sessions in it, for a server that is not started yet; answers their ids. */
		async populate(sessions) {
			const [projects, folderOfSessions] = ['projects', 'sessions'].map(name => path.join(home, 'data', name));
			const now = Date.now();
			const project = {id: 'proj_bench', name: 'bench', workingDir: directory, createdAt: now, updatedAt: now};
			await Promise.all([projects, folderOfSessions].map(async name => mkdir(name, {recursive: true})));
			await writeFile(path.join(projects, `${project.id}.json`), JSON.stringify(project));
			const all = Array.from({length: sessions}, (_, index) => sessionOf(index + 1, {now, projectId: project.id}));
			await Promise.all(
				all.map(async session => writeFile(path.join(folderOfSessions, `${session.id}.json`), JSON.stringify(session))),
			);
			return {projectId: project.id, ids: all.map(({id}) => id)};
		},
		/** What an agent's window has in its environment. */
		environmentOf: id => ({
			...environment,
			MAESTRO_SERVER_URL: url,
			MAESTRO_SESSION_ID: id,
			// As the server makes them (source/server/secrets.ts): none of ours is started here that would bring one.
			MAESTRO_SESSION_TOKEN: `${id}.${createHmac('sha256', secret).update(`session ${id}`).digest('base64url')}`,
		}),
		async write(name, content) {
			const file = path.join(folder, name);
			await writeFile(file, content);
			return file;
		},
	};
};

const topics = ['read the inbox', 'review the parser', 'fix the flaky journey', 'draw the tree', 'measure the start'];

/** The first of them was at work a moment ago, and each of the others some minutes before the one before it. */
const sessionOf = (number, {now, projectId}) => {
	const at = now - number * 150_000;
	return {
		id: `sess_${String(number).padStart(6, '0')}`,
		projectId,
		taskIds: [],
		name: `session ${String(number).padStart(3, '0')} ${topics[number % topics.length]}`,
		status: number % 3 === 0 ? 'working' : 'idle',
		startedAt: at,
		lastActivity: at,
		metadata: {agentTool: 'claude', agentVersion: '2.1.329'},
	};
};

/** Ends a tmux and what ran in it. Agents still run a hook when their window goes, for which they get a moment. */
const endWindows = async environment => {
	const tmux = async (...words) => {
		try {
			return (await run('tmux', words, {env: environment})).stdout;
		} catch {
			// Where no window was opened there is no tmux to end.
			return '';
		}
	};
	const pids = (await tmux('list-panes', '-a', '-F', '#{pane_pid}')).split('\n').filter(Boolean).map(Number);
	await tmux('kill-server');
	await awaitEnd(pids);
};
