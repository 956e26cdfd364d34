/**
Those of the names that somebody may have meant who wrote another one: the nearest first, at most three.
*/
export const nearTo = (written: string, names: readonly string[]): readonly string[] => {
	const name = written.toLowerCase();
	return names
		.map(known => ({known, steps: stepsBetween(name, known.toLowerCase())}))
		.filter(({known, steps}) => steps <= Math.max(1, name.length / 3) || isPart(name, known.toLowerCase()))
		.sort((a, b) => a.steps - b.steps)
		.slice(0, 3)
		.map(({known}) => known);
};

const isPart = (name: string, known: string): boolean =>
	Math.min(name.length, known.length) > 2 && (known.includes(name) || name.includes(known));

/** How many letters have to be put in, taken out or replaced. Names longer than any id are nothing's neighbours. */
const stepsBetween = (a: string, b: string): number => {
	if (a.length > 128) {
		return Number.POSITIVE_INFINITY;
	}

	let row = Array.from({length: b.length + 1}, (_, index) => index);
	for (const [index, letter] of [...a].entries()) {
		const next = [index + 1];
		for (const [column, other] of [...b].entries()) {
			const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
			next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
		}

		row = next;
	}

	return row.at(-1) ?? 0;
};
