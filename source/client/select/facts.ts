import {lineToDraw, wrap} from '../text.js';

/** What something is called, and what it is; one without a value is not known. */
export type Fact = readonly [name: string, value: string | undefined];

const nameWidth = 12;

/** Facts as lines: a name, and beside it what it is, on as many lines as that takes. */
export const factLines = (facts: readonly Fact[], columns: number): readonly string[] =>
	facts.flatMap(([name, value]) => {
		if (value === undefined || value === '') {
			return [];
		}

		const isNarrow = columns < 3 * nameWidth;
		const words = wrap(lineToDraw(value), Math.max(1, isNarrow ? columns - 2 : columns - nameWidth - 1));
		return isNarrow
			? [name, ...words.map(line => `  ${line}`)]
			: words.map((line, index) => `${(index === 0 ? name : '').padEnd(nameWidth)} ${line}`);
	});
