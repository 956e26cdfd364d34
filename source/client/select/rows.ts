type Row = {readonly id: string};

/** The row with the selected id, or the first one. */
export const selectedRow = <Item extends Row>(rows: readonly Item[], id: string | undefined): Item | undefined =>
	rows.find(row => row.id === id) ?? rows[0];

/** Where the selected row stands; 0 where there is none. */
export const selectedIndex = (rows: readonly Row[], id: string | undefined): number =>
	Math.max(
		0,
		rows.findIndex(row => row.id === id),
	);
