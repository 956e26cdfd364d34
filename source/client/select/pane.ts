import {cutSpans, type Spans} from '../log-text.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {type PaneContent, paneArea, paneContent, spansWidth} from './pane-content.js';

/** A line of a pane; where it is cut at an edge, a mark belongs there. */
export type PaneLine = {
	readonly spans: Spans;
	readonly isCutLeft: boolean;
	/** The columns that are left before the mark at the right edge; nothing where there is none. */
	readonly cutRight: number | undefined;
};

/** What a pane shows of its content. */
export type PaneView = {
	readonly name: string;
	/** Which part it is, in words; nothing where it is where it rests. */
	readonly part: string;
	readonly hasFocus: boolean;
	readonly lines: readonly PaneLine[];
};

/** Whether keys go to the pane beside the list. */
export const paneHasFocus = (state: State): boolean => state.screen.pane.hasFocus && hasPane(state);

/** Whether there is something beside the list that keys could go to. */
export const hasPane = (state: State): boolean => (paneContent(state)?.count ?? 0) > 0;

/** How far it can be scrolled away from where it rests. */
export const furthestInPane = (state: State): number =>
	Math.max(0, (paneContent(state)?.count ?? 0) - (paneArea(state)?.rows ?? 0));

/** How far it is scrolled: never further than there is something to see. */
export const paneScroll = (state: State): number => Math.min(state.screen.pane.scroll, furthestInPane(state));

const noLines: PaneView = {name: '', part: '', hasFocus: false, lines: []};

export const paneView = derive(
	[paneContent, paneArea, paneScroll, (state: State) => state.screen.pane.left, paneHasFocus],
	(content, area, scroll, left, hasFocus): PaneView => {
		if (content === undefined || area === undefined) {
			return noLines;
		}

		const top = content.rests === 'start' ? scroll : Math.max(0, content.count - area.rows - scroll);
		const end = Math.min(content.count, top + area.rows);
		return {
			name: content.name,
			part: partOf(content, {top, end, scroll, left, hasFocus}),
			hasFocus,
			lines: Array.from({length: end - top}, (_, index) =>
				cutLine(content.at(top + index), content.isCut ? left : 0, content.isCut ? area.columns : undefined),
			),
		};
	},
);

const cutLine = (spans: Spans, left: number, columns: number | undefined): PaneLine => {
	const width = columns === undefined ? 0 : spansWidth(spans);
	if (columns === undefined || (left === 0 && width <= columns)) {
		return {spans, isCutLeft: false, cutRight: undefined};
	}

	const isCutLeft = left > 0 && width > 0;
	const room = columns - Number(isCutLeft);
	const isCutRight = width > left + columns;
	const cut = cutSpans(spans, left + Number(isCutLeft), room - Number(isCutRight));
	return {spans: cut, isCutLeft, cutRight: isCutRight ? room - 1 - spansWidth(cut) : undefined};
};

type Part = {
	readonly top: number;
	readonly end: number;
	readonly scroll: number;
	readonly left: number;
	readonly hasFocus: boolean;
};

const partOf = ({rests, count, isCut}: PaneContent, {top, end, scroll, left, hasFocus}: Part): string => {
	const isWhole = top === 0 && end === count;
	const lines = `${top + 1}-${end} of ${count}`;
	return [
		...((scroll > 0 || hasFocus) && !isWhole ? [lines] : []),
		...(rests === 'end' && scroll > 0 ? ['held'] : []),
		...(rests === 'end' && scroll === 0 && hasFocus ? ['following'] : []),
		...(isCut && left > 0 ? [`from column ${left + 1}`] : []),
	].join(', ');
};

/** How far to the side what is shown goes. */
export const widestInPane = (state: State): number => {
	const content = paneContent(state);
	const area = paneArea(state);
	if (content === undefined || area === undefined || !content.isCut) {
		return 0;
	}

	const scroll = paneScroll(state);
	const top = content.rests === 'start' ? scroll : Math.max(0, content.count - area.rows - scroll);
	const rows = Math.min(area.rows, content.count - top);
	return Math.max(0, ...Array.from({length: rows}, (_, index) => spansWidth(content.at(top + index))));
};
