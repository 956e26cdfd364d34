import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../domain/errors.js';
import {isFolder, modifiedAt} from '../system/files.js';
import type {Finished, Run} from '../system/run.js';
import {failed, saysNoSession} from './complaints.js';
import {type Environment, environmentForCalls} from './environment.js';
import {folderOf} from './socket.js';
import {isAtLeast, parseVersion, type Version} from './version.js';

type Options = {
	readonly run: Run;
	readonly session: string;
	/** The absolute path of the session's socket. */
	readonly socket: string;
	/** It is the one that a bare `zellij` would take. */
	readonly isUsual: boolean;
	readonly environment: Environment;
};

export type Answer = {
	readonly isDone: boolean;
	readonly stdout: string;
	readonly complaint: string;
};

export type ZellijServer = {
	readonly session: string;
	/** Absolute. Each session is a server of its own, with a socket of its own. */
	readonly socket: string;
	/** The variables that zellij is run with; `undefined` takes one away. */
	readonly variables: Environment;
	/** Looks whether it is installed and new enough. Starts nothing. */
	readonly find: () => Promise<Version>;
	/** The same, unless it was found before. */
	readonly ready: () => Promise<Version>;
	/** What was found last. */
	readonly known: () => Version | undefined;
	/** A word that tells the server that has the socket from any before and after it; `undefined` where there is no socket. */
	readonly birth: () => Promise<string | undefined>;
	/** Runs `zellij ARGS`. */
	readonly call: (args: readonly string[]) => Promise<Answer>;
	/** Has a session do something, ours unless another is named; `undefined` where there is no such session. */
	readonly act: (args: readonly string[], session?: string) => Promise<Answer | undefined>;
};

const mostTries = 5;
const lookAgainMs = 50;

/** The first that can close, focus and read a pane that nobody looks at. */
const oldest = [0, 44, 1] as const;

/**
The server of one session. Each call names the session, has a limit of time and is ended for good when that is over: a client of
zellij that has lost its server may wait for ever, and take a whole core for it.
*/
export const createServer = ({run, session, socket, isUsual, environment}: Options): ZellijServer => {
	const variables: Environment = {
		...environmentForCalls(environment),
		...(isUsual ? {} : {ZELLIJ_SOCKET_DIR: folderOf(socket)}),
	};
	let version: Version | undefined;
	let search: Promise<Version> | undefined;

	const zellij = async (args: readonly string[]): Promise<Answer> =>
		read(await run('zellij', args, {environment: variables, directory: await homeIn(variables)}));

	const look = async (): Promise<Version> => {
		const found = parseVersion((await zellij(['--version'])).stdout);
		refuseOld(found);
		version = found;
		return found;
	};

	const find = async () => {
		const looking = look();
		search = looking;
		try {
			return await looking;
		} catch (error) {
			search = undefined;
			throw error;
		}
	};

	const ready = async () => search ?? find();

	const call = async (args: readonly string[]) => {
		await ready();
		return zellij(args);
	};

	return {
		session,
		socket,
		variables,
		find,
		ready,
		known: () => version,

		async birth() {
			const bornAt = await modifiedAt(socket);
			return bornAt === 0 ? undefined : String(bornAt);
		},

		call,

		async act(args, of = session) {
			const itsSocket = path.join(path.dirname(socket), of);
			for (let tries = 1; ; tries++) {
				const answer = await call(['--session', of, 'action', ...args]);
				if (answer.isDone || !saysNoSession(answer.complaint)) {
					return answer;
				}

				// It says so of one that lives, too, when several ask at once; but it takes the socket of one that is dead away.
				if ((await modifiedAt(itsSocket)) === 0) {
					return undefined;
				}

				if (tries === mostTries) {
					throw failed(`reach its session ${of}`, `${answer.complaint} There is a socket ${itsSocket}, though`);
				}

				await pause(lookAgainMs * tries);
			}
		},
	};
};

/** Where the first tab of a session that we make begins. */
const homeIn = async ({HOME}: Environment): Promise<string> => (HOME && (await isFolder(HOME)) ? HOME : '/');

const read = ({exitCode, stdout, stderr, isMissing, isTimedOut}: Finished): Answer => {
	if (isMissing) {
		throw new MaestroError(
			'multiplexer-missing',
			`zellij ${oldest.join('.')} or newer is needed, and none was found on PATH: install it (cargo install --locked zellij, brew install zellij); all but windows works without it`,
		);
	}

	if (isTimedOut) {
		throw new MaestroError(
			'multiplexer-failed',
			'zellij did not answer in time: its server may be stopped or overloaded, or has just ended',
		);
	}

	if (exitCode === undefined) {
		throw failed('be run', stderr);
	}

	return {isDone: exitCode === 0, stdout, complaint: stderr.trim() || (exitCode === 0 ? '' : stdout.trim())};
};

const refuseOld = (version: Version): void => {
	if (!isAtLeast(version, oldest)) {
		throw new MaestroError(
			'multiplexer-missing',
			`zellij ${oldest.join('.')} or newer is needed, and ${version.text || 'no version'} was found: install a newer one; all but windows works without it`,
		);
	}
};
