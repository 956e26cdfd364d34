import type {ClientEvent} from '../event.js';

/** What the terminal can show, as far as its variables tell. */
export type TerminalLook = {
	/** Bits a pixel: 1, 4, 8 or 24. */
	readonly colourDepth: number;
	readonly isUtf8: boolean;
	/** Whether the operator wants no colours wherever they are (`NO_COLOR`). */
	readonly isColourless: boolean;
	/** Whether a screen reader reads what is written: then there is a line for everything, in words. */
	readonly isSpoken: boolean;
};

/**
What is around the screen: the terminal, the time, the folder it was started in.
*/
export type Surroundings = {
	readonly columns: number;
	readonly rows: number;
	/** Milliseconds, as of the minute that began last; ages are told in minutes. */
	readonly now: number;
	/** A git work tree that no project has yet. */
	readonly offer: {readonly directory: string; readonly name: string} | undefined;
	readonly terminal: TerminalLook;
	/** Of the terminal, once it is known. */
	readonly background: 'dark' | 'light' | undefined;
	/** Whether somebody looks at this terminal; nothing where it does not tell. */
	readonly hasFocus: boolean | undefined;
	/** Whether nothing may be changed from here; `always` where the screen was started so. */
	readonly readOnly: 'no' | 'yes' | 'always';
	/** Whether nothing is started that the operator has not asked for. */
	readonly isObserving: boolean;
};

export const unknownSurroundings: Surroundings = {
	columns: 80,
	rows: 24,
	now: 0,
	offer: undefined,
	terminal: {colourDepth: 4, isUtf8: true, isColourless: false, isSpoken: false},
	background: undefined,
	hasFocus: undefined,
	readOnly: 'no',
	isObserving: false,
};

export const updateSurroundings = (surroundings: Surroundings, event: ClientEvent): Surroundings => {
	switch (event.event) {
		case 'terminal:resized': {
			const {columns, rows} = event.data;
			const isSame = columns === surroundings.columns && rows === surroundings.rows;
			return isSame ? surroundings : {...surroundings, columns, rows};
		}

		case 'terminal:known': {
			const {background = surroundings.background, ...terminal} = event.data;
			return {...surroundings, terminal, background};
		}

		case 'terminal:answered': {
			const {background} = event.data;
			return background === surroundings.background ? surroundings : {...surroundings, background};
		}

		case 'terminal:focused': {
			const {hasFocus} = event.data;
			return hasFocus === surroundings.hasFocus ? surroundings : {...surroundings, hasFocus};
		}

		case 'limits:set': {
			return {...surroundings, ...event.data};
		}

		case 'minute:began': {
			return {...surroundings, now: event.data.now};
		}

		case 'folder:offered': {
			return {...surroundings, offer: event.data};
		}

		case 'folder:settled': {
			return surroundings.offer === undefined ? surroundings : {...surroundings, offer: undefined};
		}

		default: {
			return surroundings;
		}
	}
};
