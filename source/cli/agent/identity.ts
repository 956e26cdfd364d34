import {MaestroError} from '../../domain/errors.js';
import {idPattern} from '../../domain/id.js';
import {operatorId} from '../../domain/session.js';
import {readQuickly} from '../../system/quick-files.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Identity = {
	/** Who acts: a session, or `operator`. */
	readonly id: string;
	readonly secret: string;
	/** The secret is the operator's, which must not be shown to whoever happens to listen. */
	readonly isOperators: boolean;
};

/**
Who calls, and what they prove it with: a session its own secret, or else whoever can read the operator's.
*/
export const identify = (environment: Environment): Identity => {
	const id = environment.MAESTRO_SESSION_ID || operatorId;
	if (!idPattern.test(id)) {
		throw new MaestroError(
			'malformed',
			'MAESTRO_SESSION_ID is no id of a session: expected letters, digits, "_" and "-"',
		);
	}

	const token = environment.MAESTRO_SESSION_TOKEN;
	if (token) {
		if (!/^[!-~]+$/.test(token)) {
			throw new MaestroError(
				'malformed',
				'MAESTRO_SESSION_TOKEN is no secret of a session: it has spaces or control characters',
			);
		}

		return {id, secret: token, isOperators: false};
	}

	const file = `${homeOf(environment)}/data/secrets/operator`;
	const secret = readQuickly(file)?.trim();
	if (!secret) {
		throw new MaestroError(
			'unauthorized',
			`Expected a secret: MAESTRO_SESSION_TOKEN is not set, and ${file} cannot be read; start a server with: maestro server start`,
		);
	}

	return {id, secret, isOperators: true};
};

export const homeOf = ({MAESTRO_HOME, HOME}: Environment): string => MAESTRO_HOME || `${HOME ?? ''}/.maestro`;

/**
Where a server may be, the likeliest first. Looked up as far as it is asked for, and anew each time: a server that was started
again may have another port.
*/
export function* addressesOf(environment: Environment): Generator<string> {
	const tried = new Set<string | undefined>();
	const places = [
		() => environment.MAESTRO_SERVER_URL,
		() => environment.MAESTRO_API_URL,
		() => readQuickly(`${homeOf(environment)}/data/server-url`)?.trim(),
	];
	for (const place of places) {
		const url = place();
		if (url !== undefined && /^http:\/\/[^/\s]+\/?$/.test(url) && !tried.has(url)) {
			tried.add(url);
			yield url;
		}
	}
}
