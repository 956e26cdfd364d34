/** A row at its place in a tree: what hangs on it follows it, one deeper. */
type TreeRow = {readonly depth: number};

/** The rows that are wanted, and those that they hang on. */
export const withParents = <Row extends TreeRow>(
	rows: readonly Row[],
	isWanted: (row: Row) => boolean,
): readonly Row[] => {
	// Seen from the end, a row is needed where what was kept last hangs on it.
	let below = 0;
	const kept = rows.toReversed().filter(row => {
		const isKept = isWanted(row) || row.depth < below;
		below = isKept ? row.depth : Math.min(below, row.depth);
		return isKept;
	});
	return kept.length === rows.length ? rows : kept.toReversed();
};

/** The same tree, with those that hang on the same row in another order. */
export const sortTree = <Row extends TreeRow>(
	rows: readonly Row[],
	sort: (siblings: readonly Row[]) => readonly Row[],
): readonly Row[] => {
	const path: Row[] = [];
	const byParent = Map.groupBy(rows, row => {
		path.length = Math.min(path.length, row.depth);
		const parent = path.at(-1);
		path.push(row);
		return parent;
	});

	const flatten = (parent: Row | undefined): readonly Row[] =>
		sort(byParent.get(parent) ?? []).flatMap(row => (byParent.has(row) ? [row, ...flatten(row)] : [row]));
	return flatten(undefined);
};
