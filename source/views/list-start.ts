import {windowStart} from '../client/select/list-window.js';
import {listPlace} from '../client/select/places.js';
import {selectedIndex} from '../client/select/rows.js';
import {derive} from '../client/state/derive.js';
import type {State} from '../client/state/index.js';
import type {Store} from '../client/store.js';
import {openList} from '../keymap/open-list.js';

const isShown = derive(
	[
		(state: State) => openList(state).list,
		state => openList(state).rows,
		state => state.screen.selected[openList(state).list],
		state => listPlace(state)?.rows,
		state => state.screen.starts[openList(state).list] ?? 0,
	],
	(list, rows, selected, height, start) => ({
		list,
		before: start,
		start:
			height === undefined
				? start
				: windowStart(start, {index: selectedIndex(rows, selected), count: rows.length, rows: height}),
	}),
);

/** Where the open list begins to be shown, as far as it was ever scrolled. */
export const startOfList = (state: State): number => isShown(state).before;

/** Keeps where each list begins, so that it stands still while the selection moves within it. Answers how to stop. */
export const keepListStart = ({get, send, subscribe}: Store): (() => void) =>
	subscribe(() => {
		const {list, before, start} = isShown(get());
		if (start !== before) {
			send({event: 'list:scrolled', data: {list, start}});
		}
	});
