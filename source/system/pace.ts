import {accessSync, constants, realpathSync, writeSync} from 'node:fs';

type Handle = {
	readonly setBlocking?: (isBlocking: boolean) => void;
};

/** A way out to a terminal that can be told whether writing to it waits for the terminal. */
export type Pace = {
	/**
	Node writes to a terminal as if to a file: a slow one holds up the whole program. Not so any more after `false`: what the terminal does
	not take at once is then kept by the stream. A program that is started with this terminal needs it as it was.
	*/
	readonly setWaiting: (waits: boolean) => void;
	/** Writes at once, whatever else is under way, even while the process ends; a terminal that is gone takes nothing. */
	readonly writeNow: (text: string) => void;
};

export const createPace = (stream: NodeJS.WriteStream & {readonly fd: number}): Pace => {
	// The only way to tell Node so; without it everything works, but a slow terminal is waited for.
	const handle = (stream as {readonly _handle?: Handle})._handle;
	const isOurs = isReopened(stream.fd);

	const setWaiting = (waits: boolean): void => {
		if (isOurs) {
			handle?.setBlocking?.(waits);
		}
	};

	return {
		setWaiting,

		writeNow(text) {
			setWaiting(true);
			try {
				writeSync(stream.fd, text);
			} catch (error) {
				if (!isGone(error)) {
					throw error;
				}
			}
		},
	};
};

/**
Whether Node has opened the terminal anew, as it does where it may. What it did not open is shared with the shell, which would find it
changed.
*/
const isReopened = (descriptor: number): boolean => {
	try {
		accessSync(
			realpathSync(process.platform === 'linux' ? `/proc/self/fd/${descriptor}` : '/dev/tty'),
			constants.R_OK | constants.W_OK,
		);
		return true;
	} catch {
		return false;
	}
};

const isGone = (error: unknown): boolean =>
	error instanceof Error &&
	'code' in error &&
	['EIO', 'EPIPE', 'EBADF', 'EAGAIN', 'ENXIO'].includes(String(error.code));
