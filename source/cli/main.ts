import {followLog, type LogState} from '../client/feeds/log-stream.js';
import {MaestroError, refusals} from '../domain/errors.js';
import {operatorId} from '../domain/session.js';
import {cleanLine} from '../domain/text.js';
import type {Call} from '../protocol/call.js';
import {credentialHeaders} from '../protocol/credentials.js';
import {callTo} from '../protocol/desktop/call-to.js';
import {fetchText} from '../system/fetch-text.js';
import {hasCode} from '../system/files.js';
import {writeOut} from '../system/quick-files.js';
import {run} from '../system/run.js';
import {writeBytes} from '../system/write-bytes.js';
import {withAdoptedSession} from './agent/client.js';
import type {Environment} from './agent/identity.js';
import {refusalLine} from './agent/words.js';
import {askPerson, askSecret} from './ask-person.js';
import {build} from './build.js';
import type {Context} from './command.js';
import {createDesk} from './desk.js';
import {refuseBesideDesktop} from './desktop-guard.js';
import {findCommand} from './find-command.js';
import {findOwnServer, findServer} from './find-server.js';
import {type Followed, follow} from './follow.js';
import {hideSecrets} from './hide-secrets.js';
import {pathsOf} from './home.js';
import {createLogin} from './log-in.js';
import {parseWords} from './parse.js';
import {startServer} from './start-server.js';
import {usageOf} from './usage.js';
import {version} from './version.js';

/**
The command line: runs the command that the words name, prints what it answers, and answers the exit code. A refusal is one line on
stderr.
*/
export const main = async (words: readonly string[]): Promise<number> => {
	try {
		return await runWords(words);
	} catch (error) {
		if (error instanceof MaestroError) {
			process.stderr.write(`maestro: ${refusalLine(error)}\n`);
			return refusals[error.code].exitCode;
		}

		if (hasCode(error, 'EPIPE')) {
			// Nobody reads what is said here any more.
			return 1;
		}

		process.stderr.write(
			`maestro: a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
		);
		return refusals.internal.exitCode;
	}
};

/** What `maestro --help` says. */
export const helpText = async (): Promise<string> => {
	const {entries, overview} = await import('./overview.js');
	return overview(entries);
};

const runWords = async (words: readonly string[]): Promise<number> => {
	const [first, second] = words;
	if (first === undefined || ['--help', '-h', 'help'].includes(first)) {
		print(await helpText());
		return first === undefined ? refusals.malformed.exitCode : 0;
	}

	if (first === '--version') {
		print(version);
		return 0;
	}

	if (first === 'session' && second === 'send') {
		const {sendAtDesktop} = await import('./send-at-desktop.js');
		return sendAtDesktop(words, {environment: process.env, readStdin});
	}

	const command = await findCommand(first, second);
	if (command === undefined) {
		return explainGroup(first);
	}

	const parsed = parseWords(command, words.slice(command.name.split(' ').length));
	if (parsed.flags.help === true) {
		print(usageOf(command));
		return 0;
	}

	const result = await command.run(contextFor(parsed));
	if (result !== undefined) {
		print(parsed.flags.json === true ? JSON.stringify(result.value) : result.text);
	}

	return result?.exitCode ?? 0;
};

/** `maestro task`: a word that begins several commands. */
const explainGroup = async (word: string): Promise<number> => {
	const {entries, overview} = await import('./overview.js');
	const group = entries.filter(({name}) => name.startsWith(`${word} `));
	if (group.length === 0) {
		throw new MaestroError(
			'malformed',
			`There is no command ${JSON.stringify(word)}; maestro --help lists those there are`,
		);
	}

	print(overview(group));
	return refusals.malformed.exitCode;
};

const contextFor = ({flags, input, extras}: ReturnType<typeof parseWords>): Context => {
	const given = hideSecrets(process.argv, 'maestro');
	const environment = withAdoptedSession(process.env);
	const paths = pathsOf(environment);
	const wanted = typeof flags.server === 'string' ? flags.server : undefined;
	const find: Find = async (session, at) => findServer({wanted: at ?? wanted, environment: given, paths, session});
	const connect = connectAs(find, environment);
	let call: Promise<Call> | undefined;
	const findOurs = async () => findOwnServer({paths});
	const whyNever = async () => refuseBesideDesktop({paths});

	return {
		input,
		extras,
		flags,
		environment,
		paths,
		run,
		version,
		nodeVersion: process.versions.node,
		directory: process.cwd(),
		findServer: async at => find(undefined, at),
		hosted: async () => {
			const found = await find();
			if (found?.kind !== 'desktop') {
				return undefined;
			}

			const {createHostedWindows} = await import('./hosted-windows.js');
			const {kind, url, secret} = found;
			return createHostedWindows({
				url,
				call: callTo({kind, baseUrl: url, secret, fetch: fetchText}),
				folder: paths.spawned,
			});
		},
		login: createLogin({folder: paths.logins, clock: Date.now}),
		askSecret: askSecret(),
		async installPrograms() {
			const {installPrograms} = await import('../system/programs.js');
			await installPrograms({...build, programs: paths.programs, node: process.execPath});
		},
		async startServer() {
			const running = await findOurs();
			if (running === undefined) {
				await whyNever();
			}

			const program = [process.execPath, build.door, 'server', 'run'] as const;
			return running ?? startServer({find: findOurs, whyNever, command: program, environment, paths});
		},
		async runServer() {
			const {main: runServer} = await import('./server.js');
			const exitCode = await runServer();
			if (exitCode !== 0) {
				// What went wrong has been said.
				process.exit(exitCode);
			}
		},
		readStdin,
		say: print,
		confirm: askPerson(),
		desk: createDesk({
			...{environment, paths, platform: process.platform},
			hasTerminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
		}),
		columns: process.stdout.columns ?? 80,
		call: async (endpoint, request) => {
			call ??= connect().then(followed => followed.call);
			return (await call)(endpoint, request);
		},
		write: async bytes => writeBytes(1, bytes),
		note,
		follow: async following => follow(following, {connect, note, signal: untilInterrupted()}),
		followLog: async ({signal, ...following}) =>
			followLog({
				...following,
				locate: async () => withLogs(await connect()),
				onState: tellOf(note),
				signal: AbortSignal.any([signal, untilInterrupted()]),
			}),
	};
};

const readStdin = async (): Promise<string> => {
	process.stdin.setEncoding('utf8');
	return (await process.stdin.toArray()).join('');
};

const note = (line: string): void => writeOut(2, `maestro: ${cleanLine(line)}\n`);

/** Aborts when the person ends it. The second time ends the process as it stands. */
const untilInterrupted = (): AbortSignal => {
	const ending = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM'] as const) {
		process.once(name, () => ending.abort());
	}

	return ending.signal;
};

/** While ours is away another kind of server may be found, which has no logs. */
const withLogs = (found: Followed): Followed => {
	if (found.headers.authorization === undefined) {
		throw new MaestroError('server-missing', `The server has gone, and the one at ${found.url} is none of ours`);
	}

	return found;
};

/** Tells when the server has gone, and when it is back. */
const tellOf = (tell: (line: string) => void) => {
	let wasLost = false;
	return (now: LogState): void => {
		if (now.state === 'lost') {
			tell(`${now.reason}; waiting until it works again (Ctrl+C ends this)`);
		} else if (wasLost) {
			tell('the server is back');
		}

		wasLost = now.state === 'lost';
	};
};

type Find = (
	session?: {readonly id: string; readonly token: string},
	/** The only address that is asked, where one is given. */
	at?: string,
) => ReturnType<typeof findServer>;

/** Finds the server, and is who the environment says: a session with its own secret, or else whoever can read the operator's. */
const connectAs = (find: Find, environment: Environment) => async (): Promise<Followed> => {
	const {MAESTRO_SESSION_ID: id = '', MAESTRO_SESSION_TOKEN: token = ''} = environment;
	const found = await find(id === '' || token === '' ? undefined : {id, token});
	if (found === undefined) {
		throw new MaestroError('server-missing', 'No server runs; start it with: maestro server start');
	}

	const {kind, url, secret} = found;
	const sessionId = id || operatorId;
	// A desktop server knows no operator.
	const acting = kind === 'ours' || id !== '' ? sessionId : undefined;
	return {
		url,
		headers: {...credentialHeaders({kind, secret}), 'x-session-id': sessionId},
		call: callTo({kind, baseUrl: url, secret, sessionId: acting, fetch: fetchText}),
	};
};

const print = (text: string): void => writeOut(1, `${text}\n`);
