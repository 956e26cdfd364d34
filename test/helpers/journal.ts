import {createJournal, type Entry} from '../../source/server/stores/journal.js';
import {type OpenAppend, openAppend} from '../../source/system/append.js';

type Options = {
	readonly folder: string;
	readonly clock?: () => number;
	readonly open?: OpenAppend;
};

/** A journal of words that was replayed, with what was in it and what was said about it. */
export const openWords = async ({folder, clock = () => Date.UTC(2025, 10, 21, 12), open = openAppend}: Options) => {
	const reports: string[] = [];
	const entries: Array<Entry<string>> = [];
	const read = (value: unknown) => {
		if (typeof value !== 'string') {
			throw new TypeError('not a word');
		}

		return value;
	};

	const journal = createJournal<string>({folder, clock, read, report: text => reports.push(text), open});
	await journal.replay(entry => entries.push(entry));
	return {...journal, reports, words: entries.map(({fact}) => fact), entries};
};
