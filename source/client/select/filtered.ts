import {createFoldedFilter, type Filterable, folded, usesAge} from '../filter.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {ListId} from '../state/screen.js';

type Options<Row> = {
	readonly list: ListId;
	readonly rows: (state: State) => readonly Row[];
	/** What a row is filtered by; the same function until it would say something else. */
	readonly textOf: (state: State) => (row: Row) => Filterable;
	/** What `is:` asks for, beside whether the row is marked or pinned. */
	readonly flagsOf?: (row: Row) => string;
};

const none: readonly never[] = [];
const noIds: ReadonlySet<string> = new Set();

export const filterOf = ({screen}: State, list: ListId): string => (screen.filters[list] ?? '').trim();

/** Of many rows that are the ones they were, with one that is new, only that one is read again. */
const rememberTexts = <Row extends object>() => {
	type TextOf = (row: Row) => Filterable;
	let known: {readonly by: TextOf | undefined; readonly texts: WeakMap<Row, Filterable>} = {
		by: undefined,
		texts: new WeakMap(),
	};

	return (rows: readonly Row[], text: TextOf): readonly Filterable[] => {
		known = known.by === text ? known : {by: text, texts: new WeakMap()};
		return rows.map(row => {
			const found = known.texts.get(row) ?? folded(text(row));
			known.texts.set(row, found);
			return found;
		});
	};
};

/**
The rows of a list that its filter keeps. What rows are filtered by is put together when rows change, and compared when the filter does;
without a filter neither is done.
*/
export const filtered = <Row extends {readonly id: string}>({
	list,
	rows: rowsOf,
	textOf,
	flagsOf = () => '',
}: Options<Row>): ((state: State) => readonly Row[]) => {
	const texts = derive([rowsOf, textOf], rememberTexts());

	return derive(
		[
			rowsOf,
			state => filterOf(state, list),
			(state): readonly Filterable[] => (filterOf(state, list) === '' ? none : texts(state)),
			state => (usesAge(filterOf(state, list)) ? state.surroundings.now : 0),
			({screen}) => screen.marks[list] ?? noIds,
			({screen}) => screen.pinned,
		],
		(rows, line, all, now, marks, pinned): readonly Row[] => {
			if (line === '') {
				return rows;
			}

			const keeps = createFoldedFilter(line, now);
			return rows.filter((row, index) => {
				const text = all[index];
				const flags = () =>
					`${flagsOf(row)}${marks.has(row.id) ? ' marked' : ''}${pinned.has(row.id) ? ' pinned' : ''}`;
				return text !== undefined && keeps(text, flags);
			});
		},
	);
};
