import {MaestroError} from '../domain/errors.js';
import {cleanLine} from '../domain/text.js';
import type {Fetch} from '../protocol/call.js';

/** Milliseconds. A server on this machine answers in one or two; on one that has far too much to do, within seconds. */
const patienceMs = 4000;

/** What came of asking an address for something; `words` say it to a person. */
export type Came =
	| {
			readonly kind: 'answer';
			readonly status: number;
			/** `text/html; charset=utf-8`; empty where it says none. */
			readonly type: string;
			readonly text: string;
			readonly words: string;
	  }
	/** Something is there that cannot be spoken with. */
	| {readonly kind: 'trouble'; readonly words: string}
	| {readonly kind: 'nothing'; readonly isLate: boolean};

/** Asks an address for something, as nobody unless `headers` say more, and goes nowhere else than there. */
export const lookAt = async (url: URL, fetch: Fetch, headers: Readonly<Record<string, string>> = {}): Promise<Came> => {
	const limit = AbortSignal.timeout(patienceMs);
	try {
		const answer = await fetch(url, {method: 'GET', headers, signal: limit});
		const content = await answer.text();
		const {status} = answer;
		const type = answer.headers.get('content-type') ?? '';
		return {
			kind: 'answer',
			status,
			type,
			text: content,
			// Only when they are read: the first number that is written for people costs a start 40 ms and 15 MB, and most answers are as expected.
			get words() {
				return wordsOf({status, type, content, to: answer.headers.get('location')});
			},
		};
	} catch (error) {
		if (error instanceof MaestroError) {
			return {kind: 'trouble', words: `an answer that is too long (${error.message})`};
		}

		const code = codeOf(error);
		return /CERT|TLS|SSL|EPROTO|HPE_/.test(code)
			? {kind: 'trouble', words: troubleOf(code)}
			: {kind: 'nothing', isLate: limit.aborted};
	}
};

type Said = {
	readonly status: number;
	readonly type: string;
	readonly content: string;
	readonly to: string | null;
};

const wordsOf = ({status, type, content, to}: Said): string => {
	if (to !== null) {
		return `a redirect (${status}) to ${cleanLine(to).slice(0, 80)}, which is not followed`;
	}

	const kind = /^text\/html/i.test(type)
		? 'a page'
		: type === ''
			? 'an answer'
			: `an answer of ${cleanLine(type).slice(0, 40)}`;
	return `${kind} with status ${status} and ${content.length.toLocaleString('en')} characters`;
};

const troubleOf = (code: string): string =>
	/CERT/.test(code)
		? `a certificate that is not trusted here (${code}; NODE_EXTRA_CA_CERTS names those that are)`
		: `something that is no HTTP (${code}; is it http or https?)`;

const codeOf = (error: unknown): string => {
	const {code, cause} = (error ?? {}) as {readonly code?: unknown; readonly cause?: unknown};
	return typeof code === 'string' ? code : cause === undefined ? '' : codeOf(cause);
};
