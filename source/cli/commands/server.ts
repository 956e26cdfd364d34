import {createCall} from '../../protocol/call.js';
import {getServer, stopServer} from '../../protocol/server.js';
import {fetchText} from '../../system/fetch-text.js';
import {type Context, command} from '../command.js';
import type {FoundServer} from '../find-server.js';
import {untilGone} from '../start-server.js';
import {ago} from '../table.js';

export const serverRun = command({
	name: 'server run',
	usage: '',
	summary: 'Run the server in the foreground, until Ctrl+C',
	flags: {},
	async run({runServer}) {
		await runServer();
		return {value: {stopped: true}, text: 'The server has stopped'};
	},
});

export const serverStart = command({
	name: 'server start',
	usage: '',
	summary: 'Start the server in the background, unless it runs',
	flags: {},
	async run({startServer}) {
		const {url, health} = await startServer();
		return {value: {url, version: health.version}, text: `The server answers at ${url}`};
	},
});

export const serverStop = command({
	name: 'server stop',
	usage: '',
	summary: 'Stop the server; agents go on',
	flags: {},
	async run(context) {
		const found = await ours(context);
		if (found === undefined) {
			return {value: {stopped: false}, text: 'No server of ours runs'};
		}

		const {pid} = await callOf(found)(getServer);
		await callOf(found)(stopServer);
		await untilGone(pid, context.paths);
		return {value: {stopped: true}, text: `The server at ${found.url} has stopped`};
	},
});

export const serverStatus = command({
	name: 'server status',
	usage: '',
	summary: 'Tell whether the server runs, and where; exit code 9 when it does not',
	flags: {},
	async run(context) {
		const found = await ours(context);
		if (found === undefined) {
			return {
				value: {running: false},
				text: 'No server of ours runs; start it with: maestro server start',
				exitCode: 9,
			};
		}

		const {pid, version, startedAt, watchers, home} = await callOf(found)(getServer);
		const text = `The server ${version} answers at ${found.url} (pid ${pid}, for ${ago(startedAt, Date.now())}, ${watchers} watching, data in ${home})`;
		return {value: {running: true, url: found.url, pid, version, startedAt, watchers, home}, text};
	},
});

const ours = async ({findServer}: Context): Promise<FoundServer | undefined> => {
	const found = await findServer();
	return found?.secret === undefined ? undefined : found;
};

const callOf = ({url, secret}: FoundServer) => createCall({baseUrl: url, secret, fetch: fetchText});
