import type {IncomingMessage} from 'node:http';

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
Asks a server over HTTP as `fetch` does, for an answer of text that is read whole; it follows no redirect. Rejects where no whole answer
came, and when the signal aborts.
*/
export const fetchText = async (url: URL, {method, headers, body, signal}: Request): Promise<Answer> =>
	new Promise((resolve, reject) => {
		const {request} = clientFor(url);
		// A connection of its own: one that is kept may be closed by the server at the moment in which it is used again.
		const asked = request(url, {method, headers, signal, agent: false}, response => {
			readAnswer(response).then(resolve, reject);
		});
		asked.on('error', reject);
		asked.end(body);
	});

// Not imported: an import of it in a module loads Node's `fetch` as well, which takes longer to start and more memory than all the rest.
const clientFor = ({protocol}: URL) =>
	protocol === 'https:' ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http');

const readAnswer = async (response: IncomingMessage): Promise<Answer> => {
	const pieces: Uint8Array[] = await response.toArray();
	const text = Buffer.concat(pieces).toString();
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
