import type {Client} from '../client/client.js';
import {rowsAbove} from '../client/select/layout.js';
import {indexInSight, windowStart} from '../client/select/list-window.js';
import {paneHasFocus} from '../client/select/pane.js';
import {isIn, listPlace, type Place, panePlace} from '../client/select/places.js';
import {rowAt, selectedIndex} from '../client/select/rows.js';
import {firstLine, threadLines} from '../client/select/thread.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import type {Binding} from '../keymap/binding.js';
import {findBinding, openScopes} from '../keymap/index.js';
import {openList} from '../keymap/open-list.js';
import {press} from '../keymap/press.js';
import {resolve} from '../keymap/resolve.js';
import {keyAt} from './footer.js';
import {tabAt} from './header.js';
import type {PointerReport} from './input/take-report.js';
import {startOfList} from './list-start.js';
import {themeOf} from './theme-of.js';

type Options = {
	readonly client: Pick<Client, 'store' | 'actions'>;
	/** Milliseconds; never goes back. */
	readonly clock: () => number;
};

/** Two clicks on one row within this are one double click. */
const doubleMs = 400;
const wheelRows = 3;
const rowOfTabs = 1;

type Clicked = {readonly list: string; readonly id: string; readonly at: number};

/**
Does what a click or the wheel means at a place. What lies where follows from the state alone, as the drawing of it does.
*/
export const createPointer = ({client, clock}: Options): ((report: PointerReport) => void) => {
	const {store} = client;
	let last: Clicked | undefined;

	const run = (binding: Binding | undefined, key = ''): void => {
		const work = binding === undefined ? undefined : press(binding, key, client);
		void work?.();
	};

	const runKey = (key: string): void => run(resolve(key, openScopes(store.get())), key);

	const clickRow = (state: State, place: Place, row: number): void => {
		const {list, rows} = openList(state);
		const clicked = rows[startIn(state, place) + row - place.top];
		if (clicked === undefined || clicked.isPassedOver === true) {
			return;
		}

		const {id} = clicked;
		const isDouble = last?.list === list && last.id === id && clock() - last.at < doubleMs;
		last = isDouble ? undefined : {list, id, at: clock()};
		if (paneHasFocus(state)) {
			store.send({event: 'pane:turned', data: {hasFocus: false}});
		}

		store.send({event: 'row:selected', data: {list, id}});
		if (isDouble) {
			runKey('enter');
		}
	};

	/** In a thread it is the message that is clicked; the text stays where it is. */
	const clickMessage = (state: State, row: number): void => {
		const lines = threadLines(state);
		const first = firstLine(state, lines.length);
		const head = lines.slice(0, first + row - rowsAbove(state) + 1).findLast(({kind}) => kind === 'head');
		if (head?.kind === 'head') {
			store.send(
				{event: 'text:scrolled', data: {to: first}},
				{event: 'row:selected', data: {list: 'thread', id: head.messageId}},
			);
		}
	};

	const click = ({column, row}: PointerReport): void => {
		const state = store.get();
		const {columns, rows} = state.surroundings;
		const isAsked = state.screen.confirm !== undefined || state.screen.field !== undefined;
		if (row === rows - 1) {
			const key = keyAt(state, openScopes(state), themeOf(state), column);
			if (key !== undefined) {
				runKey(key);
			}

			return;
		}

		// What is asked is answered first, and a capture takes keys alone.
		if (isAsked || state.screen.capture !== undefined || column >= columns) {
			return;
		}

		const tab = row === rowOfTabs ? tabAt(state, themeOf(state), column) : undefined;
		if (tab !== undefined) {
			store.send({event: 'list:opened', data: {screen: tab}});
			return;
		}

		const pane = panePlace(state);
		const list = listPlace(state);
		if (pane !== undefined && isIn(pane, column, row)) {
			store.send({event: 'pane:turned', data: {hasFocus: true}});
		} else if (list !== undefined && isIn(list, column, row)) {
			clickRow(state, list, row);
		} else if (openScreen(state.screen) === 'thread' && row >= rowsAbove(state)) {
			clickMessage(state, row);
		}
	};

	const scrollList = (state: State, place: Place, by: number): void => {
		const {list, rows} = openList(state);
		const index = selectedIndex(rows, state.screen.selected[list]);
		const shown = {index, count: rows.length, rows: place.rows};
		const start = Math.max(0, Math.min(startIn(state, place) + by, rows.length - place.rows));
		const next = rowAt(rows, indexInSight(start, shown), by < 0 ? -1 : 1);
		store.send(
			{event: 'list:scrolled', data: {list, start}},
			...(next === undefined || next.id === rows[index]?.id
				? []
				: [{event: 'row:selected', data: {list, id: next.id}} as const]),
		);
	};

	const scroll = ({kind, column, row}: PointerReport): void => {
		const state = store.get();
		if (state.screen.confirm !== undefined || state.screen.capture !== undefined) {
			return;
		}

		const way = kind === 'wheel-up' ? 'up' : 'down';
		const pane = panePlace(state);
		const list = listPlace(state);
		if (pane !== undefined && isIn(pane, column, row)) {
			repeat(findBinding(`preview.${way}`));
		} else if (list !== undefined) {
			scrollList(state, list, way === 'up' ? -wheelRows : wheelRows);
		} else {
			const open = openScopes(state).flatMap(({bindings}) => bindings);
			repeat(open.find(({id}) => id === `text.${way}` || id === `log.${way}`));
		}
	};

	const repeat = (binding: Binding | undefined): void => {
		for (let turn = 0; turn < wheelRows; turn += 1) {
			run(binding);
		}
	};

	return report => {
		const {screen, notice} = store.get();
		if (screen.isLent) {
			return;
		}

		if (report.kind === 'click') {
			if (notice !== undefined) {
				store.send({event: 'notice:cleared'});
			}

			click(report);
		} else {
			scroll(report);
		}
	};
};

/** The first row that is shown of the open list. */
const startIn = (state: State, {rows}: Place): number => {
	const {list, rows: all} = openList(state);
	return windowStart(startOfList(state), {
		index: selectedIndex(all, state.screen.selected[list]),
		count: all.length,
		rows,
	});
};
