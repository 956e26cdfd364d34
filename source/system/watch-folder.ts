import {watch} from 'node:fs';
import {hasCode, isMissing} from './files.js';

type Options = {
	readonly folder: string;
	/** The name of what changed in it. */
	readonly onChange: (name: string) => void;
	/** It cannot be watched (any more). */
	readonly onEnd: (error: unknown) => void;
	readonly signal: AbortSignal;
};

/**
Tells of every change in a folder until the signal aborts. Answers whether the folder is there to be watched.
*/
export const watchFolder = ({folder, onChange, onEnd, signal}: Options): boolean => {
	try {
		const watcher = watch(folder, {signal, persistent: false}, (_, name) => {
			if (name !== null) {
				onChange(name);
			}
		});
		watcher.on('error', onEnd);
		return true;
	} catch (error) {
		if (isMissing(error) || hasCode(error, 'EACCES')) {
			return false;
		}

		throw error;
	}
};
