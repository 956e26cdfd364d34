import type {Tools} from './tools.js';

/** Leaves the screen. Agents and server go on. */
export const quit =
	({terminal}: Tools) =>
	async (): Promise<void> =>
		terminal.quit();
