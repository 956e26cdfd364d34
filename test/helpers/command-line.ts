import {parseArgs} from 'node:util';
import {agentCommands} from '../../source/cli/agent/commands.js';
import type {Context, Result} from '../../source/cli/command.js';
import {commands} from '../../source/cli/commands/index.js';
import {parseWords} from '../../source/cli/parse.js';
import {MaestroError} from '../../source/domain/errors.js';
import {operatorId} from '../../source/domain/session.js';
import {type Call, createCall} from '../../source/protocol/call.js';
import type {OpenServer} from './server.js';

type How = Partial<
	Pick<
		Context,
		| 'askSecret'
		| 'confirm'
		| 'desk'
		| 'follow'
		| 'followLog'
		| 'columns'
		| 'directory'
		| 'findServer'
		| 'hosted'
		| 'run'
		| 'login'
		| 'environment'
	>
> & {
	/** The session that it is run in; the operator unless given. */
	readonly as?: string;
	readonly input?: string;
};

/**
Runs a command against a server without sockets, as `maestro` does: what it answers for programs and for people, and what it
said, wrote and noted meanwhile.
*/
export const runCommand = async (server: OpenServer, words: readonly string[], how: How = {}) => {
	const {as = operatorId, input = '', ...rest} = how;
	const [first, second] = words;
	const command = commands.find(({name}) => name === `${first} ${second}`) ?? commands.find(({name}) => name === first);
	if (command === undefined) {
		throw new Error(`There is no command ${first} ${second}`);
	}

	const said: string[] = [];
	const written: Uint8Array[] = [];
	const noted: string[] = [];
	const {flags, ...parsed} = parseWords(command, words.slice(command.name.split(' ').length));
	const unexpected = () => {
		throw new Error('Nothing of the kind was expected');
	};
	const result: Result | undefined = await command.run({
		...parsed,
		flags,
		call: callOf(server, as),
		environment: as === operatorId ? {} : {MAESTRO_SESSION_ID: as},
		readStdin: async () => input,
		say: line => said.push(line),
		write: async bytes => void written.push(bytes),
		note: line => noted.push(line),
		follow: unexpected,
		followLog: unexpected,
		confirm: undefined,
		desk: {multiplexerAt: unexpected, takeOver: undefined, openTerminal: unexpected},
		columns: 80,
		directory: server.folder,
		paths: server.paths,
		findServer: unexpected,
		hosted: async () => undefined,
		login: {logIn: unexpected, logOut: unexpected},
		askSecret: undefined,
		startServer: unexpected,
		runServer: unexpected,
		run: unexpected,
		installPrograms: async () => {},
		version: '1.2.3',
		nodeVersion: '24.0.0',
		...rest,
	});
	return {value: result?.value, text: result?.text ?? '', said, written: Buffer.concat(written), noted};
};

/** Calls a server without sockets, as a session or the operator. */
export const callOf = (server: OpenServer, as: string): Call => {
	const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
		const {pathname, search} = new URL(String(url));
		const headers = init.headers as Record<string, string>;
		const {status, body} = await server.ask(init.method ?? 'GET', pathname + search, init.body ?? undefined, {
			as,
			headers,
		});
		return Response.json(body, {status});
	};
	return createCall({baseUrl: 'http://127.0.0.1:4567', secret: undefined, sessionId: as, fetch});
};

/** Runs a command of the small build, which agents call. Answers the lines it said. */
export const runAgentCommand = async (
	{ask}: OpenServer,
	words: readonly string[],
	{as = operatorId, input = ''}: Pick<How, 'as' | 'input'> = {},
): Promise<readonly string[]> => {
	const name = words[0] === 'session' ? words.slice(0, 2).join(' ') : (words[0] ?? '');
	const command = agentCommands[name];
	if (command === undefined) {
		throw new Error(`There is no command ${name}`);
	}

	const {values, positionals} = parseArgs({
		args: words.slice(name.split(' ').length),
		allowPositionals: true,
		options: command.options,
	});
	const said: string[] = [];
	await command.run({
		values,
		words: positionals,
		environment: {},
		identity: {id: as, secret: 'unused', isOperators: as === operatorId},
		async call({method, path, headers = {}, body}) {
			const answer = await ask(method, path, body, {as, headers});
			if (answer.status >= 300) {
				throw new MaestroError(answer.body.reason, answer.body.message);
			}

			return answer.body;
		},
		say: line => said.push(line),
		readInput: async () => input,
		random: Math.random,
	});
	return said;
};
