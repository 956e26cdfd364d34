type Row = {
	readonly id: string;
	/** A title, which keys go over. */
	readonly isPassedOver?: boolean | undefined;
};

/** The row with the selected id, or the first one that can be selected. */
export const selectedRow = <Item extends Row>(rows: readonly Item[], id: string | undefined): Item | undefined =>
	rows[placeOf(rows, id)] ?? rows.find(row => row.isPassedOver !== true);

/** Where the selected row stands; 0 where there is none. */
export const selectedIndex = (rows: readonly Row[], id: string | undefined): number => {
	const place = placeOf(rows, id);
	return Math.max(0, place === -1 ? rows.findIndex(row => row.isPassedOver !== true) : place);
};

// With each key many ask for the selected row of the same list, and it is where it was found last, or beside it.
const lastPlaces = new WeakMap<readonly Row[], number>();

/** Where the row with this id stands, if it can be selected; -1 where there is none. */
const placeOf = (rows: readonly Row[], id: string | undefined): number => {
	const isIt = (index: number): boolean => rows[index]?.id === id && rows[index]?.isPassedOver !== true;
	const last = lastPlaces.get(rows) ?? 0;
	for (let step = 0; id !== undefined && step < rows.length; step += 1) {
		const found = isIt(last + step) ? last + step : isIt(last - step) ? last - step : undefined;
		if (found !== undefined) {
			lastPlaces.set(rows, found);
			return found;
		}
	}

	return -1;
};

/** Of a row that is gone the one that stood behind it and is left, or else before it; nothing where none is. */
export const nearestLeft = (
	before: readonly Row[],
	gone: string | undefined,
	left: readonly Row[],
): string | undefined => {
	const place = before.findIndex(({id}) => id === gone);
	if (place === -1) {
		return undefined;
	}

	const ids = new Set(left.filter(row => row.isPassedOver !== true).map(({id}) => id));
	const isLeft = ({id}: Row): boolean => ids.has(id);
	return (before.slice(place + 1).find(isLeft) ?? before.slice(0, place).findLast(isLeft))?.id;
};

/** The row that can be selected at a place, or else the next one in that direction; nothing where there is none. */
export const rowAt = <Item extends Row>(rows: readonly Item[], index: number, step: 1 | -1): Item | undefined => {
	for (let at = index; at >= 0 && at < rows.length; at += step) {
		if (rows[at]?.isPassedOver !== true) {
			return rows[at];
		}
	}

	return undefined;
};
