type List = {
	/** Of the selected row. */
	readonly index: number;
	readonly count: number;
	/** How many rows are shown. */
	readonly rows: number;
};

/** Where the part of a list begins that is shown: it moves only as far as it must to keep the selected row in sight. */
export const windowStart = (before: number, {index, count, rows}: List): number =>
	Math.max(0, Math.min(Math.max(before, index - rows + 1), index, count - rows));

/** The row that is selected after the list was scrolled: the same, as long as it is in sight. */
export const indexInSight = (start: number, {index, count, rows}: List): number =>
	Math.max(0, Math.min(Math.max(index, start), start + rows - 1, count - 1));
