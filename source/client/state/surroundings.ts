import type {ClientEvent} from '../event.js';

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
};

export const unknownSurroundings: Surroundings = {columns: 80, rows: 24, now: 0, offer: undefined};

export const updateSurroundings = (surroundings: Surroundings, event: ClientEvent): Surroundings => {
	switch (event.event) {
		case 'terminal:resized': {
			const {columns, rows} = event.data;
			const isSame = columns === surroundings.columns && rows === surroundings.rows;
			return isSame ? surroundings : {...surroundings, columns, rows};
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
