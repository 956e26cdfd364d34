import {hasCode} from '../system/files.js';
import type {Pace} from '../system/pace.js';
import type {MountedScreen} from '../views/mount.js';

type Options = {
	readonly screen: Pick<MountedScreen, 'unmount' | 'farewell'>;
	readonly pace: Pace;
};

/** What asks a program to end, and leaves it the time to do so. */
const endings = [
	...(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const),
	...(['SIGABRT', 'SIGALRM', 'SIGUSR2', 'SIGXCPU', 'SIGXFSZ'] as const),
];

/** Whatever still goes on then is not waited for. */
const endsWithinMs = 5000;

/**
However the program ends, its terminal is given back as it was, before anything is said about the end.
*/
export const keepTerminal = ({screen, pace}: Options): void => {
	const giveBack = (): void => {
		const last = screen.farewell();
		if (last !== '') {
			pace.writeNow(last);
		}
	};

	let isEnding = false;
	const end = (): void => {
		if (!isEnding) {
			isEnding = true;
			screen.unmount();
			setTimeout(() => process.exit(1), endsWithinMs).unref();
		}
	};

	for (const name of endings) {
		process.once(name, () => {
			end();
			// Whoever asks again does not want to wait.
			process.on(name, () => process.exit(1));
		});
	}

	// Node tells of the error right after this, and ends.
	process.on('uncaughtExceptionMonitor', giveBack);
	process.on('exit', giveBack);
	process.stdin.on('end', end);
	for (const stream of [process.stdin, process.stdout]) {
		stream.on('error', error => {
			if (!isGone(error)) {
				throw error;
			}

			end();
		});
	}
};

/** The terminal was closed: there is nothing to draw on, and nobody to tell. */
const isGone = (error: unknown): boolean => hasCode(error, 'EIO') || hasCode(error, 'EPIPE');
