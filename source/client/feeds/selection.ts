import {filterOf} from '../select/filtered.js';
import {listOf} from '../select/list.js';
import {nearestLeft, selectedRow} from '../select/rows.js';
import type {State} from '../state/index.js';
import type {ListId} from '../state/screen.js';
import type {Store} from '../store.js';

type Options = {
	readonly store: Store;
	readonly signal: AbortSignal;
};

type Seen = {readonly filter: string; readonly rows: ReturnType<typeof listOf>['rows']};

/**
Selects by its id the row that stands for the selection where none was selected, or the one that was is gone: what arrives above it
later then leaves the selection where it is. A row that goes away gives way to the one behind it, or else before it; where it goes as
others are looked for, to the first that is found. A session that was just started may be selected a moment before it is told of, and is
waited for.
*/
export const followSelection = ({store, signal}: Options): void => {
	/** Of each list, what was selected last and is known, or was. */
	const known = new Map<ListId, string>();
	/** The rows of each list as they were when it was open last. */
	const seen = new Map<ListId, Seen>();

	const unsubscribe = store.subscribe(() => {
		const state = store.get();
		const {list, rows} = listOf(state);
		const first = selectedRow(rows, undefined);
		const selected = state.screen.selected[list];
		const made = madeIn(state, list);
		if (made !== undefined && selected !== undefined) {
			if (made.has(selected) || rows.some(({id}) => id === selected)) {
				known.set(list, selected);
			} else if (known.get(list) !== selected) {
				return;
			}
		}

		const before = seen.get(list);
		const filter = filterOf(state, list);
		seen.set(list, {filter, rows});
		if (first !== undefined && selectedRow(rows, selected)?.id !== selected) {
			const near = before?.filter === filter ? nearestLeft(before.rows, selected, rows) : undefined;
			store.send({event: 'row:selected', data: {list, id: near ?? first.id}});
		}
	});
	signal.addEventListener('abort', unsubscribe, {once: true});
};

/** What a list shows and the operator can make. */
const madeIn = ({sessions, tasks, projects}: State, list: ListId): ReadonlyMap<string, unknown> | undefined => {
	switch (list) {
		case 'sessions': {
			return sessions;
		}

		case 'tasks': {
			return tasks;
		}

		case 'projects': {
			return projects;
		}

		default: {
			return undefined;
		}
	}
};
