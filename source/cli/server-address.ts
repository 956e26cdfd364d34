import {MaestroError} from '../domain/errors.js';
import {cleanLine} from '../domain/text.js';
import {tokenPattern} from '../protocol/desktop/login.js';

export type Address = {
	/** `http://127.0.0.1:4567`, without a path, and without any secret. */
	readonly origin: string;
	/** What `?token=` of the address gave. */
	readonly token: string | undefined;
};

/** Reads the address of a server; nothing where a text is none. What is secret in it is apart from then on. */
export const readAddress = (text: string): Address | undefined => {
	const url = URL.parse(text.trim());
	if (url === null || !['http:', 'https:'].includes(url.protocol)) {
		return undefined;
	}

	const token = url.searchParams.get('token') ?? '';
	return {origin: url.origin, token: tokenPattern.test(token) ? token : undefined};
};

/** The same of an address that somebody has named; refuses as `malformed` what is none. */
export const takeAddress = (text: string): Address => {
	const address = readAddress(text);
	if (address === undefined) {
		throw new MaestroError(
			'malformed',
			`Expected the address of a server such as http://127.0.0.1:4567 (--server, MAESTRO_SERVER_URL), got ${JSON.stringify(cleanLine(withoutSecrets(text)))}`,
		);
	}

	return address;
};

/** A text of which nothing is left that could be the secret of an address. */
const withoutSecrets = (text: string): string =>
	text.replace(/(\btoken=)[^&#\s]*/gi, '$1…').replace(/\/\/[^/@\s]*@/g, '//…@');

/** The variables that name a server, those that come first first. */
export const addressVariables = ['MAESTRO_SERVER_URL', 'MAESTRO_API_URL'] as const;

/** Whether a text holds what could be the secret of an address. */
export const hasSecret = (text: string): boolean => withoutSecrets(text) !== text;

/** The variables that name a server with a secret, as they are without it. */
export const cleanAddresses = (
	environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> =>
	Object.fromEntries(
		addressVariables.flatMap(name => {
			const text = environment[name] ?? '';
			return hasSecret(text) ? [[name, readAddress(text)?.origin ?? ''] as const] : [];
		}),
	);
