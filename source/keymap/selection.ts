import type {ClientEvent} from '../client/event.js';
import {layoutOf} from '../client/select/layout.js';
import {listOf} from '../client/select/list.js';
import {rowAt, selectedIndex} from '../client/select/rows.js';
import type {State} from '../client/state/index.js';

type OpenList = ReturnType<typeof listOf>;

/** The selection after a move by so many rows, over titles; it stops at the ends. */
export const moveBy = (state: State, by: number, at: OpenList = listOf(state)): readonly ClientEvent[] => {
	const index = selectedIndex(at.rows, state.screen.selected[at.list]);
	return select(at, rowTo(at, index + by, by < 0 ? -1 : 1));
};

export const moveTo = (state: State, index: number, at: OpenList = listOf(state)): readonly ClientEvent[] =>
	select(at, rowTo(at, index, 1));

/** A title is gone over; behind the last row that can be selected there is nothing, so then it is looked for the other way. */
const rowTo = ({rows}: OpenList, index: number, step: 1 | -1) => {
	const place = Math.max(0, Math.min(index, rows.length - 1));
	return rowAt(rows, place, step) ?? rowAt(rows, place, step === 1 ? -1 : 1);
};

const select = ({list}: OpenList, row: {readonly id: string} | undefined): readonly ClientEvent[] =>
	row === undefined ? [] : [{event: 'row:selected', data: {list, id: row.id}}];

export const halfPage = (state: State): number => Math.max(1, Math.floor(layoutOf(state).main.rows / 2));
