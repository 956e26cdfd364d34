import {appendFile, mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import type {HeadlessState} from '../../source/dispatch/headless.js';
import {roleOf, type Session} from '../../source/domain/session.js';
import {createApp} from '../../source/server/app.js';
import {concernOf, maySee, passes} from '../../source/server/concern.js';
import {listen} from '../../source/server/listen.js';
import {createHub} from '../../source/server/live.js';
import {createLogs} from '../../source/server/logs/logs.js';
import {createLogViewers} from '../../source/server/logs/viewers.js';
import {logRoutes} from '../../source/server/routes/logs.js';
import {openSecrets} from '../../source/server/secrets.js';
import {type OpenBytes, openBytes} from '../../source/system/byte-file.js';
import {runFilesIn} from '../../source/system/run-files.js';
import {longAgo, session} from './builders.js';
import {createFakeHeadless} from './fake-headless.js';
import {temporaryFolder} from './temporary.js';

/** A session with a headless run of T-1 in `batch`. */
export const headlessSession = (runId: string, given: Partial<Session> = {}): Session =>
	session({
		id: `s-of-${runId}`,
		run: {id: runId, taskId: 'T-1', mode: 'batch', agent: 'claude', isHeadless: true, startedAt: longAgo},
		...given,
	});

/** The folder of a headless run as its keeper would leave it, in the folder of all runs. */
export const layRun = async (runs: string, runId: string, output?: string | Uint8Array) => {
	const folder = path.join(runs, runId);
	const files = runFilesIn(folder);
	await mkdir(folder, {recursive: true});
	await writeFile(
		files.command,
		JSON.stringify({sessionId: `s-of-${runId}`, taskId: 'T-1', mode: 'batch', agent: 'claude', startedAt: longAgo}),
	);
	if (output !== undefined) {
		await writeFile(files.output, output);
	}

	return {...files, folder, print: async (bytes: string | Uint8Array) => appendFile(files.output, bytes)};
};

type Given = {
	readonly read?: OpenBytes;
	/** Nothing tells that a run may have ended. */
	readonly isSilent?: boolean;
};

/**
A server on a real socket that knows of nothing but logs: sessions are what the test puts into `sessions`, and what becomes of a run is what
it says to `headless`. It can be stopped and started again, at another port.
*/
export const openLogServer = async ({read = openBytes, isSilent = false}: Given = {}) => {
	const home = await temporaryFolder();
	const secrets = await openSecrets(path.join(home, 'operator'));
	const runs = path.join(home, 'runs');
	const headless = createFakeHeadless();
	const sessions: Session[] = [];
	const reports: string[] = [];
	const find = (id: string) => sessions.find(session => session.id === id);
	const log = (text: string, error?: unknown) => void reports.push(`${text} ${String(error)}`);

	const begin = async () => {
		const stopping = new AbortController();
		onTestFinished(() => stopping.abort());
		const {signal} = stopping;
		const known = createLogs({sessions: {all: () => sessions, find}, paths: {runs}});
		const logs = createLogViewers({
			logs: known,
			...{openBytes: read, report: log, signal},
			headless: isSilent ? {...headless, watch: () => {}} : headless,
		});
		const hub = createHub({concernOf, maySee, passes, clock: Date.now, signal});
		const roleIn = (id: string) => {
			const known = find(id);
			return known === undefined ? undefined : roleOf(known);
		};
		const app = createApp({routes: logRoutes({logs: known, headless, openBytes: read}), secrets, roleOf: roleIn, log});
		const {port, closed} = await listen({app, hub, logs, ports: [0], signal});
		return {stopping, closed, url: `http://127.0.0.1:${port}`};
	};

	const server = {
		...(await begin()),
		...{secrets, runs, headless, sessions, reports},
		/** Begins a run: its folder, its session, and how it stands. */
		async run(runId: string, output?: string | Uint8Array, state: HeadlessState = {state: 'running', pid: 1}) {
			sessions.push(headlessSession(runId));
			headless.become(runId, state);
			return layRun(runs, runId, output);
		},
		headers: (as?: string) => ({
			authorization: `Bearer ${as === undefined ? secrets.operator : secrets.forSession(as)}`,
		}),
		async restart() {
			server.stopping.abort();
			await server.closed;
			Object.assign(server, await begin());
		},
	};
	return server;
};

export type LogServer = Awaited<ReturnType<typeof openLogServer>>;
