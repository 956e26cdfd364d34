import type {ClientEvent} from '../event.js';

/** How the operator looks at a document. */
export type DocView = {
	readonly wraps: boolean;
	/** Columns that are left out before what is shown, where lines are not wrapped. */
	readonly left: number;
	/** What was looked for last, and the line that it was found in last; the first line is 0. */
	readonly search: {readonly text: string; readonly line: number | undefined} | undefined;
};

const firstView: DocView = {wraps: true, left: 0, search: undefined};

export const updateDocView = (view: DocView | undefined, event: ClientEvent): DocView | undefined => {
	switch (event.event) {
		case 'doc:opened': {
			return view?.wraps === false ? {...firstView, wraps: false} : firstView;
		}

		case 'doc:set': {
			return view === undefined ? undefined : {...view, ...event.data};
		}

		default: {
			return view;
		}
	}
};
