import {existsSync, mkdirSync, realpathSync, unwatchFile, watchFile} from 'node:fs';
import path from 'node:path';
import {gather} from './gather.js';
import {watchFolder} from './watch-folder.js';

type Watch = {
	readonly file: string;
	readonly onChange: () => void;
	readonly signal: AbortSignal;
};

/** Editors write in several steps: of a file that is half written nothing is said. */
const settleMs = 50;

/** Where the system has no watch left, the file is looked at so often. */
const pollMs = 1000;

/**
Calls back a moment after the file has changed, has come or has gone, until the signal aborts. What it is a link to is watched as well.
*/
export const watchSettings = ({file, onChange, signal}: Watch): void => {
	const tell = gather(async () => onChange(), {afterMs: settleMs, signal});
	const poll = (): void => {
		watchFile(file, {persistent: false, interval: pollMs}, tell);
		signal.addEventListener('abort', () => unwatchFile(file, tell), {once: true});
	};

	try {
		// A folder that is not there cannot be watched, and the file may be made by hand.
		mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
		for (const one of new Set([file, realPathOf(file)])) {
			const folder = path.dirname(one);
			const names = [path.basename(one), path.basename(folder)];
			watchFolder({folder, onChange: name => (names.includes(name) ? tell() : undefined), onEnd: poll, signal});
		}
	} catch (error) {
		if (!(error instanceof Error && 'code' in error)) {
			throw error;
		}

		poll();
	}
};

const realPathOf = (file: string): string => (existsSync(file) ? realpathSync(file) : file);
