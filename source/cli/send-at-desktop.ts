import {MaestroError} from '../domain/errors.js';
import {callTo} from '../protocol/desktop/call-to.js';
import type {AnyEndpoint} from '../protocol/endpoint.js';
import {awaitReply, broadcastMessage, readMessage, sendMessage} from '../protocol/messages.js';
import {fetchText} from '../system/fetch-text.js';
import type {Call} from './agent/caller.js';
import type {Environment} from './agent/identity.js';
import {main as runAgentCommand} from './agent/main.js';
import {findServer} from './find-server.js';
import {pathsOf} from './home.js';

type Host = {
	readonly environment: Environment;
	readonly readStdin: () => Promise<string>;
};

/** What sending asks, by the paths that it asks for. */
const asked: ReadonlyArray<readonly [method: string, path: RegExp, endpoint: AnyEndpoint]> = [
	['POST', /^\/api\/sessions\/([\w-]+)\/messages$/, sendMessage],
	['POST', /^\/api\/messages$/, broadcastMessage],
	['GET', /^\/api\/messages\/([\w-]+)\/reply$/, awaitReply],
	['PATCH', /^\/api\/messages\/([\w-]+)$/, readMessage],
];

/**
`maestro session send` of a person at a server of the desktop app: the same command, whose questions are asked in that server's words.
*/
export const sendAtDesktop = async (words: readonly string[], {environment, readStdin}: Host): Promise<number> => {
	const found = await findServer({environment, paths: pathsOf(environment)});
	if (found === undefined) {
		throw new MaestroError('server-missing', 'No server runs; start it with: maestro server start');
	}

	const {kind, url: baseUrl, secret} = found;
	const ask = callTo({kind, baseUrl, secret, fetch: fetchText});
	const call: Call = async ({method, path, body, headers = {}}) => {
		const {pathname, searchParams} = new URL(path, baseUrl);
		for (const [askedMethod, pattern, endpoint] of asked) {
			const match = askedMethod === method ? pattern.exec(pathname) : null;
			if (match !== null) {
				const query = Object.fromEntries(searchParams);
				return await ask(endpoint, {params: {id: match[1] ?? ''}, query, body, headers});
			}
		}

		throw new TypeError(`${method} ${path} is nothing that sending asks`);
	};

	return runAgentCommand(words, {
		...{environment, call, random: Math.random},
		readInput: async longest => (await readStdin()).slice(0, longest),
	});
};
