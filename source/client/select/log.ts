import type {Session} from '../../domain/session.js';
import {endOfPiece, lineAt} from '../log-bytes.js';
import {plainOf, soughtOf, spansOf} from '../log-text.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {Log} from '../state/log.js';
import {openScreen} from '../state/screen.js';
import {widthOf} from '../text.js';
import {layoutOf} from './layout.js';
import {createRows, type RowPlace, type Rows} from './log-rows.js';

const gutterWidth = 9;

export const openLog = ({log, screen}: State): Log | undefined =>
	screen.log !== undefined && log?.runId === screen.log.runId ? log : undefined;

/** The session whose log is open. */
export const loggedSession = ({sessions, screen}: State): Session | undefined =>
	openScreen(screen) === 'log' ? sessions.get(screen.log?.sessionId ?? '') : undefined;

/** Columns that times take before the lines. */
export const gutterOf = ({screen: {log}}: State): number => (log?.showsTimes === true ? gutterWidth : 0);

/** Columns that lines have. */
export const logColumns = (state: State): number => Math.max(1, layoutOf(state).body.columns - gutterOf(state));

/** Rows that lines have. */
export const logHeight = (state: State): number =>
	Math.max(1, layoutOf(state).body.rows - 1 - (openLog(state)?.end === undefined ? 0 : 1));

const readerOf = ({log, screen}: State) => (screen.log?.isRaw === true ? undefined : log?.facts?.readOutput);

export const rowsOf: (state: State) => Rows = derive(
	[
		({log}: State) => log?.runId,
		readerOf,
		state => (state.screen.log?.wraps === false ? undefined : logColumns(state)),
		({screen}) => screen.log?.search?.text,
		({log}) => log?.end !== undefined,
	],
	(_, readOutput, columns, text, isOver) =>
		createRows({readOutput, columns, sought: text === undefined ? undefined : soughtOf(text), isOver}),
);

const isAfter = (a: RowPlace, b: RowPlace): boolean => a.at > b.at || (a.at === b.at && a.row > b.row);

/** The place from which on the end of the log is seen. */
const lastTop = (state: State): RowPlace | undefined => {
	const {piece} = openLog(state) ?? {};
	return piece === undefined
		? undefined
		: rowsOf(state).move(piece, {at: endOfPiece(piece), row: 0}, -logHeight(state));
};

/** The row that is shown first; `undefined` while what is there is not read yet. */
export const topOfLog = (state: State): RowPlace | undefined => {
	const {log: view} = state.screen;
	const log = openLog(state);
	const last = lastTop(state);
	if (view === undefined || log?.piece === undefined || last === undefined || view.top === 'end') {
		return last;
	}

	const {at, row} = view.top;
	const {piece, size} = log;
	const line = at < piece.from || at > endOfPiece(piece) ? undefined : lineAt(piece, at);
	if (line === undefined) {
		return undefined;
	}

	const rows = rowsOf(state);
	const wanted = row ?? rows.rowOf(piece, line, view.search?.foundAt ?? line);
	const place = {at: line, row: Math.max(0, Math.min(wanted, rows.rowsAt(piece, line).length - 1))};
	return endOfPiece(piece) >= size && isAfter(place, last) ? last : place;
};

/** The place so many rows further down, or up; `end` where that is the end of the log. */
export const movedBy = (state: State, by: number): RowPlace | 'end' | undefined => {
	const log = openLog(state);
	const top = topOfLog(state);
	const last = lastTop(state);
	if (log?.piece === undefined || top === undefined || last === undefined) {
		return undefined;
	}

	const place = rowsOf(state).move(log.piece, top, by);
	const isAtEnd = endOfPiece(log.piece) >= log.size && !isAfter(last, place);
	return isAtEnd && by > 0 ? 'end' : place;
};

/** Columns that are left out before what is shown. */
export const leftOf = (state: State): number => {
	const {log: view} = state.screen;
	const piece = openLog(state)?.piece;
	const foundAt = view?.search?.foundAt;
	if (view === undefined || view.wraps || view.left !== undefined || piece === undefined || foundAt === undefined) {
		return view?.wraps === false ? (view.left ?? 0) : 0;
	}

	const line = foundAt < piece.from || foundAt > endOfPiece(piece) ? undefined : lineAt(piece, foundAt);
	const before = line === undefined ? new Uint8Array() : piece.bytes.slice(line - piece.from, foundAt - piece.from);
	const column = widthOf(plainOf(spansOf(Buffer.from(before).toString())));
	const columns = logColumns(state);
	return column + widthOf(view.search?.text ?? '') <= columns ? 0 : Math.max(0, column - Math.floor(columns / 2));
};
