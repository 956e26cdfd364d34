import type {IncomingMessage} from 'node:http';
import {MaestroError} from '../domain/errors.js';

type Request = {
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly signal: AbortSignal;
};

/** As much of a `Response` as our calls need. */
type Answer = {
	readonly ok: boolean;
	readonly status: number;
	readonly headers: {readonly get: (name: string) => string | null};
	readonly text: () => Promise<string>;
};

/**
Asks servers over HTTP as `fetch` does, for answers of text that are read whole; it follows no redirect. An answer comes packed only where
`accept-encoding` says that it may, as `gzip`. Rejects where no whole answer came, and when the signal aborts; with `too-large` as soon as
one has more bytes than `longest`.
*/
export const createFetchText =
	({longest}: {readonly longest: number}) =>
	async (url: URL, {method, headers, body, signal}: Request): Promise<Answer> =>
		new Promise((resolve, reject) => {
			const {request} = clientFor(url);
			// A connection of its own: one that is kept may be closed by the server at the moment in which it is used again.
			const asked = request(url, {method, headers, signal, agent: false}, response => {
				readAnswer(response, longest).then(resolve, reject);
			});
			asked.on('error', reject);
			asked.end(body);
		});

/** The same for answers of any length. */
export const fetchText = createFetchText({longest: Number.POSITIVE_INFINITY});

// Not imported: an import of it in a module loads Node's `fetch` as well, which takes longer to start and more memory than all the rest.
const clientFor = ({protocol}: URL) =>
	protocol === 'https:' ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http');

const readAnswer = async (response: IncomingMessage, longest: number): Promise<Answer> => {
	const pieces = await readPieces(response, longest);
	const bytes = Buffer.concat(pieces);
	const text = (response.headers['content-encoding'] === 'gzip' ? await unpack(bytes, longest) : bytes).toString();
	const status = response.statusCode ?? 0;
	return {
		ok: status >= 200 && status < 300,
		status,
		headers: {
			get(name) {
				const value = response.headers[name.toLowerCase()];
				return value === undefined ? null : String(value);
			},
		},
		text: async () => text,
	};
};

const unpack = async (packed: Uint8Array, longest: number): Promise<Buffer> =>
	new Promise((resolve, reject) => {
		// Not imported: most answers come as they are.
		process
			.getBuiltinModule('node:zlib')
			.gunzip(packed, {maxOutputLength: Math.min(longest, mostUnpacked)}, (error, bytes) => {
				if (error === null) {
					resolve(bytes);
				} else {
					reject(error);
				}
			});
	});

/** Bytes. A small answer can be made to unpack into more than there is memory. */
const mostUnpacked = 256 * 1024 * 1024;

const readPieces = async (response: IncomingMessage, longest: number): Promise<readonly Uint8Array[]> => {
	if (longest === Number.POSITIVE_INFINITY) {
		return response.toArray();
	}

	const pieces: Uint8Array[] = [];
	let length = 0;
	// Leaving the loop hangs up.
	for await (const piece of response as AsyncIterable<Uint8Array>) {
		length += piece.length;
		if (length > longest) {
			throw new MaestroError('too-large', `The answer has more than ${longest.toLocaleString('en')} bytes`);
		}

		pieces.push(piece);
	}

	return pieces;
};
