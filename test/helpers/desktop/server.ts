import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import {onTestFinished} from 'vitest';
import {WebSocketServer} from 'ws';
import type {Located} from '../../../source/client/feeds/server.js';
import {type Agent, createAgent} from './agent.js';
import {createAuth} from './auth.js';
import {createChannel} from './channel.js';
import {digestRoutes} from './digests.js';
import {createHttp, type Request} from './http.js';
import {createHttpFaults} from './http-faults.js';
import {createLiveFaults} from './live-faults.js';
import {machineRoutes} from './machine.js';
import {modeRoutes} from './modes.js';
import {noteRoutes} from './notes.js';
import {otherRoutes} from './others.js';
import {projectRoutes} from './projects.js';
import {promptRoutes} from './prompts.js';
import {Refused} from './refused.js';
import {resumeRoutes} from './resume.js';
import {on, type Route} from './route.js';
import {sessionRoutes} from './sessions.js';
import {spawnRoutes} from './spawn.js';
import {taskRoutes} from './tasks.js';
import {teamMemberRoutes} from './team-members.js';
import {realTime, type Time} from './time.js';
import {createWiretap} from './wiretap.js';
import {createWorld, type Given, type Settings} from './world.js';

const usualMaxClients = 50;

export type DesktopOptions = Settings & {
	/** 0 for any that is free. */
	readonly port?: number | undefined;
	readonly time?: Time | undefined;
	/** Where no test is under way that ends it: takes what ends it. */
	readonly atEnd?: ((stop: () => Promise<void>) => void) | undefined;
};

/**
A stand-in for the desktop product's server, on a socket of its own, made after its contract and recorded exchanges, with its quirks: what it
drops it drops here as well. It ends with the test. What goes wrong beyond that is switched on while it runs.
*/
export const startDesktopServer = async (given: Given = {}, options: DesktopOptions = {}) => {
	const {time = realTime, atEnd = onTestFinished} = options;
	const wiretap = createWiretap();
	const liveFaults = createLiveFaults();
	const httpFaults = createHttpFaults();
	const channel = createChannel({faults: liveFaults, wiretap, time});
	const auth = createAuth(options.auth, time.clock);
	const startedAt = time.clock();

	let port = options.port ?? 0;

	const load = (data: Given) => {
		const world = createWorld({
			given: data,
			settings: options,
			emit: channel.emit,
			url: () => `http://localhost:${port}`,
			time,
		});
		const routes: readonly Route[] = [
			on('GET /health', () => ({status: 'ok', timestamp: time.clock(), uptime: (time.clock() - startedAt) / 1000})),
			on('GET /ws-status', () => {
				const clients = channel.sockets().map(() => ({readyState: 1, readyStateText: 'OPEN'}));
				return {connectedClients: clients.length, clients};
			}),
			...auth.routes,
			...projectRoutes(world),
			...taskRoutes(world),
			...spawnRoutes(world),
			...digestRoutes(world),
			...sessionRoutes(world),
			...noteRoutes(world),
			...promptRoutes(world),
			...modeRoutes(world),
			...resumeRoutes(world),
			...teamMemberRoutes(world),
			...otherRoutes(world),
			...machineRoutes(world),
		];
		return {world, http: createHttp({routes, auth, faults: httpFaults, wiretap})};
	};

	let {world, http} = load(given);

	const open = async () => {
		const listener = createServer((request, response) => void http.handle(request, response));
		const live = new WebSocketServer({noServer: true, autoPong: false, maxPayload: 1024 * 1024});
		listener.on('upgrade', (request, socket: Duplex, head) => {
			const {searchParams} = new URL(request.url ?? '/', 'http://desktop');
			const headers = request.headers as Readonly<Record<string, string | undefined>>;
			const query = Object.fromEntries(searchParams);
			const refusal = httpFaults.refusesUpgrade()
				? '503 Service Unavailable'
				: auth.lets({headers, query, address: request.socket.remoteAddress ?? ''})
					? undefined
					: '401 Unauthorized';
			if (refusal !== undefined) {
				socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
				return;
			}

			if (channel.sockets().length >= (options.maxClients ?? usualMaxClients)) {
				socket.destroy();
				return;
			}

			live.handleUpgrade(request, socket, head, opened => channel.join(opened));
		});
		await new Promise<void>((resolve, reject) => {
			listener.once('error', reject);
			listener.listen(port, '127.0.0.1', resolve);
		});
		port = (listener.address() as AddressInfo).port;
		return listener;
	};

	let listener: Awaited<ReturnType<typeof open>> | undefined = await open();

	const cut = (): void => {
		for (const socket of channel.sockets()) {
			socket.terminate();
		}
	};

	const stop = async (): Promise<void> => {
		const stopped = listener;
		listener = undefined;
		channel.clear();
		cut();
		stopped?.closeAllConnections();
		await new Promise<void>(resolve => {
			stopped === undefined ? resolve() : stopped.close(() => resolve());
		});
	};

	/** Starts anew at the same port; what is not given was lost. */
	const start = async (data?: Given): Promise<void> => {
		if (data !== undefined) {
			({world, http} = load(data));
		}

		listener = await open();
	};

	atEnd(stop);

	const url = (): string => `http://127.0.0.1:${port}`;

	/** A request that needs no socket; a refusal is thrown. */
	const ask = async ({method, path, body, headers = {}}: Asking): Promise<unknown> => {
		const {pathname, searchParams} = new URL(path, 'http://desktop');
		const request: Request = {
			...{method, path: pathname, query: Object.fromEntries(searchParams), address: '127.0.0.1'},
			headers: {'content-type': 'application/json', ...headers},
			text: body === undefined ? '' : JSON.stringify(body),
		};
		const {answer} = await http.answer(request);
		if (answer.status >= 400) {
			throw new Refused(answer.status, answer.body);
		}

		return answer.body;
	};

	return {
		url,
		/** What it has in it, as it is now. What is changed here nobody is told of. */
		get world() {
			return world;
		},
		/** What went over the line. */
		wiretap,
		...liveFaults.controls,
		...httpFaults.controls,
		ask,
		/** An agent at work in a session. */
		agent: (sessionId: string): Agent =>
			createAgent((id, request) => ask({...request, headers: {'x-session-id': id}}), sessionId),
		/** Tells everyone of something, whether it has happened or not. */
		emit: channel.emit,
		/** Sends a frame as it is. */
		say: channel.say,
		/** How many watch. */
		watchers: () => channel.sockets().length,
		/** Cuts the live connections; the server stays. */
		cut,
		stop,
		start,
		/** Stops and comes back at the same port, with other data where some is given. */
		async restart(data?: Given) {
			await stop();
			await start(data);
		},
		/** A token that lets in, as a login gives one. */
		token: auth.issue,
		async locate(): Promise<Located> {
			const health = {status: 'ok' as const, timestamp: time.clock(), uptime: 1};
			return {kind: 'desktop', url: url(), secret: options.auth === undefined ? undefined : auth.issue(), health};
		},
	};
};

type Asking = {
	readonly method: string;
	readonly path: string;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string | undefined>>;
};

export type DesktopServer = Awaited<ReturnType<typeof startDesktopServer>>;
