import {MaestroError} from '../../domain/errors.js';
import {exportMessages as exportMessagesEndpoint, type MessageQuery} from '../../protocol/messages.js';
import {parseJson} from '../../protocol/read.js';
import type {Tools} from './tools.js';

export type Export = {
	/** What the server is asked for; each becomes a part of the file, in this order. */
	readonly queries: readonly MessageQuery[];
	/** With `.json` at its end it is written as JSON, else as Markdown. */
	readonly name: string;
	readonly replaces: boolean;
};

/** Writes messages to a file, and says where it is. Refuses as `already-there` where there is a file that is not to be replaced. */
export const exportMessages =
	({call, store, saveFile}: Tools) =>
	async ({queries, name, replaces}: Export): Promise<void> => {
		store.send({event: 'notice', data: {tone: 'busy', text: `Exporting to ${name}…`}});
		const format = name.toLowerCase().endsWith('.json') ? 'json' : 'markdown';
		const texts: string[] = [];
		let count = 0;
		for (const query of queries) {
			const part = await call(exportMessagesEndpoint, {query: {...query, format}});
			texts.push(part.text);
			count += part.count;
		}

		if (count === 0) {
			throw new MaestroError('message-not-found', 'There are no messages to export; nothing was written');
		}

		const text = format === 'json' ? joinJson(texts) : texts.map(part => part.trimEnd()).join('\n\n');
		const place = await saveFile(name, `${text.trimEnd()}\n`, {replaces});
		const what = `${count} ${count === 1 ? 'message' : 'messages'}`;
		store.send({event: 'notice', data: {tone: 'info', text: `Wrote ${what} to ${place}`}});
	};

const joinJson = (texts: readonly string[]): string => {
	const [only] = texts;
	if (texts.length === 1 && only !== undefined) {
		return only;
	}

	const parts = texts.map(text => {
		const part = parseJson(text);
		return Array.isArray(part) ? part : [part];
	});
	return JSON.stringify(parts.flat(), undefined, 2);
};
