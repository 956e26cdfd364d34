import {ask, type Fetch, refusalOf} from '../../../protocol/call.js';
import {credentialHeaders} from '../../../protocol/credentials.js';
import {parseSafely} from '../../../protocol/desktop/items.js';
import type {Stopwatch} from './stopwatch.js';

type Options = {
	/** Without a path. */
	readonly baseUrl: string;
	readonly secret: string | undefined;
	readonly fetch: Fetch;
	readonly timeoutMs: number;
	readonly stopwatch: Stopwatch;
	readonly signal: AbortSignal;
};

export type Look = {
	/** Answers what is at a path. */
	readonly at: <T>(path: string, read: (value: unknown) => T) => Promise<T>;
	/** What is made of the text there: the very same value as the last time where nothing has changed, as that is neither sent nor read again. */
	readonly again: <T>(path: string, read: (text: string) => T) => Promise<T>;
};

/** What was answered last to one question; the text, where the server gave no tag to know it by. */
type Remembered = {readonly etag: string | null; readonly text: string | undefined; readonly value: unknown};

/**
Looks at what a desktop server has. Refusals are thrown as the calls of endpoints throw them.
*/
export const createLook = ({baseUrl, secret, fetch, timeoutMs, stopwatch, signal}: Options): Look => {
	const known = new Map<string, Remembered>();
	const headers = {
		...credentialHeaders({kind: 'desktop', secret}),
		// On one machine the server takes longer to pack a list than to send it.
		...(isLocal(new URL(baseUrl)) ? {} : {'accept-encoding': 'gzip'}),
	};

	const get = async (path: string, etag?: string | null) => {
		const {response, text} = await ask(new URL(path, baseUrl), {
			...{baseUrl, fetch, timeoutMs, signal, method: 'GET'},
			headers: {...headers, ...(typeof etag === 'string' ? {'if-none-match': etag} : {})},
		});
		const isSame = response.status === 304;
		if (!response.ok && !isSame) {
			throw refusalOf(response, parseSafely(text), baseUrl);
		}

		return {isSame, etag: response.headers.get('etag'), text};
	};

	return {
		async at(path, read) {
			const {text} = await get(path);
			return stopwatch.run(() => read(parseSafely(text)));
		},

		async again<T>(path: string, read: (text: string) => T): Promise<T> {
			const before = known.get(path);
			const {isSame, etag, text} = await get(path, before?.etag);
			if (before !== undefined && (isSame || before.text === text)) {
				// The cast: one path is read in one way.
				return before.value as T;
			}

			const value = stopwatch.run(() => read(text));
			known.set(path, {etag, text: etag === null ? text : undefined, value});
			return value;
		},
	};
};

const isLocal = ({hostname}: URL): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
