import {longestShown} from '../doc-text.js';
import {plainOf, type Spans, soughtOf, spansOf} from '../log-text.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {openScreen} from '../state/screen.js';
import {lineToDraw, textToDraw, widthOf, wrap} from '../text.js';
import {type DocRow, docFacts, docRowOf} from './docs.js';
import {layoutOf} from './layout.js';
import {firstLine} from './thread.js';

/** A document that is to be fetched. */
export type DocTarget = {readonly id: string; readonly sessionId: string};

/** The document that is on the screen, while it can be asked for. */
export const docTarget = derive(
	[
		({doc}: State) => doc?.id,
		({doc}) => doc?.sessionId,
		({screen, connection}) => openScreen(screen) === 'doc' && !screen.isLent && connection.phase === 'open',
	],
	(id, sessionId, isShown): DocTarget | undefined =>
		isShown && id !== undefined && sessionId !== undefined ? {id, sessionId} : undefined,
);

/** The document that is read, as its session tells of it. */
export const openDocRow = (state: State): DocRow | undefined => docRowOf(state, state.doc?.id ?? '');

/** A row of what is read: a part of one of its lines. */
type Row = {
	/** The line that it is of, and the first character of that which it has. */
	readonly line: number;
	readonly start: number;
	readonly text: string;
};

const docLines = derive([({doc}: State) => doc?.found?.text], (text): readonly string[] =>
	text === undefined ? [] : textToDraw(text).split('\n'),
);

const textRows = derive(
	[docLines, (state: State) => state.surroundings.columns, ({screen}) => screen.doc?.wraps !== false],
	(lines, columns, wraps): readonly Row[] =>
		lines.flatMap((line, index) => {
			let start = 0;
			return (wraps ? wrap(line, columns) : [line]).map(text => {
				const row = {line: index, start, text};
				start += text.length;
				return row;
			});
		}),
);

/** What is said above the text: what it is, and how far that is to be believed. */
const docHead = derive(
	[openDocRow, ({doc}: State) => doc, state => state.surroundings.now, state => state.surroundings.columns],
	(row, doc, now, columns): readonly string[] => {
		const facts =
			row === undefined ? [] : docFacts(row, now).flatMap(([, value]) => (value === undefined ? [] : [value]));
		return [
			...wrap(lineToDraw(row?.title ?? doc?.id ?? ''), columns),
			...(facts.length === 0 ? [] : wrap(lineToDraw(facts.join('  ')), columns)),
			...stateOfDoc(doc).flatMap(words => wrap(lineToDraw(words), columns)),
			'',
		];
	},
);

const stateOfDoc = (doc: State['doc']): readonly string[] => {
	const found = doc?.found;
	const cut =
		found !== undefined && found.length > longestShown
			? [
					`These are the first ${longestShown.toLocaleString('en')} of ${found.length.toLocaleString('en')} characters; all of it can be saved to a file.`,
				]
			: [];
	switch (doc?.phase) {
		case 'asked': {
			return ['Fetching it…'];
		}

		case 'failed': {
			return [
				...cut,
				found === undefined
					? `It could not be fetched: ${doc.reason}`
					: `It could not be looked at again, so it may have changed: ${doc.reason}`,
			];
		}

		case 'gone': {
			return [
				found === undefined
					? 'Its server does not have it any more.'
					: 'Its server does not have it any more; this is what it said last.',
			];
		}

		default: {
			return found?.text === '' ? ['Nothing is in it.'] : cut;
		}
	}
};

/** How many rows there are to scroll through, with what is said above them. */
export const countDocRows = (state: State): number => docHead(state).length + textRows(state).length;

/** A row as it is drawn. */
export type DocSpans = {readonly isTitle: boolean; readonly spans: Spans};

/** The rows that are on the screen. */
export const shownDoc = derive(
	[
		docHead,
		textRows,
		docLines,
		({screen}: State) => screen.doc?.search?.text,
		state => firstLine(state, countDocRows(state)),
		state => layoutOf(state).body.rows,
	],
	(head, rows, lines, search, start, height): readonly DocSpans[] => {
		const sought = search === undefined ? undefined : soughtOf(search);
		const heads = head.slice(start, start + height).map(
			(text, index): DocSpans => ({
				isTitle: start + index === 0,
				spans: text === '' ? [] : [{text, look: '', isFound: false}],
			}),
		);
		const from = Math.max(0, start - head.length);
		return [
			...heads,
			...rows.slice(from, from + height - heads.length).map(
				({line, start: at, text}): DocSpans => ({
					isTitle: false,
					spans: partOf(spansOf(lines[line] ?? '', sought), at, at + text.length),
				}),
			),
		];
	},
);

/** The characters of a line between two places. */
const partOf = (spans: Spans, from: number, to: number): Spans => {
	let at = 0;
	return spans.flatMap(span => {
		const text = span.text.slice(Math.max(0, from - at), Math.max(0, to - at));
		at += span.text.length;
		return text === '' ? [] : [{...span, text}];
	});
};

/** Where a text is found next, by the line and by the row to scroll to; nothing where it is found no further. */
export const findInDoc = (
	state: State,
	text: string,
	{after, isBackwards}: {readonly after: number; readonly isBackwards: boolean},
): {readonly line: number; readonly row: number} | undefined => {
	const lines = docLines(state);
	const sought = soughtOf(text);
	const placeIn = (line: string): number =>
		plainOf(spansOf(line)).search(new RegExp(sought.source, sought.flags.replace('g', '')));
	const step = isBackwards ? -1 : 1;
	for (let line = after + step; line >= 0 && line < lines.length; line += step) {
		const place = placeIn(lines[line] ?? '');
		if (place !== -1) {
			const row = textRows(state).findLastIndex(one => one.line === line && one.start <= place);
			return {line, row: docHead(state).length + row};
		}
	}

	return undefined;
};

/** The line that the first row on the screen is of; before the first one where that is above the text. */
export const lineAtTop = (state: State): number => {
	const top = firstLine(state, countDocRows(state));
	return textRows(state)[top - docHead(state).length]?.line ?? 0;
};

/** How far lines go to the side. */
export const widestInDoc = (state: State): number => widest(state);

const widest = derive([textRows], rows => rows.reduce((most, {text}) => Math.max(most, widthOf(text)), 0));
