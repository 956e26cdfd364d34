import {MaestroError, type RefusalCode} from '../../domain/errors.js';
import {largestLogPart, readLog} from '../../protocol/logs.js';
import type {Tools} from './tools.js';

type LogSave = {
	readonly runId: string;
	/** Bytes that are written: all that there were when it was asked for. */
	readonly size: number;
	readonly name: string;
	readonly replaces: boolean;
};

/** What another name helps against; it is known before anything is read. */
const aboutTheName: readonly RefusalCode[] = ['already-there', 'bad-directory'];

class Left extends Error {}

/**
Writes a log to a file as it was printed, part by part, and says where it is. Given up, or cut off, it leaves no file. Refuses as
`already-there` where there is a file that is not to be replaced.
*/
export const saveLog =
	({call, store, saveFile}: Tools) =>
	async ({runId, size, name, replaces}: LogSave): Promise<void> => {
		if (size === 0) {
			throw new MaestroError('log-not-found', 'There is nothing in this log to save');
		}

		const say = (text: string, tone: 'info' | 'error'): void => store.send({event: 'notice', data: {tone, text}});

		async function* parts(): AsyncGenerator<Uint8Array> {
			for (let from = 0; from < size; ) {
				store.send({event: 'save:went', data: {done: from, size}});
				const query = {from, bytes: Math.min(largestLogPart, size - from)};
				const bytes = Buffer.from((await call(readLog, {params: {id: runId}, query})).bytes, 'base64');
				if (store.get().saving?.isLeft === true) {
					throw new Left();
				}

				if (bytes.length === 0) {
					throw new MaestroError('log-not-found', `The log was cut: of ${size} bytes only ${from} are there any more`);
				}

				yield bytes;
				from += bytes.length;
			}
		}

		store.send({event: 'save:went', data: {done: 0, size}});
		try {
			say(`Wrote all ${size.toLocaleString('en')} bytes to ${await saveFile(name, parts(), {replaces})}`, 'info');
		} catch (error) {
			if (error instanceof Left) {
				say('Nothing was saved', 'info');
			} else if (error instanceof MaestroError && !aboutTheName.includes(error.code)) {
				// By now the operator is somewhere else: nothing opens again.
				say(`The log was not saved: ${error.message}`, 'error');
			} else {
				throw error;
			}
		} finally {
			store.send({event: 'save:ended'});
		}
	};
