import {MaestroError} from '../../domain/errors.js';
import {createCall} from '../../protocol/call.js';
import {LockedError} from '../../protocol/desktop/login.js';
import {getServer, stopServer} from '../../protocol/server.js';
import {fetchText} from '../../system/fetch-text.js';
import {readText} from '../../system/files.js';
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
	async run(context) {
		const {url, health} = await context.startServer();
		const {other} = await look(context);
		const unused = other === undefined ? '' : `; maestro-tui and maestro go on using ${other.words}`;
		return {value: {url, version: health.version}, text: `The server answers at ${url}${unused}`};
	},
});

export const serverStop = command({
	name: 'server stop',
	usage: '',
	summary: 'Stop the server; agents go on',
	flags: {},
	async run(context) {
		const {ours, other} = await look(context);
		if (ours === undefined) {
			return {
				value: {stopped: false},
				text: `No server of ours runs${other === undefined ? '' : `, and ${other.words} is not ours to stop`}`,
			};
		}

		const {pid} = await callOf(ours)(getServer);
		await callOf(ours)(stopServer);
		await untilGone(pid, context.paths);
		return {value: {stopped: true}, text: `The server at ${ours.url} has stopped`};
	},
});

export const serverStatus = command({
	name: 'server status',
	usage: '',
	summary: 'Tell whether the server runs, and where; exit code 9 when it does not',
	flags: {},
	async run(context) {
		const {ours, other} = await look(context);
		if (ours === undefined) {
			return other === undefined
				? {
						value: {running: false},
						text: 'No server of ours runs; start it with: maestro server start',
						exitCode: 9,
					}
				: {
						value: {running: false, desktop: {url: other.url, isLocked: other.isLocked}},
						text: `No server of ours runs; ${other.words} answers, and maestro-tui and maestro use it${other.isLocked ? `; log in with: maestro server login ${other.url}` : ''}`,
						exitCode: 9,
					};
		}

		const {pid, version, startedAt, watchers, home} = await callOf(ours)(getServer);
		const unused = other === undefined ? '' : `; maestro-tui and maestro use ${other.words}`;
		const text = `The server ${version} answers at ${ours.url} (pid ${pid}, for ${ago(startedAt, Date.now())}, ${watchers} watching, data in ${home})${unused}`;
		return {value: {running: true, url: ours.url, pid, version, startedAt, watchers, home}, text};
	},
});

type Looked = {
	readonly ours: FoundServer | undefined;
	/** A desktop server that is there instead. */
	readonly other: {readonly url: string; readonly words: string; readonly isLocked: boolean} | undefined;
};

const look = async ({findServer, paths}: Context): Promise<Looked> => {
	const otherAt = (url: string, isLocked: boolean): Looked => ({
		ours: undefined,
		other: {url, words: `the Maestro desktop server at ${url}`, isLocked},
	});
	/** Ours may run all the same, where a desktop server is named, and found before it. */
	const beside = async (looked: Looked): Promise<Looked> => {
		const url = (await readText(paths.serverUrl))?.trim();
		try {
			const found = url === undefined || url === '' ? undefined : await findServer(url);
			return found?.kind === 'ours' ? {...looked, ours: found} : looked;
		} catch (error) {
			if (error instanceof MaestroError) {
				return looked;
			}

			throw error;
		}
	};

	try {
		const found = await findServer();
		return found?.kind === 'desktop' ? beside(otherAt(found.url, false)) : {ours: found, other: undefined};
	} catch (error) {
		if (error instanceof LockedError) {
			return beside(otherAt(error.url, true));
		}

		throw error;
	}
};

const callOf = ({url, secret}: FoundServer) => createCall({baseUrl: url, secret, fetch: fetchText});
