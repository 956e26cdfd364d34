import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {createHosts} from '../../source/dispatch/spawned/host.js';
import type {ServerSays} from '../../source/dispatch/spawned/telling.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {SessionStatus} from '../../source/domain/session.js';
import type {OpenOrder} from '../../source/domain/window-order.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {run} from '../../source/system/run.js';
import {temporaryFolder} from './temporary.js';

export const programs = path.join(import.meta.dirname, 'programs', 'desktop');
export const launcher = path.join(import.meta.dirname, '..', '..', 'assets', 'maestro-window');

export const serverUrl = 'http://localhost:4567';

/** An order as a desktop server gives it, whose program notes what it was started with in files that begin with `diary`. */
export const openOrder = (
	order: Partial<OpenOrder> & {readonly diary?: string; readonly worker?: string} = {},
): OpenOrder => {
	const {diary = '', worker = '', environment = {}, sessionId = 'sess_1', ...rest} = order;
	return {
		...{kind: 'spawn', sessionId, at: 1000, projectId: 'proj_1', taskId: 'task_1', name: 'Worker: login'},
		...{mode: 'worker', agent: 'claude-code', command: ['maestro', 'worker', 'init'], directory: '/tmp'},
		...rest,
		environment: {
			MAESTRO_SESSION_ID: sessionId,
			PATH: `${programs}:${process.env.PATH}`,
			DIARY: diary,
			WORKER: worker,
			...environment,
		},
	};
};

/** A server that is told of ends, and what it says of its sessions. */
export const fakeServerSays = () => {
	const told: string[] = [];
	const statuses = new Map<string, SessionStatus | undefined>();
	let isThere = true;
	const server: ServerSays = {
		async statusOf(sessionId) {
			refuseUnlessThere(isThere);
			return statuses.has(sessionId) ? statuses.get(sessionId) : 'working';
		},
		async stopped(sessionId) {
			refuseUnlessThere(isThere);
			told.push(sessionId);
			statuses.set(sessionId, 'stopped');
		},
	};
	return {
		server,
		told,
		statuses,
		set isThere(is: boolean) {
			isThere = is;
		},
	};
};

const refuseUnlessThere = (isThere: boolean): void => {
	if (!isThere) {
		throw new MaestroError('server-missing', 'Not connected to a server');
	}
};

type Options = {
	readonly multiplexer: Multiplexer;
	/** Where everything lies. */
	readonly folder: string;
	readonly server?: ServerSays;
	readonly clock?: () => number;
	readonly url?: string;
};

/** What one app has of a server's windows; several of one folder are several apps on one machine. */
export const hostIn = ({
	multiplexer,
	folder,
	server = fakeServerSays().server,
	clock = Date.now,
	url = serverUrl,
}: Options) => {
	const reports: string[] = [];
	const host = createHosts({
		multiplexers: {choose: async () => multiplexer, at: () => multiplexer},
		preferred: async () => undefined,
		paths: {spawned: path.join(folder, 'spawned')},
		launcher,
		home: folder,
		pid: process.pid,
		run,
		clock,
		random: Math.random,
	})({url, server, report: text => reports.push(text)});
	return {...host, reports};
};

/** What the programs were started with that noted it, in the order of their names. */
export const diaries = async (diary: string): Promise<readonly string[]> => {
	const folder = path.dirname(diary);
	const names = (await readdir(folder)).filter(name => name.startsWith(`${path.basename(diary)}-`)).sort();
	return Promise.all(names.map(async name => readFile(path.join(folder, name), 'utf8')));
};

/** Where programs note what they were started with: the beginning of the names of files. */
export const diaryFile = async (): Promise<string> => path.join(await temporaryFolder(), 'diary');
