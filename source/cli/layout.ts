import {widthOf, wrap as wrapWhole} from '../client/text.js';

const gap = '  ';

/** The lines of a text in so many columns; the blank that a line was broken at begins no other. */
const wrap = (text: string, columns: number): readonly string[] =>
	text
		.split('\n')
		.flatMap(line => wrapWhole(line, columns).map((part, index) => (index === 0 ? part : part.replace(/^ /, ''))));

/**
Short pieces side by side, on as many lines as they need in so many columns; lines after the first are indented.
*/
export const flow = (pieces: readonly string[], columns: number): readonly string[] => {
	const lines: string[] = [];
	let line = '';
	for (const piece of pieces) {
		const longer = line === '' ? piece : line + gap + piece;
		if (line !== '' && widthOf(longer) > columns) {
			lines.push(line);
			line = gap + piece;
		} else {
			line = longer;
		}
	}

	return [...lines, line];
};

/** A text in so many columns, each line of it indented; at most so many lines, the last with an ellipsis where more would follow. */
export const paragraph = (text: string, columns: number, most = Number.POSITIVE_INFINITY): readonly string[] => {
	const room = Math.max(10, columns - gap.length);
	const lines = wrap(text.replaceAll('\t', gap).trimEnd(), room).map(line => line.trimEnd());
	const shown = lines.slice(0, most);
	const isCut = lines.length > shown.length;
	return shown.map((line, index) =>
		`${gap}${isCut && index === most - 1 ? `${wrap(line, room - 2)[0]?.trimEnd()} …` : line}`.trimEnd(),
	);
};

/** Names and values, the values below each other; a long one goes on beneath its beginning. */
export const facts = (
	rows: ReadonlyArray<readonly [name: string, value: string | undefined]>,
	columns: number,
): readonly string[] => {
	const given = rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
	const indent = Math.max(...given.map(([name]) => name.length)) + gap.length;
	return given.flatMap(([name, value]) =>
		wrap(value, Math.max(10, columns - indent)).map((line, index) =>
			`${(index === 0 ? name : '').padEnd(indent)}${line}`.trimEnd(),
		),
	);
};
