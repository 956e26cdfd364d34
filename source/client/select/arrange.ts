import type {Arrangement} from '../state/finding.js';
import type {State} from '../state/index.js';
import type {ListId} from '../state/screen.js';

/** Stands above the rows of a group; where they are folded away it stands for them, and only then it can be selected. */
export type TitleRow = {
	readonly kind: 'title';
	readonly id: string;
	readonly isPassedOver: boolean;
	readonly isFolded: boolean;
	readonly text: string;
	readonly count: number;
	/** The first of its rows. */
	readonly firstId: string | undefined;
};

type Group<Row> = {
	readonly of: (row: Row) => string;
	/** What comes first; what is not named here comes after it, by the alphabet. */
	readonly order?: readonly string[];
};

/** What the rows of a list can be sorted and grouped by, in the order in which a key offers it. */
export type Arranging<Row> = {
	readonly list: ListId;
	readonly sorts: Readonly<Record<string, (a: Row, b: Row) => number>>;
	readonly groups: Readonly<Record<string, Group<Row>>>;
};

type Arranged = Pick<State['screen'], 'folded' | 'pinned'> & {readonly how: Arrangement};

export const isTitle = (row: object): row is TitleRow => 'kind' in row && row.kind === 'title';

/** The rows without titles; the same ones where there are none. */
export const withoutTitles = <Row extends object>(rows: ReadonlyArray<Row | TitleRow>): readonly Row[] =>
	isFree(rows) ? rows : rows.filter((row): row is Row => !isTitle(row));

const isFree = <Row extends object>(rows: ReadonlyArray<Row | TitleRow>): rows is readonly Row[] => !rows.some(isTitle);

// The first of its kind takes several milliseconds to make, and a start sorts nothing by words.
let collator: Intl.Collator | undefined;

/** By the alphabet, and numbers in it by their size. */
export const byText = (a: string, b: string): number => {
	collator ??= new Intl.Collator('en', {numeric: true});
	return collator.compare(a, b);
};

/** Rows sorted, those that are pinned first, and under the titles of their groups. With the list's own order they are the same rows. */
export const arrange = <Row extends {readonly id: string}>(
	rows: readonly Row[],
	arranging: Arranging<Row>,
	{how, folded, pinned}: Arranged,
): ReadonlyArray<Row | TitleRow> => {
	const sorted = pinnedFirst(sortRows(rows, arranging, how), pinned);
	const group = arranging.groups[how.groupBy ?? ''];
	if (group === undefined) {
		return sorted;
	}

	return [...groupRows(sorted, group)].flatMap(([text, members]): ReadonlyArray<Row | TitleRow> => {
		const id = groupId(arranging.list, how.groupBy, text);
		const isFolded = folded.has(id);
		const count = members.length;
		const firstId = members[0]?.id;
		const title: TitleRow = {kind: 'title', id, isPassedOver: !isFolded, isFolded, text, count, firstId};
		return [title, ...(isFolded ? [] : members)];
	});
};

const sortRows = <Row>(rows: readonly Row[], {sorts}: Arranging<Row>, how: Arrangement): readonly Row[] => {
	const compare = sorts[how.sort ?? ''];
	const sorted = compare === undefined ? rows : rows.toSorted(compare);
	return how.isReversed ? sorted.toReversed() : sorted;
};

const pinnedFirst = <Row extends {readonly id: string}>(
	rows: readonly Row[],
	pinned: ReadonlySet<string>,
): readonly Row[] =>
	rows.some(({id}) => pinned.has(id))
		? [...rows.filter(({id}) => pinned.has(id)), ...rows.filter(({id}) => !pinned.has(id))]
		: rows;

const groupRows = <Row>(rows: readonly Row[], {of, order = []}: Group<Row>): ReadonlyMap<string, readonly Row[]> => {
	const byGroup = Map.groupBy(rows, of);
	const place = (text: string): number => (order.includes(text) ? order.indexOf(text) : order.length);
	return new Map(
		[...byGroup].sort(
			// What has nothing to be grouped by comes last.
			([a], [b]) => Number(a === '') - Number(b === '') || place(a) - place(b) || byText(a, b),
		),
	);
};

const groupId = (list: ListId, groupBy: string | undefined, text: string): string => `group:${list}:${groupBy}:${text}`;

/** The title that a row stands under, as it is folded by; nothing where the list is not grouped. */
export const groupOf = <Row>({list, groups}: Arranging<Row>, {groupBy}: Arrangement, row: Row): string | undefined => {
	const group = groups[groupBy ?? ''];
	return group === undefined ? undefined : groupId(list, groupBy, group.of(row));
};
