import {connect} from 'node:net';

export type Request = {
	readonly method: 'GET' | 'POST' | 'PATCH';
	/** With the query. */
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>> | undefined;
	readonly body?: unknown;
	/** Milliseconds. */
	readonly timeoutMs: number;
};

/** `unreachable`: the request never left. `lost`: it did, and what became of it is not known. */
export type Result =
	| {
			readonly kind: 'answered';
			readonly status: number;
			readonly body: unknown;
			/** Milliseconds after which the server would not refuse any more. */
			readonly retryAfterMs?: number | undefined;
	  }
	| {readonly kind: 'unreachable'}
	| {readonly kind: 'lost'};

/**
Asks a server one thing, over a connection of its own. Written by hand, and as HTTP/1.0, which has no chunked answers: `node:http`
takes longer to load than all the rest of an agent's command.
*/
export const ask = async (baseUrl: string, {method, path, headers = {}, body, timeoutMs}: Request): Promise<Result> =>
	new Promise(resolve => {
		const {hostname, port, host} = new URL(baseUrl);
		const content = body === undefined ? '' : JSON.stringify(body);
		const head = Object.entries({
			host,
			...(body === undefined
				? {}
				: {'content-type': 'application/json', 'content-length': String(Buffer.byteLength(content))}),
			...headers,
		}).map(([name, value]) => `${name}: ${value}\r\n`);

		let isConnected = false;
		let bytes = Buffer.alloc(0);
		const socket = connect({host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 80});
		const end = (result: Result) => {
			clearTimeout(timer);
			socket.destroy();
			resolve(result);
		};
		const timer = setTimeout(() => end({kind: isConnected ? 'lost' : 'unreachable'}), timeoutMs);
		socket.on('connect', () => {
			isConnected = true;
			socket.write(`${method} ${path} HTTP/1.0\r\n${head.join('')}\r\n${content}`);
		});
		socket.on('data', chunk => {
			bytes = Buffer.concat([bytes, chunk]);
			// Not waiting for the other side to hang up.
			const answer = readAnswer(bytes, false);
			if (answer !== undefined) {
				end(answer);
			}
		});
		// What goes wrong is followed by `close`.
		socket.on('error', () => {});
		socket.on('close', () => end(isConnected ? (readAnswer(bytes, true) ?? {kind: 'lost'}) : {kind: 'unreachable'}));
	});

/** An answer that is whole: it has the length that it says, or says none and has ended. */
const readAnswer = (bytes: Buffer, hasEnded: boolean): Result | undefined => {
	const end = bytes.indexOf('\r\n\r\n');
	const head = end === -1 ? '' : bytes.toString('latin1', 0, end);
	const status = /^HTTP\/1\.\d (\d{3})/.exec(head)?.[1];
	const length = /^content-length: *(\d+)/im.exec(head)?.[1];
	const retryAfter = /^retry-after: *(\d+)/im.exec(head)?.[1];
	const content = bytes.subarray(end + 4);
	const isWhole = length === undefined ? hasEnded : content.length >= Number(length);
	return status === undefined || !isWhole
		? undefined
		: {
				kind: 'answered',
				status: Number(status),
				body: parse(content.toString()),
				retryAfterMs: retryAfter === undefined ? undefined : Number(retryAfter) * 1000,
			};
};

const parse = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
