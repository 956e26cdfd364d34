import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {type WebSocket, WebSocketServer} from 'ws';
import {z} from 'zod';
import type {Headless} from '../../dispatch/headless.js';
import {MaestroError} from '../../domain/errors.js';
import {logPath, logQuery, runHeader} from '../../protocol/logs.js';
import {id, read} from '../../protocol/read.js';
import type {OpenBytes} from '../../system/byte-file.js';
import type {Log as Report} from '../../system/log.js';
import {sayFarewell} from '../farewell.js';
import type {Caller} from '../route.js';
import {followOutput} from './follow-output.js';
import type {Log, Logs} from './logs.js';
import {sizeOf} from './size-of.js';

/** Bytes that may be on their way to one viewer. What it has not taken is read from the file when it has. */
const mostOnTheWay = 1024 * 1024;

export type LogViewers = {
	/** Whether an upgrade of this path (with its query) asks for a log. */
	readonly isFor: (url: string) => boolean;
	/** Makes a viewer of an upgrade request that was admitted. Rejects with the refusal, and then nothing has been answered. */
	readonly accept: (caller: Caller, request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
};

type Options = {
	readonly logs: Logs;
	readonly headless: Pick<Headless, 'look' | 'watch'>;
	readonly openBytes: OpenBytes;
	readonly report: Report;
	/** Lets every viewer go when it aborts. */
	readonly signal: AbortSignal;
};

/**
Those who follow the output of a run over a WebSocket (`logPath`), each at its own speed.
*/
export const createLogViewers = ({logs, headless, openBytes, report, signal}: Options): LogViewers => {
	const server = new WebSocketServer({noServer: true, maxPayload: 1024, perMessageDeflate: false});
	const runs = new WeakMap<IncomingMessage, string>();
	server.on('headers', (headers, request) => {
		headers.push(`${runHeader}: ${runs.get(request)}`);
	});

	signal.addEventListener('abort', () => sayFarewell(server));

	const serve = async (client: WebSocket, log: Log, since: number): Promise<void> => {
		const gone = new AbortController();
		client.on('close', () => gone.abort());
		// `ws` closes a connection that failed; there is nobody left to tell.
		client.on('error', () => client.terminate());
		const isOver = AbortSignal.any([signal, gone.signal]);
		try {
			const end = await followOutput({log, since, send: sendTo(client), headless, openBytes, signal: isOver});
			if (end !== undefined) {
				client.close(1000, JSON.stringify(end));
			}
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				report(`The output of ${log.runId} could not be read`, error);
			}

			client.close(1011, reasonOf(error));
		}
	};

	return {
		isFor: url => url.startsWith(logRoot),
		async accept(caller, request, socket, head) {
			const {params, query} = readAddress(request.url ?? '');
			const {since, run} = read(logQuery, query, 'Query');
			const log = await logs.ofPair({mode: params.mode, taskId: params.id, runId: run}, caller);
			const size = await sizeOf(log.output, openBytes);
			if (since > size) {
				throw new MaestroError('malformed', `Query: since: the output has ${size} bytes, and not ${since}`);
			}

			runs.set(request, log.runId);
			server.handleUpgrade(request, socket, head, client => {
				void serve(client, log, since);
			});
		},
	};
};

/** `/logs/` */
const logRoot = logPath.slice(0, logPath.indexOf(':'));

const pathReader = z.strictObject({mode: id, id});

const readAddress = (url: string) => {
	const {pathname, searchParams} = new URL(url, 'http://127.0.0.1');
	const [mode, taskId, ...more] = pathname.slice(logRoot.length).split('/');
	if (more.length > 0 || taskId === undefined) {
		throw new MaestroError('not-found', `There is no ${pathname}; a log is at ${logPath}`);
	}

	return {params: read(pathReader, {mode, id: taskId}, 'Path'), query: Object.fromEntries(searchParams)};
};

/** Resolves when there is room for more: also when the viewer goes, and takes nothing any more. */
const sendTo = (client: WebSocket) => {
	let onTheWay = 0;
	let haveRoom = () => {};
	return async (bytes: Buffer): Promise<void> => {
		onTheWay += bytes.length;
		client.send(bytes, {binary: true}, () => {
			onTheWay -= bytes.length;
			haveRoom();
		});
		while (onTheWay >= mostOnTheWay) {
			await new Promise<void>(resolve => {
				haveRoom = resolve;
			});
		}
	};
};

/** A WebSocket has room for 123 bytes of reason. */
const reasonOf = (error: unknown): string =>
	Buffer.from(error instanceof MaestroError ? error.message : 'The output could not be read; see the log of the server')
		.subarray(0, 120)
		.toString();
