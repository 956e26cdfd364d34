import {createServer, type IncomingMessage, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import {getRequestListener} from '@hono/node-server';
import {MaestroError} from '../domain/errors.js';
import type {App} from './app.js';
import type {Hub} from './live.js';
import type {LogViewers} from './logs/viewers.js';
import type {Caller} from './route.js';

type Options = {
	readonly app: App;
	readonly hub: Pick<Hub<Caller>, 'accept'>;
	/** Whoever follows a log; without them every WebSocket is one of the event channel. */
	readonly logs?: LogViewers | undefined;
	/** Tried in order; 0 is any free one. */
	readonly ports: readonly number[];
	/** Closes the listener and every connection when it aborts. */
	readonly signal: AbortSignal;
};

/** How long what is being answered has at the end. */
const longestAnswerMs = 500;

export type Listening = {
	readonly port: number;
	/** Resolves when the listener has closed. */
	readonly closed: Promise<void>;
};

/**
Puts an app, its event channel and the logs on a socket of the loopback address: on the first of the ports that is free.
*/
export const listen = async ({app, hub, logs, ports, signal}: Options): Promise<Listening> => {
	const server = createServer({keepAliveTimeout: 60_000, requestTimeout: 60_000}, getRequestListener(app.handle));
	const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
		const watcher = app.admitWatcher(headersOf(request));
		if (logs?.isFor(request.url ?? '') === true) {
			await logs.accept(watcher, request, socket, head);
		} else {
			hub.accept(watcher, request, socket, head);
		}
	};

	server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		// A peer that goes away in the middle of an upgrade is no concern of anybody's.
		socket.on('error', () => socket.destroy());
		void upgrade(request, socket, head).catch(async error => {
			await write(socket, app.refuse(`The WebSocket ${request.url}`, error));
		});
	});

	const port = await bindFirst(server, ports);
	const closed = new Promise<void>(resolve => {
		server.once('close', () => resolve());
	});
	const end = () => {
		server.close();
		// What is still being answered gets a moment, each connection as long as it takes; who keeps one open does not keep us alive.
		const idle = setInterval(() => server.closeIdleConnections(), 10);
		const all = setTimeout(() => server.closeAllConnections(), longestAnswerMs);
		server.once('close', () => {
			clearInterval(idle);
			clearTimeout(all);
		});
	};
	signal.addEventListener('abort', end);
	if (signal.aborted) {
		end();
	}

	return {port, closed};
};

const bindFirst = async (server: Server, ports: readonly number[]): Promise<number> => {
	for (const port of ports) {
		if (await bind(server, port)) {
			return (server.address() as AddressInfo).port;
		}
	}

	throw new MaestroError('already-there', `None of the ports ${ports.join(', ')} is free`);
};

const bind = async (server: Server, port: number): Promise<boolean> =>
	new Promise((resolve, reject) => {
		const onError = (error: NodeJS.ErrnoException) => {
			server.off('listening', onListening);
			if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
				resolve(false);
			} else {
				reject(error);
			}
		};
		const onListening = () => {
			server.off('error', onError);
			resolve(true);
		};
		server.once('error', onError);
		server.once('listening', onListening);
		server.listen(port, '127.0.0.1');
	});

const headersOf = (request: IncomingMessage): Headers => {
	const headers = new Headers();
	for (const [name, value] of Object.entries(request.headers)) {
		if (typeof value === 'string') {
			headers.set(name, value);
		}
	}

	return headers;
};

/** Answers an upgrade that is refused as any other request is. */
const write = async (socket: Duplex, response: Response): Promise<void> => {
	const body = Buffer.from(await response.arrayBuffer());
	const headers = new Headers(response.headers);
	headers.set('connection', 'close');
	headers.set('content-length', String(body.length));
	const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`);
	socket.write(`HTTP/1.1 ${response.status} Refused\r\n${lines.join('')}\r\n`);
	socket.end(body);
};
