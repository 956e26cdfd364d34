import {MaestroError, refusals} from '../domain/errors.js';
import {operatorId} from '../domain/session.js';
import {type Call, createCall} from '../protocol/call.js';
import {run} from '../system/run.js';
import {build} from './build.js';
import type {Context} from './command.js';
import {commands} from './commands/index.js';
import {findOwnServer, findServer} from './find-server.js';
import {pathsOf} from './home.js';
import {parseWords} from './parse.js';
import {startServer} from './start-server.js';
import {entries, overview, usageOf} from './usage.js';
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
			process.stderr.write(`maestro: ${error.message}\n`);
			return refusals[error.code].exitCode;
		}

		process.stderr.write(
			`maestro: a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
		);
		return refusals.internal.exitCode;
	}
};

/** What `maestro --help` says. */
export const helpText = (): string => overview(entries);

const runWords = async (words: readonly string[]): Promise<number> => {
	const [first, second] = words;
	if (first === undefined || ['--help', '-h', 'help'].includes(first)) {
		print(helpText());
		return first === undefined ? refusals.malformed.exitCode : 0;
	}

	if (first === '--version') {
		print(version);
		return 0;
	}

	const command = commands.find(({name}) => name === `${first} ${second}`) ?? commands.find(({name}) => name === first);
	if (command === undefined) {
		return explainGroup(first);
	}

	const parsed = parseWords(command, words.slice(command.name.split(' ').length));
	if (parsed.flags.help === true) {
		print(usageOf(command));
		return 0;
	}

	const {value, text, exitCode = 0} = await command.run(contextFor(parsed));
	print(parsed.flags.json === true ? JSON.stringify(value) : text);
	return exitCode;
};

/** `maestro task`: a word that begins several commands. */
const explainGroup = (word: string): number => {
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
	const environment = process.env;
	const paths = pathsOf(environment);
	const wanted = typeof flags.server === 'string' ? flags.server : undefined;
	const find = async () => findServer({wanted, environment, paths, fetch: globalThis.fetch});
	const findOurs = async () => findOwnServer({paths, fetch: globalThis.fetch});

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
		findServer: find,
		startServer: async () =>
			startServer({find: findOurs, command: [process.execPath, build.door, 'server', 'run'], environment, paths}),
		async runServer() {
			const {main: runServer} = await import('./server.js');
			const exitCode = await runServer();
			if (exitCode !== 0) {
				// What went wrong has been said.
				process.exit(exitCode);
			}
		},
		readStdin: async () => {
			process.stdin.setEncoding('utf8');
			return (await process.stdin.toArray()).join('');
		},
		call: lazyCall(find, environment),
	};
};

const lazyCall = (
	find: () => ReturnType<typeof findServer>,
	{MAESTRO_SESSION_TOKEN: token, MAESTRO_SESSION_ID: sessionId}: Readonly<Record<string, string | undefined>>,
): Call => {
	let call: Promise<Call> | undefined;
	const connect = async (): Promise<Call> => {
		const found = await find();
		if (found === undefined) {
			throw new MaestroError('server-missing', 'No server runs; start it with: maestro server start');
		}

		const secret = token ?? found.secret;
		return createCall({baseUrl: found.url, secret, sessionId: sessionId ?? operatorId, fetch: globalThis.fetch});
	};

	return async (endpoint, request) => {
		call ??= connect();
		return (await call)(endpoint, request);
	};
};

const print = (text: string): void => {
	process.stdout.write(`${text}\n`);
};
