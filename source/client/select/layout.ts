import {derive, deriveByTurns} from '../state/derive.js';
import type {State} from '../state/index.js';
import {type Field, openScreen, type ScreenId} from '../state/screen.js';
import {clip, lineToDraw, wrapWords} from '../text.js';
import {keyNow} from './key-now.js';
import {offered} from './offer.js';

/** The smallest terminal that anything can be done in. */
export const smallest = {columns: 40, rows: 10};

export type Area = {readonly columns: number; readonly rows: number};

export type Layout = Area & {
	/** Everything between the header and the notice. */
	readonly body: Area;
	/** What is left of it beside or above the preview. */
	readonly main: Area;
	readonly preview: (Area & {readonly side: 'right' | 'below'}) | undefined;
};

/** Status and tabs above, keys below. */
const rowsAround = 3;
const besideFrom = 140;
/** Of a terminal that has more they take no more than these; of a small one they leave the header, a row and the footer. */
const mostNoticeRows = 8;
const rowsBesideNotice = 4;
/** All of them are read again when one of them changes; and a line that is longer than the terminal takes several. */
const mostSpokenRows = 12;

/** Status and tabs, and what is offered below them. */
export const rowsAbove = (state: State): number => 2 + (offered(state) === 'none' ? 0 : 1);

/** What is said to the operator, on as many lines as it takes; one line is always kept for it. */
export const noticeLines = derive(
	[(state: State) => state.notice?.text ?? '', state => state.surroundings.columns, state => state.surroundings.rows],
	(text, columns, rows) => saidIn(text, columns, rows),
);

/** What is asked before something is done, on as many lines as it takes. */
export const questionLines = derive(
	[
		(state: State) => state.screen.confirm?.question ?? '',
		state => `${keyNow(state, 'confirm.yes') ?? 'y'} or ${keyNow(state, 'confirm.no') ?? 'n'}`,
		state => state.surroundings.columns,
		state => state.surroundings.rows,
	],
	(question, keys, columns, rows) => saidIn(`${question} (${keys})`, columns, rows),
);

/** A text in as many lines as there may be; where that is not all of it, it says so. */
const saidIn = (text: string, columns: number, rows: number): readonly string[] => {
	const lines = wrapWords(lineToDraw(text), Math.max(1, columns));
	const most = Math.max(1, Math.min(mostNoticeRows, rows - rowsBesideNotice));
	return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${clip(lines[most - 1] ?? '', columns - 3)}...`];
};

/**
What goes where on a terminal of this size.
*/
export const layoutOf = deriveByTurns(
	[
		(state: State) => state.surroundings.columns,
		state => state.surroundings.rows,
		state => bottomRows(state) + (offered(state) === 'none' ? 0 : 1),
		state => (state.screen.showsPreview ? leastForPreview(openScreen(state.screen)) : undefined),
		state => state.surroundings.terminal.isSpoken,
	],
	(columns, rows, rowsTaken, least, isSpoken): Layout => {
		const left = Math.max(1, rows - rowsAround - rowsTaken);
		const body = {columns, rows: isSpoken ? Math.min(left, mostSpokenRows) : left};
		// What is read aloud is read line by line, so nothing stands beside anything.
		return divide(columns, rows, body, {least, beside: isSpoken ? Number.POSITIVE_INFINITY : besideFrom});
	},
);

type Preview = {
	/** How many rows a body has at least that is shared with a preview; nothing where there is none. */
	readonly least: number | undefined;
	/** From how many columns on it stands beside the list. */
	readonly beside: number;
};

const divide = (columns: number, rows: number, body: Area, {least, beside}: Preview): Layout => {
	const preview = least === undefined ? undefined : previewArea(body, least, beside);
	if (preview === undefined) {
		return {columns, rows, body, main: body, preview};
	}

	const main =
		preview.side === 'right'
			? {columns: columns - preview.columns - 1, rows: body.rows}
			: {columns, rows: body.rows - preview.rows - 1};
	return {columns, rows, body, main, preview};
};

/** The lines below the body. A notice that needs more of them covers its last lines for as long as it is there: nothing moves because of it. */
export const bottomRows = (state: State): number =>
	state.screen.confirm !== undefined
		? questionLines(state).length
		: state.screen.field === undefined
			? 1
			: hasHint(state.screen.field)
				? 2
				: 1;

/** Where words are written to look for something, the line above says which there are. */
const hasHint = ({purpose}: Field): boolean => purpose === 'filter' || purpose === 'search';

/** How many rows a body has at least that is shared with a preview; nothing where there is none. What happened is cut in its row: it always has one. */
const leastForPreview = (screen: ScreenId): number | undefined => {
	switch (screen) {
		case 'sessions':
		case 'tasks':
		case 'hosts':
		case 'docs':
		case 'members': {
			return 12;
		}

		case 'timeline': {
			return 5;
		}

		default: {
			return undefined;
		}
	}
};

const previewArea = (body: Area, least: number, beside: number): Layout['preview'] => {
	if (body.columns >= beside) {
		return {side: 'right', columns: Math.floor(body.columns / 2), rows: body.rows};
	}

	return body.rows < least ? undefined : {side: 'below', columns: body.columns, rows: Math.floor(body.rows * 0.45)};
};
