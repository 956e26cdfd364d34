import {MaestroError} from '../../domain/errors.js';
import {listSessionDocs} from '../../protocol/docs.js';
import type {Tools} from './tools.js';

type DocSave = {
	readonly id: string;
	readonly sessionId: string;
	readonly name: string;
	readonly replaces: boolean;
};

/**
Writes a document to a file as its session left it, all of it and as it is now, and says where it is. Refuses as `already-there` where there is a file
that is not to be replaced.
*/
export const saveDoc =
	({call, store, saveFile}: Tools) =>
	async ({id, sessionId, name, replaces}: DocSave): Promise<void> => {
		const docs = await call(listSessionDocs, {params: {id: sessionId}});
		const doc = docs.find(one => one.id === id);
		if (doc === undefined) {
			throw new MaestroError('not-found', 'Its server does not have this document any more; nothing was written');
		}

		const {content = ''} = doc;
		const place = await saveFile(name, content, {replaces});
		const text = `Wrote all ${content.length.toLocaleString('en')} characters to ${place}`;
		store.send({event: 'notice', data: {tone: 'info', text}});
	};
