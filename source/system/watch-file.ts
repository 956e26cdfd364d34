import {watchFile as pollFile, unwatchFile, watch} from 'node:fs';
import {isMissing} from './files.js';

type Options = {
	readonly file: string;
	readonly onChange: () => void;
	readonly signal: AbortSignal;
};

/** Where the system has no watch left, a file is looked at so often. */
const everyMs = 1000;

/**
Calls back when a file changes, is renamed or goes, until the signal aborts; for one that is not there, once, soon.
*/
export const watchFile = ({file, onChange, signal}: Options): void => {
	if (signal.aborted) {
		return;
	}

	const poll = (): void => {
		if (signal.aborted) {
			return;
		}

		pollFile(file, {persistent: false, interval: everyMs}, onChange);
		signal.addEventListener('abort', () => unwatchFile(file, onChange), {once: true});
	};

	try {
		watch(file, {signal, persistent: false}, () => onChange()).on('error', poll);
	} catch (error) {
		if (isMissing(error)) {
			setImmediate(onChange);
			return;
		}

		poll();
	}
};
