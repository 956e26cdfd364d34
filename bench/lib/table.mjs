const heads = {
	title: '',
	value: 'measured',
	tail: 'p95',
	floor: 'floor',
	ratio: 'ratio',
	budget: 'budget',
	verdict: 'met',
};
const gap = '  ';

/**
A row of the table: what was measured in words, its `ratio` to the floor, and the budget of that ratio. A row without a budget is there
to be known. `compared` is what the budget is of where that is not the ratio.
*/
export const row = ({title, value, tail = '', floor = '', ratio, compared = ratio, atMost, atLeast}) => ({
	title,
	value,
	tail,
	floor,
	ratio: ratio === undefined ? '' : ratio.toFixed(2),
	budget: atMost === undefined ? (atLeast === undefined ? '' : `≥ ${atLeast}`) : `≤ ${atMost}`,
	verdict: verdictOf({compared, atMost, atLeast}),
});

const verdictOf = ({compared, atMost, atLeast}) => {
	if (atMost === undefined && atLeast === undefined) {
		return '';
	}

	return compared <= (atMost ?? Number.POSITIVE_INFINITY) && compared >= (atLeast ?? Number.NEGATIVE_INFINITY)
		? 'yes'
		: 'not yet';
};

/** A group that could not be measured, and why. */
export const skipped = title => ({
	...Object.fromEntries(Object.keys(heads).map(name => [name, ''])),
	title,
	isNote: true,
});

/**
All groups, one under the other, with their columns in line.
*/
export const table = groups => {
	const rows = groups.flatMap(group => group.rows).filter(({isNote}) => isNote !== true);
	const widthOf = name => Math.max(heads[name].length, ...rows.map(cells => cells[name].length));
	const widths = Object.fromEntries(Object.keys(heads).map(name => [name, widthOf(name)]));
	const line = cells =>
		Object.entries(widths)
			.map(([name, width]) =>
				['title', 'verdict'].includes(name) ? cells[name].padEnd(width) : cells[name].padStart(width),
			)
			.join(gap)
			.trimEnd();
	return groups
		.flatMap(group => [
			'',
			line({...heads, title: group.title.toUpperCase()}),
			...group.rows.map(cells => (cells.isNote === true ? cells.title : line(cells))),
		])
		.join('\n')
		.concat('\n');
};

export const milliseconds = value => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const mebibytes = value => `${value.toFixed(0)} MiB`;
export const count = value => Math.round(value).toLocaleString('en');
