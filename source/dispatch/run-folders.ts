import path from 'node:path';
import {listFolder, readText} from '../system/files.js';
import {readOwn} from '../system/read-own.js';
import {runFilesIn} from '../system/run-files.js';
import type {HeadlessCommand} from './headless.js';

export type RunFolder = {
	/** The run's id. */
	readonly name: string;
	/** Absolute path. */
	readonly folder: string;
	/** Whose run it is; `undefined` where the folder does not tell. */
	readonly sessionId: string | undefined;
	/** What was started without a window; `undefined` for runs that have one. */
	readonly command: HeadlessCommand | undefined;
};

/** The folders of all runs that there are. */
export const listRunFolders = async (runs: string): Promise<readonly RunFolder[]> => {
	const names = (await listFolder(runs)).filter(({isFolder}) => isFolder).map(({name}) => name);
	return Promise.all(
		names.map(async name => {
			const folder = path.join(runs, name);
			const command = parseCommand((await readText(runFilesIn(folder).command)) ?? '');
			return {name, folder, command, sessionId: command?.sessionId ?? (await ownerOf(folder))};
		}),
	);
};

/** A session's secret begins with its id. */
const ownerOf = async (folder: string): Promise<string | undefined> => {
	const [id = ''] = ((await readText(path.join(folder, 'token'))) ?? '').split('.');
	return id === '' ? undefined : id;
};

const texts = ['sessionId', 'runId', 'projectId', 'taskId', 'mode', 'agent', 'directory'] as const;

const parseCommand = (text: string): HeadlessCommand | undefined =>
	readOwn<HeadlessCommand>(text, {texts, numbers: ['startedAt']});
