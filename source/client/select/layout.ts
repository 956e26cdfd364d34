import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {openScreen} from '../state/screen.js';
import {lineToDraw, wrapWords} from '../text.js';
import {openOffer} from './projects.js';

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
const mostNoticeRows = 3;

/** What is said to the operator, on as many lines as it takes; one line is always kept for it. */
export const noticeLines = derive(
	[(state: State) => state.notice?.text ?? '', state => state.surroundings.columns],
	(text, columns) => wrapWords(lineToDraw(text), Math.max(1, columns)).slice(0, mostNoticeRows),
);

/** What is asked before something is done, on as many lines as it takes. */
export const questionLines = derive(
	[(state: State) => state.screen.confirm?.question ?? '', state => state.surroundings.columns],
	(question, columns) => wrapWords(lineToDraw(`${question} (y or n)`), Math.max(1, columns)).slice(0, mostNoticeRows),
);

/**
What goes where on a terminal of this size.
*/
export const layoutOf = derive(
	[
		(state: State) => state.surroundings.columns,
		state => state.surroundings.rows,
		state => bottomRows(state) + (openOffer(state) === undefined ? 0 : 1),
		state => state.screen.showsPreview && ['sessions', 'tasks'].includes(openScreen(state.screen)),
	],
	(columns, rows, rowsTaken, showsPreview): Layout =>
		divide(columns, rows, {columns, rows: Math.max(1, rows - rowsAround - rowsTaken)}, showsPreview),
);

const divide = (columns: number, rows: number, body: Area, showsPreview: boolean): Layout => {
	const preview = showsPreview ? previewArea(body) : undefined;
	if (preview === undefined) {
		return {columns, rows, body, main: body, preview};
	}

	const main =
		preview.side === 'right'
			? {columns: columns - preview.columns - 1, rows: body.rows}
			: {columns, rows: body.rows - preview.rows - 1};
	return {columns, rows, body, main, preview};
};

const bottomRows = (state: State): number =>
	state.screen.confirm !== undefined
		? questionLines(state).length
		: state.screen.field === undefined
			? noticeLines(state).length
			: 1 + (state.notice === undefined ? 0 : noticeLines(state).length);

const previewArea = (body: Area): Layout['preview'] => {
	if (body.columns >= besideFrom) {
		return {side: 'right', columns: Math.floor(body.columns / 2), rows: body.rows};
	}

	return body.rows < 12 ? undefined : {side: 'below', columns: body.columns, rows: Math.floor(body.rows * 0.45)};
};
