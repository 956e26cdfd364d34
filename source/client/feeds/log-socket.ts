import type {RawData} from 'ws';
import type {MaestroError} from '../../domain/errors.js';
import {refusalOf} from '../../protocol/call.js';
import {runHeader} from '../../protocol/logs.js';
import {parseJson} from '../../protocol/read.js';

type Options = {
	readonly address: URL;
	readonly headers: Readonly<Record<string, string>>;
	/** The run that is sent, as soon as it is known. */
	readonly opened: (run: string | undefined) => void;
	/** Takes what came. While it is at it, no more is read than has come to this machine already. */
	readonly take: (bytes: Uint8Array) => void | Promise<void>;
	readonly signal: AbortSignal;
	/** A server that says nothing for twice as long is taken for gone. */
	readonly pingEveryMs: number;
};

/** How the server closed it; one that did not is `lost`. */
export type LogSocketEnd =
	| {readonly kind: 'closed'; readonly code: number; readonly reason: string}
	| {readonly kind: 'lost'; readonly reason: string};

/**
Reads the output of a run from one connection until that ends; resolves when everything that came was taken, or the signal has
aborted. Rejects with the refusal of the server, and with what `take` throws.
*/
export const readLogSocket = async ({
	address,
	headers,
	opened,
	take,
	signal,
	pingEveryMs,
}: Options): Promise<LogSocketEnd> => {
	const {WebSocket} = await import('ws');
	const socket = new WebSocket(address, {headers, handshakeTimeout: 10_000, perMessageDeflate: false});
	let taken = Promise.resolve();
	let waiting = 0;
	let isHeard = true;
	let lost = '';
	let failure: {readonly error: unknown} | undefined;

	const leave = (why: string): void => {
		lost ||= why;
		socket.terminate();
	};

	const fail = (error: unknown): void => {
		failure ??= {error};
		socket.terminate();
	};

	const takeNext = async (bytes: Uint8Array): Promise<void> => {
		if (failure === undefined && !signal.aborted) {
			await take(bytes);
		}

		waiting -= 1;
		if (waiting === 0) {
			socket.resume();
		}
	};

	const ping = (): void => {
		if (waiting > 0) {
			// Who does not read does not hear an answer either.
			isHeard = true;
		} else if (isHeard) {
			isHeard = false;
			socket.ping();
		} else {
			leave(`the server has not answered for ${pingEveryMs / 1000} s`);
		}
	};

	let pings: NodeJS.Timeout | undefined;
	const {promise: stopped, resolve: endWait} = Promise.withResolvers<void>();
	const stop = (): void => {
		leave('stopped');
		endWait();
	};
	signal.addEventListener('abort', stop, {once: true});
	if (signal.aborted) {
		stop();
	}

	socket.on('upgrade', ({headers: answered}) => opened(answered[runHeader]?.toString()));
	socket.on('open', () => {
		pings = setInterval(ping, pingEveryMs);
	});
	socket.on('pong', () => {
		isHeard = true;
	});
	socket.on('message', (data, isBinary) => {
		isHeard = true;
		if (isBinary) {
			waiting += 1;
			socket.pause();
			taken = taken.then(async () => takeNext(bytesOf(data))).catch(fail);
		}
	});
	socket.on('unexpected-response', (_, response) => {
		readRefusal(response, address.origin).then(fail, () => leave('the server broke off its answer'));
	});
	// Every error is followed by a close.
	socket.on('error', error => {
		lost ||= `the log cannot be read (${error.message})`;
	});

	const {promise: closed, resolve} = Promise.withResolvers<LogSocketEnd>();
	socket.on('close', (code, reason) => {
		resolve(
			lost === '' && code !== 1006 ? {kind: 'closed', code, reason: String(reason)} : {kind: 'lost', reason: lost},
		);
	});
	const end = await closed;
	clearInterval(pings);
	// Whoever has stopped does not wait for one that takes nothing.
	await Promise.race([taken, stopped]);
	signal.removeEventListener('abort', stop);
	if (failure !== undefined) {
		throw failure.error;
	}

	return end.kind === 'lost' ? {kind: 'lost', reason: end.reason || 'the server closed the connection'} : end;
};

const bytesOf = (data: RawData): Uint8Array =>
	Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? new Uint8Array(data) : data;

type Refused = AsyncIterable<Uint8Array> & {
	readonly statusCode?: number | undefined;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

const longestRefusal = 64 * 1024;

const readRefusal = async (response: Refused, server: string): Promise<MaestroError> => {
	const pieces: Uint8Array[] = [];
	let length = 0;
	for await (const piece of response) {
		pieces.push(piece);
		length += piece.length;
		if (length > longestRefusal) {
			break;
		}
	}

	const {statusCode: status = 500, headers} = response;
	const retryAfter = headers['retry-after'];
	const known = new Headers(typeof retryAfter === 'string' ? {'retry-after': retryAfter} : {});
	return refusalOf({status, headers: known}, parseJson(Buffer.concat(pieces).toString()), server);
};
