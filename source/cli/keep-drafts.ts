import type {DraftKeeper, KeptDraft} from '../client/feeds/drafts.js';
import {MaestroError} from '../domain/errors.js';
import {readText, writeWhole} from '../system/files.js';
import {readDrafts, writeDrafts} from '../system/kept-drafts.js';
import {putAside} from '../system/replace.js';

/**
Keeps drafts in a file that only its owner can read. Several screens can be open at once: each changes the drafts that it has, and
leaves the others as they are.
*/
export const keepDrafts = (file: string): DraftKeeper => {
	let known: ReadonlySet<string> = new Set();

	const read = async (): Promise<readonly KeptDraft[]> => {
		const text = await readText(file);
		const drafts = text === undefined ? [] : readDrafts(text);
		if (drafts === undefined) {
			const aside = await putAside(file);
			throw new MaestroError('storage-failed', `The drafts in ${file} could not be read; the file is now ${aside}`);
		}

		return drafts.map(({replyTo, key, ...rest}) => ({...rest, replyTo, key}));
	};

	const remember = (drafts: readonly KeptDraft[]): void => {
		known = new Set([...known, ...drafts.map(({id}) => id)]);
	};

	return {
		async kept() {
			const drafts = await telling(file, read);
			remember(drafts);
			return drafts;
		},

		async keep(drafts) {
			remember(drafts);
			await telling(file, async () => {
				const others = (await read()).filter(({id}) => !known.has(id));
				await writeWhole(file, writeDrafts([...others, ...drafts]));
			});
		},
	};
};

const telling = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
	try {
		return await work();
	} catch (error) {
		if (error instanceof MaestroError || !(error instanceof Error && 'code' in error)) {
			throw error;
		}

		throw new MaestroError(
			'storage-failed',
			`What is being written cannot be kept in ${file} (${error.message}); it is there until the app ends`,
			{cause: error},
		);
	}
};
