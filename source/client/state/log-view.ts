import type {ClientEvent} from '../event.js';

/** Where the first row that is shown comes from: a byte of a line, and which of the rows that the line takes. */
export type LogPlace = {
	readonly at: number;
	/** Unless given, the first one, or the one in which what was looked for was found. */
	readonly row?: number | undefined;
};

export type LogSearch = {
	readonly text: string;
	readonly isBackwards: boolean;
	/** The first byte that counts, or, backwards, the first that does not. */
	readonly from: number;
	/** Which of the searches in this log it is. */
	readonly round: number;
	/** Where it has got to while it goes on. */
	readonly at: number;
	readonly isGoing: boolean;
	/** Where the text was found last. */
	readonly foundAt: number | undefined;
};

/** How the operator looks at a log. */
export type LogView = {
	readonly sessionId: string;
	readonly runId: string;
	/** With `end` what comes is followed. */
	readonly top: LogPlace | 'end';
	/** Bytes that there were when it was followed last. */
	readonly seen: number;
	readonly wraps: boolean;
	/** As it was printed, and not as its agent's output reads. */
	readonly isRaw: boolean;
	readonly showsTimes: boolean;
	/** Columns that are left out before what is shown, where lines are not wrapped; as what was found needs it unless given. */
	readonly left: number | undefined;
	readonly search: LogSearch | undefined;
};

export type LogLook = Pick<LogView, 'wraps' | 'isRaw' | 'showsTimes' | 'left'>;

export const updateLogView = (view: LogView | undefined, event: ClientEvent): LogView | undefined => {
	if (event.event === 'log:opened') {
		return {...firstView, ...event.data};
	}

	if (view === undefined) {
		return undefined;
	}

	switch (event.event) {
		case 'log:moved': {
			const {to, size} = event.data;
			return {...view, top: to, seen: view.top === 'end' ? size : view.seen};
		}

		case 'log:set': {
			return {...view, ...event.data};
		}

		case 'log:sought': {
			const round = (view.search?.round ?? 0) + 1;
			const {text, from} = event.data;
			const foundAt = view.search?.text === text ? view.search.foundAt : undefined;
			return {...view, search: {...event.data, round, at: from, isGoing: true, foundAt}};
		}

		case 'log:looked':
		case 'log:found':
		case 'log:left': {
			return updateSearch(view, event);
		}

		default: {
			return view;
		}
	}
};

type SearchEvent = Extract<ClientEvent, {event: 'log:looked' | 'log:found' | 'log:left'}>;

/** What is told of a search that is not the last one any more is dropped. */
const updateSearch = (view: LogView, {event, data}: SearchEvent): LogView => {
	const {search} = view;
	if (search === undefined || search.round !== data.round || !search.isGoing) {
		return view;
	}

	switch (event) {
		case 'log:looked': {
			return {...view, search: {...search, at: data.at}};
		}

		case 'log:left': {
			return {...view, search: {...search, isGoing: false}};
		}

		case 'log:found': {
			const {at, size} = data;
			const seen = view.top === 'end' ? size : view.seen;
			return {...view, top: {at}, seen, left: undefined, search: {...search, isGoing: false, foundAt: at}};
		}
	}
};

const firstView: Omit<LogView, 'sessionId' | 'runId'> = {
	top: 'end',
	seen: 0,
	wraps: true,
	isRaw: false,
	showsTimes: false,
	left: undefined,
	search: undefined,
};
