import type {State} from '../state/index.js';
import {openScreen, type ScreenId} from '../state/screen.js';
import {openDraft} from './compose.js';
import {dispatchLayout} from './dispatch-lines.js';
import {type Layout, layoutOf, rowsAbove} from './layout.js';
import {settingsAreas} from './settings.js';

/** A part of the terminal; its first column and row are 0. */
export type Place = {
	readonly left: number;
	readonly top: number;
	readonly columns: number;
	readonly rows: number;
};

/** How many rows of its screen stand above a list, and how many it has itself. */
type Spot = {readonly above: number; readonly rows: number};

const inMain = (state: State): Spot => ({above: 0, rows: layoutOf(state).main.rows});

/** Below so many rows, with so many below it. */
const between =
	(above: number, below = 0) =>
	(state: State): Spot => ({above, rows: Math.max(1, layoutOf(state).body.rows - above - below)});

const nowhere = (): undefined => undefined;

/** Where the list of each screen is; nothing where it has none. */
const spots: Readonly<Record<ScreenId, (state: State) => Spot | undefined>> = {
	sessions: inMain,
	tasks: inMain,
	projects: inMain,
	inbox: inMain,
	timeline: inMain,
	hosts: inMain,
	docs: inMain,
	members: inMain,
	search: between(1),
	menu: between(1),
	help: between(0),
	palette: between(2),
	settings: state => ({above: 0, rows: settingsAreas(state).list.rows}),
	dispatch: state => ({above: 1, rows: dispatchLayout(state).modes.rows}),
	compose: state => (openDraft(state)?.focus === 'text' ? undefined : between(2, 1)(state)),
	details: nowhere,
	peek: nowhere,
	thread: nowhere,
	hold: nowhere,
	stats: nowhere,
	log: nowhere,
	doc: nowhere,
};

/** Where the rows of the open list are. */
export const listPlace = (state: State): Place | undefined => {
	const spot = spots[openScreen(state.screen)](state);
	const {main} = layoutOf(state);
	return spot === undefined
		? undefined
		: {left: 0, top: rowsAbove(state) + spot.above, columns: main.columns, rows: spot.rows};
};

/** Where what stands beside or below the list is, with its title. */
export const panePlace = (state: State): Place | undefined => {
	const {main, preview}: Layout = layoutOf(state);
	const top = rowsAbove(state);
	if (preview === undefined) {
		return undefined;
	}

	return preview.side === 'right'
		? {left: main.columns + 1, top, columns: preview.columns, rows: preview.rows}
		: {left: 0, top: top + main.rows, columns: preview.columns, rows: preview.rows + 1};
};

export const isIn = ({left, top, columns, rows}: Place, column: number, row: number): boolean =>
	column >= left && column < left + columns && row >= top && row < top + rows;
