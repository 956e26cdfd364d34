import {createJournal, type Entry} from '../../source/server/stores/journal.js';
import {type OpenAppend, openAppend} from '../../source/system/append.js';

type Options = {
	readonly folder: string;
	readonly clock?: () => number;
	readonly open?: OpenAppend;
	/** Throws when a checkpoint is not to be understood. */
	readonly check?: (checkpoint: string) => void;
};

/**
A journal of words that was replayed, with what was in it and what was said about it. `words` are those of its checkpoint and those of
its `entries`; `keep` makes a checkpoint of them and of what was appended since.
*/
export const openWords = async ({
	folder,
	clock = () => Date.UTC(2025, 10, 21, 12),
	open = openAppend,
	check = () => {},
}: Options) => {
	const reports: string[] = [];
	const entries: Array<Entry<string>> = [];
	const words: string[] = [];
	const read = (value: unknown) => {
		if (typeof value !== 'string') {
			throw new TypeError('not a word');
		}

		return value;
	};
	const note = (entry: Entry<string>) => {
		entries.push(entry);
		words.push(entry.fact);
	};

	const journal = createJournal<string>({folder, clock, read, report: text => reports.push(text), open});
	await journal.replay(note, checkpoint => {
		check(checkpoint.toString());
		words.push(...(JSON.parse(checkpoint.toString()) as readonly string[]));
	});
	return {
		...journal,
		reports,
		words,
		entries,
		async append(word: string) {
			const entry = await journal.append(word);
			words.push(word);
			return entry;
		},
		keep: async () =>
			journal.checkpoint(() => {
				const now = [...words];
				return (async function* () {
					yield Buffer.from('[');
					for (const [index, word] of now.entries()) {
						yield Buffer.from(`${index === 0 ? '' : ','}${JSON.stringify(word)}`);
					}

					yield Buffer.from(']');
				})();
			}),
	};
};
