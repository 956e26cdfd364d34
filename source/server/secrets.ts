import {createHmac, randomBytes, timingSafeEqual} from 'node:crypto';
import {idPattern} from '../domain/id.js';
import {operatorId} from '../domain/session.js';
import {makePrivate, readText, writeWhole} from '../system/files.js';

export type Secrets = {
	/** The operator's own; whoever can read its file is the operator. */
	readonly operator: string;
	/** What a session proves itself with. Nothing of it is stored: it is the session's id and a signature. */
	forSession: (sessionId: string) => string;
	/** Whose secret this is: `operator`, the id of a session, or nobody's. */
	ownerOf: (secret: string) => string | undefined;
	/** What only a holder of the operator's secret can make of a nonce, for the port that it listens on. */
	prove: (nonce: string, port: number) => string;
};

/**
Reads the operator's secret, or makes one, in a file of mode 0600.
*/
export const openSecrets = async (file: string): Promise<Secrets> => {
	const operator = (await readSecret(file)) ?? (await makeSecret(file));
	const forSession = (sessionId: string) => `${sessionId}.${sign(operator, `session ${sessionId}`)}`;

	return {
		operator,
		forSession,
		prove: (nonce, port) => proveWith(operator, nonce, port),
		ownerOf(secret) {
			if (isSame(secret, operator)) {
				return operatorId;
			}

			const sessionId = secret.slice(0, Math.max(0, secret.lastIndexOf('.')));
			return idPattern.test(sessionId) && isSame(secret, forSession(sessionId)) ? sessionId : undefined;
		},
	};
};

/** The secret in an `Authorization` header; nothing where it holds none. */
export const secretIn = (authorization: string | null | undefined): string | undefined =>
	/^Bearer ([\w.-]{1,300})$/.exec(authorization ?? '')?.[1];

const sign = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64url');

/**
The proof that whoever listens on a port holds a secret: asked for with a fresh nonce it cannot be had by listening, and one for
another port cannot be passed on.
*/
export const proveWith = (secret: string, nonce: string, port: number): string =>
	sign(secret, `proof ${port} ${nonce}`);

const readSecret = async (file: string): Promise<string | undefined> => {
	const text = (await readText(file))?.trim();
	if (text === undefined || text.length < 32) {
		return undefined;
	}

	await makePrivate(file);
	return text;
};

const makeSecret = async (file: string): Promise<string> => {
	const secret = randomBytes(32).toString('base64url');
	await writeWhole(file, `${secret}\n`);
	return secret;
};

/** Whether two secrets are the same; how long it takes to tell says nothing of where they part. */
export const isSame = (a: string, b: string): boolean => {
	const left = Buffer.from(a);
	const right = Buffer.from(b);
	return left.length === right.length && timingSafeEqual(left, right);
};

/** The port of an address: that of its scheme where it names none. */
export const portOf = (address: string): number => {
	const {port, protocol} = new URL(address);
	return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
};
