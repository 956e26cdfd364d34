/** The value that the share `part` of the others is not above. */
export const quantile = (values, part) => {
	if (values.length === 0) {
		throw new TypeError('There is nothing to take a quantile of');
	}

	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
};

export const median = values => quantile(values, 0.5);

/** The same things in an order of chance, so that none is always measured after the same other one. */
export const shuffled = values =>
	values
		.map(value => ({value, place: Math.random()}))
		.sort((a, b) => a.place - b.place)
		.map(({value}) => value);
