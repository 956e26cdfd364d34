/** A place on the screen, from 0. A column or row below 0 is one that is not known. */
export type Place = {
	readonly column: number;
	readonly row: number;
};

/**
The shortest sequence that brings the cursor from one place to another, without drawing anything and without scrolling.
*/
export const move = (from: Place, to: Place): string => {
	if (from.row === to.row && from.column === to.column) {
		return '';
	}

	let shortest = absolute(to);
	for (const sequence of from.row < 0 ? [] : relative(from, to)) {
		shortest = sequence.length < shortest.length ? sequence : shortest;
	}

	return shortest;
};

const absolute = ({column, row}: Place): string =>
	column === 0 ? `\u001B[${row === 0 ? '' : row + 1}H` : `\u001B[${row === 0 ? '' : row + 1};${column + 1}H`;

const relative = (from: Place, to: Place): readonly string[] => {
	const down = to.row - from.row;
	const fromStart = forward(to.column);
	if (down === 0) {
		return [`\r${fromStart}`, `\u001B[${to.column + 1}G`, ...(from.column < 0 ? [] : [along(to.column - from.column)])];
	}

	const upright = down > 0 ? csi(down, 'B') : csi(-down, 'A');
	return [
		// A line feed would do it, but on its way the terminal's driver makes a carriage return and a line feed of it.
		...(down > 0 && down <= 2 ? [nextLine.repeat(down) + fromStart] : []),
		...(from.column === to.column && Math.abs(down) === 1 ? [down > 0 ? rowDown : rowUp] : []),
		...(from.column < 0 ? [] : [upright + along(to.column - from.column)]),
		`\r${upright}${fromStart}`,
	];
};

// Every terminal since the VT100 has these; at the edge of the screen they would scroll, but a row beyond it is nowhere to go.
const nextLine = '\u001BE';
const rowDown = '\u001BD';
const rowUp = '\u001BM';

const along = (columns: number): string =>
	columns >= 0 ? forward(columns) : columns > -4 ? '\b'.repeat(-columns) : csi(-columns, 'D');

const forward = (columns: number): string => (columns === 0 ? '' : csi(columns, 'C'));

const csi = (count: number, final: string): string => `\u001B[${count === 1 ? '' : count}${final}`;
