import type {ClientEvent} from '../event.js';

/** How what stands beside a list is looked at. */
export type Pane = {
	/** Whether keys go there, and not to the list. */
	readonly hasFocus: boolean;
	/** Lines away from where it rests: down from the start of a text, up from the end of what is followed. */
	readonly scroll: number;
	/** Columns that are left out on the left. */
	readonly left: number;
	/** The byte of a log that was its last when it was scrolled back: what comes later moves nothing. */
	readonly until: number | undefined;
};

export const restingPane: Pane = {hasFocus: false, scroll: 0, left: 0, until: undefined};

/** Another row, or another screen, is looked at from where it rests. */
export const updatePane = (pane: Pane, event: ClientEvent): Pane => {
	switch (event.event) {
		case 'pane:turned': {
			return {...pane, hasFocus: event.data.hasFocus};
		}

		case 'pane:moved': {
			return {...pane, ...event.data};
		}

		case 'row:selected':
		case 'list:opened':
		case 'screen:opened':
		case 'screen:closed':
		case 'thread:opened':
		case 'timeline:opened':
		case 'doc:opened':
		case 'details:opened':
		case 'preview:toggled': {
			return restingPane;
		}

		default: {
			return pane;
		}
	}
};
