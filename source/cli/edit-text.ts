import type {Edited, Tools} from '../client/actions/tools.js';
import {MaestroError} from '../domain/errors.js';
import {splitWords} from '../domain/split-words.js';
import {createEditFile} from '../system/edit-file.js';

type Options = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly takeOver: Tools['takeOver'];
};

/**
Has a text changed in the editor that `$VISUAL` or `$EDITOR` names, else in `vi`. An editor that ends with another exit code than 0 has changed
nothing, as with git.
*/
export const createEditText =
	({environment, takeOver}: Options): Tools['editText'] =>
	async (text: string, name: string): Promise<Edited | undefined> => {
		const [program, ...words] = editorOf(environment);
		const {file, read, remove} = await telling(async () => createEditFile(text, name));
		const {exitCode} = await takeOver([program, ...words, file], []);
		if (exitCode === 127) {
			await remove();
			throw new MaestroError('bad-directory', `${program} could not be started; name an editor in $VISUAL or $EDITOR`);
		}

		if (exitCode !== 0) {
			await remove();
			return undefined;
		}

		const written = await telling(read);
		return {text: endedAs(text, written), file, discard: remove};
	};

const editorOf = ({VISUAL, EDITOR}: Options['environment']): readonly [string, ...string[]] => {
	const line = [VISUAL, EDITOR].find(value => value !== undefined && value.trim() !== '') ?? 'vi';
	const read = splitWords(line);
	const [program, ...words] = 'words' in read ? read.words : [];
	if (program === undefined) {
		throw new MaestroError(
			'malformed',
			`$VISUAL or $EDITOR names no editor: ${'problem' in read ? read.problem : line}`,
		);
	}

	return [program, ...words];
};

/** Editors end a file with a line end, whoever wrote it. */
const endedAs = (before: string, after: string): string =>
	before.endsWith('\n') ? after : after.replace(/\r?\n$/, '');

const telling = async <T>(work: () => Promise<T>): Promise<T> => {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof Error && 'code' in error)) {
			throw error;
		}

		throw new MaestroError('storage-failed', `The file for the editor cannot be used: ${error.message}`, {
			cause: error,
		});
	}
};
