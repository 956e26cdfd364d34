import {randomUUID} from 'node:crypto';
import {MaestroError, refusals} from '../domain/errors.js';
import {cleanLine} from '../domain/text.js';
import {createCall, type Fetch} from '../protocol/call.js';
import {kindOf, type ServerKind} from '../protocol/credentials.js';
import {type Access, authStatus, endOfToken, LockedError} from '../protocol/desktop/login.js';
import {desktopCapabilities, type Health, health} from '../protocol/health.js';
import {parseJson} from '../protocol/read.js';
import {getSession} from '../protocol/sessions.js';
import {isSame, portOf, proveWith} from '../server/secrets.js';
import {type Came, lookAt} from './look-at.js';

export type FoundServer = {
	readonly kind: ServerKind;
	/** Without a path. */
	readonly url: string;
	/** With what a desktop server can do, which says nothing of it itself. */
	readonly health: Health;
	/**
	Of one of ours the operator's secret, where the server has proven that it holds the same, or a session's own, where one was given; of a
	desktop server what a login gave, where it wants one.
	*/
	readonly secret: string | undefined;
	/** How we were let in, where the server may ask for a password. */
	readonly access?: Access | undefined;
};

export type Asking = {
	/** The operator's secret, or a session's own. */
	readonly secret: string | undefined;
	readonly session: {readonly id: string; readonly token: string} | undefined;
	/** What logins gave for this very server, those to try first first; shown only to one that lets nobody in without. */
	readonly tokens: () => Promise<readonly string[]>;
	readonly fetch: Fetch;
};

/**
What is at an address. `refused`: a server that does not let us in, or not now. `stranger`: something answers, and is no server for us, and why;
`isLike` where it looks like one. `silent`: nothing answers that says anything of itself, and `isLate` where something might yet.
*/
export type Probe =
	| {readonly kind: 'found'; readonly server: FoundServer}
	| {readonly kind: 'refused'; readonly error: MaestroError}
	| {readonly kind: 'stranger'; readonly why: string; readonly isLike: boolean}
	| {readonly kind: 'silent'; readonly isLate: boolean; readonly why?: string};

export const probeServer = async (url: string, asking: Asking): Promise<Probe> => {
	const nonce = randomUUID();
	const came = await lookAt(new URL(`/health?nonce=${nonce}`, url), asking.fetch);
	if (came.kind === 'nothing') {
		return {kind: 'silent', isLate: came.isLate};
	}

	if (came.kind === 'answer' && came.status >= 500) {
		return {kind: 'silent', isLate: true, why: `GET ${url}/health was asked, and ${came.words} came`};
	}

	const said =
		came.kind === 'answer' && came.status === 200 ? health.answer.safeParse(parseJson(came.text)) : undefined;
	if (said?.data === undefined) {
		return {kind: 'stranger', why: `GET ${url}/health was asked, and ${came.words} came`, isLike: false};
	}

	return kindOf(said.data) === 'ours' ? own(url, said.data, nonce, asking) : desktop(url, said.data, asking);
};

const own = async (url: string, said: Health, nonce: string, {secret, session, fetch}: Asking): Promise<Probe> => {
	const found: Probe = {kind: 'found', server: {kind: 'ours', url, health: said, secret}};
	if (session !== undefined) {
		return (await refusalOf(url, session.id, secret, fetch)) ?? found;
	}

	const isProven =
		secret !== undefined && said.proof !== undefined && isSame(said.proof, proveWith(secret, nonce, portOf(url)));
	return isProven
		? found
		: {kind: 'stranger', why: 'the maestro-tui server there is of another user or another MAESTRO_HOME', isLike: true};
};

/** Why a server of ours does not know a session; nothing where it does. */
const refusalOf = async (
	url: string,
	id: string,
	secret: string | undefined,
	fetch: Fetch,
): Promise<Probe | undefined> => {
	try {
		await createCall({baseUrl: url, secret, fetch})(getSession, {params: {id}});
		return undefined;
	} catch (error) {
		if (!(error instanceof MaestroError)) {
			throw error;
		}

		return refusals[error.code].status === 401 ? {kind: 'refused', error} : {kind: 'silent', isLate: false};
	}
};

/** A route that ours has and the real product's server has not: there it answers with a page (contract §12). */
const telltale = '/api/sessions/none/messages';

const desktop = async (url: string, said: Health, {tokens, fetch}: Asking): Promise<Probe> => {
	const found = (secret: string | undefined, access: Access): Probe => ({
		kind: 'found',
		server: {kind: 'desktop', url, health: {...said, capabilities: [...desktopCapabilities]}, secret, access},
	});
	const ask = async (token?: string): Promise<Came> =>
		lookAt(new URL(telltale, url), fetch, token === undefined ? {} : {cookie: `maestro_auth=${token}`});

	const first = await ask();
	if (isItsPage(first)) {
		return found(undefined, {kind: (await asksForPasswords(url, fetch)) ? 'trusted' : 'open'});
	}

	if (first.kind !== 'answer' || first.status !== 401) {
		return unlike(url, first);
	}

	const kept = await tokens();
	for (const token of kept) {
		if (isItsPage(await ask(token))) {
			return found(token, {kind: 'login', until: endOfToken(token)});
		}
	}

	const why = kept.length === 0 ? undefined : 'does not take the login any more, and asks for the password again';
	return {kind: 'refused', error: new LockedError(url, why)};
};

const isItsPage = (came: Came): boolean =>
	came.kind === 'answer' && came.status === 404 && came.type.startsWith('text/html');

const asksForPasswords = async (url: string, fetch: Fetch): Promise<boolean> => {
	const came = await lookAt(new URL(authStatus.path, url), fetch);
	const said = came.kind === 'answer' ? authStatus.answer.safeParse(parseJson(came.text)) : undefined;
	return said?.data?.authEnabled === true;
};

/** Says of one that answered as if it were well what it is not. */
const unlike = (url: string, came: Came): Probe => {
	const asked = `GET ${url}${telltale} was asked`;
	if (came.kind === 'nothing' || (came.kind === 'answer' && came.status >= 500)) {
		const words = came.kind === 'nothing' ? 'no answer' : came.words;
		return {
			kind: 'refused',
			error: new MaestroError('server-missing', `The server at ${url} is not well now: ${asked}, and ${words} came`),
		};
	}

	return {
		kind: 'stranger',
		why: cleanLine(
			`it says that it is well as a Maestro server does, and is neither ours nor that of the Maestro desktop app: ${asked}, and ${came.words} came`,
		),
		isLike: true,
	};
};
