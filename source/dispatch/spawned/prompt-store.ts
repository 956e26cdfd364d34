import {createHash} from 'node:crypto';
import path from 'node:path';
import {listFolder, makeFolder, readText} from '../../system/files.js';
import {createFile, removeDrafts, removeFile, replaceFile} from '../../system/replace.js';
import {inOrder, type PromptRecord, readPromptRecord} from './prompt-record.js';

export type PromptStore = {
	/** Where a change means that a text has changed. */
	readonly folder: string;
	/** Keeps a new one; answers whether it was new. */
	readonly add: (record: PromptRecord) => Promise<boolean>;
	readonly put: (record: PromptRecord) => Promise<void>;
	/** As it is now; `undefined` where it is gone. */
	readonly get: (record: Pick<PromptRecord, 'sessionId' | 'key'>) => Promise<PromptRecord | undefined>;
	/** All there are, in the order in which they are written. */
	readonly all: () => Promise<readonly PromptRecord[]>;
	readonly remove: (record: Pick<PromptRecord, 'sessionId' | 'key'>) => Promise<void>;
	/** Takes away what is left of writing them where that was ended. */
	readonly tidy: (now: number) => Promise<void>;
	/** The operator has said that it may be written, whatever its window shows. */
	readonly release: (record: Pick<PromptRecord, 'sessionId' | 'key'>) => Promise<void>;
	readonly isReleased: (record: Pick<PromptRecord, 'sessionId' | 'key'>) => Promise<boolean>;
	/** Where only one who writes for a session is at a time; some sessions share one, as a lock that others may wait for cannot be taken away. */
	readonly turnOf: (sessionId: string) => string;
};

/**
The texts for the windows of one server's sessions: a file of mode 0600 each, which outlives this app.
*/
export const createPromptStore = (folder: string): PromptStore => {
	const texts = path.join(folder, 'texts');
	const said = path.join(folder, 'released');
	type Name = Pick<PromptRecord, 'sessionId' | 'key'>;
	const fileOf = ({sessionId, key}: Name): string => path.join(texts, `${sessionId}.${key}.json`);
	const releaseOf = ({sessionId, key}: Name): string => path.join(said, `${sessionId}.${key}`);
	const textOf = (record: PromptRecord): string => `${JSON.stringify(record, undefined, '\t')}\n`;
	const read = async (file: string) => readPromptRecord((await readText(file)) ?? '');

	return {
		folder: texts,
		add: async record => createFile(fileOf(record), textOf(record)),
		put: async record => replaceFile(fileOf(record), textOf(record)),
		get: async name => read(fileOf(name)),

		async all() {
			const names = (await listFolder(texts)).map(({name}) => name).filter(name => /^[\w-]+\.[\w-]+\.json$/.test(name));
			const records = await Promise.all(names.map(async name => read(path.join(texts, name))));
			return records.filter(record => record !== undefined).sort(inOrder);
		},

		async remove(name) {
			await removeFile(releaseOf(name));
			await removeFile(fileOf(name));
		},

		tidy: async now => removeDrafts(texts, now),

		async release(name) {
			await makeFolder(said);
			await createFile(releaseOf(name), '');
		},
		isReleased: async name => (await readText(releaseOf(name))) !== undefined,
		turnOf: sessionId => path.join(folder, 'turns', `${shareOf(sessionId)}.db`),
	};
};

const shareOf = (sessionId: string): string => createHash('sha256').update(sessionId).digest('hex').slice(0, 2);
