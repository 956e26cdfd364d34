import type {Tools} from './tools.js';

/** Draws everything again, whatever something else wrote over it. */
export const redraw =
	({terminal}: Tools) =>
	(): void =>
		terminal.redraw();
