import type {ClientEvent} from '../client/event.js';
import {layoutOf} from '../client/select/layout.js';
import {listOf} from '../client/select/list.js';
import {selectedIndex} from '../client/select/rows.js';
import type {State} from '../client/state/index.js';

/** The selection after a move by so many rows; it stops at the ends. */
export const moveBy = (state: State, by: number): readonly ClientEvent[] => {
	const {list, rows} = listOf(state);
	return moveTo(state, selectedIndex(rows, state.screen.selected[list]) + by);
};

export const moveTo = (state: State, index: number): readonly ClientEvent[] => {
	const {list, rows} = listOf(state);
	const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
	return row === undefined ? [] : [{event: 'row:selected', data: {list, id: row.id}}];
};

export const halfPage = (state: State): number => Math.max(1, Math.floor(layoutOf(state).main.rows / 2));
