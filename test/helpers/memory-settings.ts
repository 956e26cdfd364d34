import type {SettingsKeeper} from '../../source/client/feeds/settings.js';
import {MaestroError} from '../../source/domain/errors.js';

/** A file of settings that is none: what an editor does to it counts at once. */
export const createMemorySettings = (start: string | undefined) => {
	let text = start;
	let aside: string | undefined;
	const watching = new Set<() => void>();

	const write = (next: string | undefined): void => {
		text = next;
		for (const tell of watching) {
			tell();
		}
	};

	const keeper: SettingsKeeper = {
		file: '/home/me/.config/maestro-tui-nodejs/config.json',
		read: () => text,
		async change(edit) {
			try {
				write(JSON.stringify(edit(JSON.parse(text ?? '{}')), undefined, '\t'));
			} catch (error) {
				throw error instanceof SyntaxError ? new MaestroError('storage-failed', error.message, {cause: error}) : error;
			}
		},
		async putAside() {
			aside = text;
			write(undefined);
			return `${keeper.file}.bad`;
		},
		watch(onChange, signal) {
			watching.add(onChange);
			signal.addEventListener('abort', () => watching.delete(onChange), {once: true});
		},
	};

	return {...keeper, text: () => text, aside: () => aside, edit: write};
};
