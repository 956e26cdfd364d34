import type {Tools} from './tools.js';

/** Stops the screen as a job of the shell it was started from, until somebody brings it back. */
export const suspend =
	({terminal}: Tools) =>
	async (): Promise<void> =>
		terminal.stop();
