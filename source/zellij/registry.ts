import {createHash} from 'node:crypto';
import path from 'node:path';
import type {WindowMeta} from '../multiplexer/multiplexer.js';
import {listFolder, modifiedAt, readText, writeWhole} from '../system/files.js';
import {removeFile} from '../system/replace.js';
import {isRecord, readJson} from './json.js';
import {type Program, readProgram} from './program.js';

/** A window that we opened, or were about to. */
export type Entry = {
	readonly key: string;
	/** Told from all others, by which its pane is found: a part of the words that the pane was opened with. */
	readonly mark: string;
	/** Of the server that it was opened in. */
	readonly birth: string;
	/** Milliseconds since 1970. */
	readonly openedAt: number;
	readonly meta: WindowMeta;
};

export type Registry = {
	/** The file whose holder alone may open and close windows. */
	readonly lock: string;
	/** A file of a name in the same folder. */
	readonly fileOf: (name: string) => string;
	readonly read: () => Promise<readonly Entry[]>;
	readonly put: (entry: Entry) => Promise<void>;
	readonly remove: (entry: Entry) => Promise<void>;
	/** Where the program of a window tells about itself. */
	readonly programFile: (mark: string) => string;
	/** What it told, and when. */
	readonly program: (mark: string) => Promise<(Program & {readonly toldAt: number}) | undefined>;
	readonly forgetProgram: (mark: string) => Promise<void>;
};

/**
What we know of the windows of one session, as zellij has no place for it: a file for each key, written whole, in a folder for each
socket.
*/
export const createRegistry = (root: string, socket: string): Registry => {
	const readable = path.basename(socket);
	const folder = path.join(root, `${readable}-${createHash('sha256').update(socket).digest('hex').slice(0, 12)}`);
	const fileOf = (name: string) => path.join(folder, name);
	const entryFile = (key: string) => fileOf(`${key}.json`);
	const programFile = (mark: string) => fileOf(`${mark}.program`);
	const forgetProgram = async (mark: string) => removeFile(programFile(mark));

	return {
		lock: fileOf('lock.db'),
		fileOf,

		async read() {
			const names = (await listFolder(folder)).map(({name}) => name).filter(name => /^\w+\.json$/.test(name));
			const texts = await Promise.all(names.map(async name => readText(fileOf(name))));
			return texts.map(text => readEntry(text ?? '')).filter(entry => entry !== undefined);
		},

		async put(entry) {
			await writeWhole(entryFile(entry.key), `${JSON.stringify(entry, undefined, '\t')}\n`);
		},

		async remove({key, mark}) {
			await removeFile(entryFile(key));
			await forgetProgram(mark);
		},

		programFile,

		async program(mark) {
			const program = readProgram((await readText(programFile(mark))) ?? '');
			return program === undefined ? undefined : {...program, toldAt: await modifiedAt(programFile(mark))};
		},

		forgetProgram,
	};
};

/** `undefined` for what we did not write: it would be taken for a window that is ours. */
export const readEntry = (text: string): Entry | undefined => {
	const value = readJson(text);
	if (!isRecord(value) || !isRecord(value.meta)) {
		return undefined;
	}

	const {key, mark, birth, openedAt} = value;
	const {projectId, taskId, mode, sessionId, runId} = value.meta;
	const hasWords = [key, mark, birth, taskId, mode, sessionId, runId].every(word => typeof word === 'string');
	return hasWords && typeof openedAt === 'number' && (projectId === undefined || typeof projectId === 'string')
		? // The cast: `every` does not tell the compiler.
			({key, mark, birth, openedAt, meta: {projectId, taskId, mode, sessionId, runId}} as Entry)
		: undefined;
};
