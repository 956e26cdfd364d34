import {type Edit, edit, nothingTyped, type Typed, typed} from '../editing.js';
import type {ClientEvent} from '../event.js';
import {type ListId, push, type Screen} from './screen.js';

/** How the rows of a list are put in order. */
export type Arrangement = {
	/** What they are sorted by; the list's own order where nothing is chosen. */
	readonly sort: string | undefined;
	readonly isReversed: boolean;
	readonly groupBy: string | undefined;
	/** Whether rows are left out at which nothing goes on. */
	readonly hidesIdle: boolean;
};

export const ownArrangement: Arrangement = {
	sort: undefined,
	isReversed: false,
	groupBy: undefined,
	hidesIdle: false,
};

export type FindingEvent =
	| {readonly event: 'list:arranged'; readonly data: {readonly list: ListId; readonly how: Partial<Arrangement>}}
	/** A row is pinned to the top, or not any more. */
	| {readonly event: 'row:pinned'; readonly data: {readonly id: string}}
	/** A filter was taken, and can be had again. */
	| {readonly event: 'filter:kept'; readonly data: {readonly list: ListId; readonly text: string}}
	/** The text of the field is another: completed, or a former one. */
	| {readonly event: 'field:replaced'; readonly data: {readonly text: Typed}}
	| {readonly event: 'field:recalled'; readonly data: {readonly list: ListId; readonly step: 1 | -1}}
	| {readonly event: 'palette:opened'}
	| {readonly event: 'palette:edited'; readonly data: Edit}
	/** Something was gone to, or done, from the palette. */
	| {readonly event: 'palette:used'; readonly data: {readonly id: string}};

const mostFormer = 20;
const mostUsed = 20;

export const updateFinding = (screen: Screen, event: ClientEvent): Screen => {
	switch (event.event) {
		case 'list:arranged': {
			const {list, how} = event.data;
			const arrangement = {...arrangementOf(screen, list), ...how};
			return {...screen, arrangements: {...screen.arrangements, [list]: arrangement}};
		}

		case 'row:pinned': {
			const {id} = event.data;
			const others = [...screen.pinned].filter(pinned => pinned !== id);
			return {...screen, pinned: new Set(screen.pinned.has(id) ? others : [...others, id])};
		}

		case 'filter:kept': {
			const {list, text} = event.data;
			const former = [text, ...formerOf(screen, list).filter(other => other !== text)].slice(0, mostFormer);
			return text === '' ? screen : {...screen, formerFilters: {...screen.formerFilters, [list]: former}};
		}

		case 'field:replaced': {
			return replaceText(screen, event.data.text);
		}

		case 'field:recalled': {
			return recall(screen, event.data.list, event.data.step);
		}

		case 'palette:opened': {
			const selected = {...screen.selected, palette: undefined};
			return {...push(screen, 'palette'), selected, palette: nothingTyped};
		}

		case 'palette:edited': {
			return screen.palette === undefined ? screen : editPalette(screen, screen.palette, event.data);
		}

		case 'palette:used': {
			const {id} = event.data;
			return {...screen, used: [id, ...screen.used.filter(other => other !== id)].slice(0, mostUsed)};
		}

		default: {
			return screen;
		}
	}
};

export const arrangementOf = ({arrangements}: Pick<Screen, 'arrangements'>, list: ListId): Arrangement =>
	arrangements[list] ?? ownArrangement;

/** The first row that fits is the one that is meant. */
const editPalette = (screen: Screen, before: Typed, by: Edit): Screen => {
	const palette = edit(before, by);
	if (palette === before) {
		return screen;
	}

	const selected = palette.text === before.text ? screen.selected : {...screen.selected, palette: undefined};
	return {...screen, palette, selected};
};

/** A filter works while it is written. */
export const replaceText = (screen: Screen, text: Typed): Screen => {
	const {field} = screen;
	if (field === undefined || field.text === text) {
		return screen;
	}

	const next = {...screen, field: {...field, text}};
	return field.purpose === 'filter' ? {...next, filters: {...screen.filters, [field.subject]: text.text}} : next;
};

const formerOf = ({formerFilters}: Screen, list: ListId): readonly string[] => formerFilters[list] ?? [];

/** Goes to the filter before the one that is shown, or after it; behind the newest comes what was being written. */
const recall = (screen: Screen, list: ListId, step: 1 | -1): Screen => {
	const {field} = screen;
	if (field === undefined) {
		return screen;
	}

	const former = formerOf(screen, list);
	const index = former.indexOf(field.text.text);
	const text = former[index + step] ?? (index + step === -1 && index !== -1 ? (field.before ?? '') : undefined);
	if (text === undefined) {
		return screen;
	}

	const before = index === -1 ? field.text.text : field.before;
	return replaceText({...screen, field: {...field, before}}, typed(text));
};
