import {listOf} from '../select/list.js';
import {selectedRow} from '../select/rows.js';
import type {Store} from '../store.js';

type Options = {
	readonly store: Store;
	readonly signal: AbortSignal;
};

/**
Selects by its id the row that stands for the selection where none was selected, or the one that was is gone: what arrives above it
later then leaves the selection where it is. A session that was just started may be selected a moment before it is told of, and is waited for.
*/
export const followSelection = ({store, signal}: Options): void => {
	/** The session that was selected last and is known, or was. */
	let known: string | undefined;

	const unsubscribe = store.subscribe(() => {
		const state = store.get();
		const {list, rows} = listOf(state);
		const first = selectedRow(rows, undefined);
		const selected = state.screen.selected[list];
		if (list === 'sessions' && selected !== undefined) {
			known = state.sessions.has(selected) ? selected : known;
			if (known !== selected) {
				return;
			}
		}

		if (first !== undefined && selectedRow(rows, selected)?.id !== selected) {
			store.send({event: 'row:selected', data: {list, id: first.id}});
		}
	});
	signal.addEventListener('abort', unsubscribe, {once: true});
};
