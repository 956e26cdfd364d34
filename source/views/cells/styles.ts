import {type Pen, penAfter, penOfBlank, spell, switchPen} from './pen.js';

export type Styles = {
	/** The style that a sequence with these parameters makes of another one. */
	readonly after: (style: number, parameters: string) => number;
	/** The style that an empty cell has: what is only seen on letters is left out of it. */
	readonly ofBlank: (style: number) => number;
	/** The shortest sequence from one style to another. */
	readonly change: (from: number, to: number) => string;
	readonly count: () => number;
};

/** The style of text that nothing was said about. */
export const plainStyle = 0;

/**
Styles by number: two that look alike have the same one, whatever sequences they were made by.
*/
export const createStyles = (): Styles => {
	const pens: Pen[] = [new Map()];
	const numbers = new Map([['', plainStyle]]);
	const afters: Array<Map<string, number>> = [new Map()];
	const changes: Array<Map<number, string>> = [new Map()];
	const blanks: number[] = [plainStyle];

	const numberOf = (pen: Pen): number => {
		const spelling = spell(pen);
		const known = numbers.get(spelling);
		if (known !== undefined) {
			return known;
		}

		numbers.set(spelling, pens.length);
		afters.push(new Map());
		changes.push(new Map());
		const style = pens.push(pen) - 1;
		const ofBlank = penOfBlank(pen);
		blanks[style] = spell(ofBlank) === spelling ? style : numberOf(ofBlank);
		return style;
	};

	return {
		after(style, parameters) {
			if (parameters === '' || parameters === '0') {
				return plainStyle;
			}

			const known = afters[style]?.get(parameters);
			if (known !== undefined) {
				return known;
			}

			const next = numberOf(penAfter(pens[style] ?? new Map(), parameters));
			remember(afters[style], parameters, next);
			return next;
		},
		ofBlank: style => blanks[style] ?? plainStyle,
		change(from, to) {
			if (from === to) {
				return '';
			}

			const known = changes[from]?.get(to);
			if (known !== undefined) {
				return known;
			}

			const sequence = switchPen(pens[from] ?? new Map(), pens[to] ?? new Map());
			remember(changes[from], to, sequence);
			return sequence;
		},
		count: () => pens.length,
	};
};

const most = 64;

/** What is worked out again is the same again, so it may be forgotten at any time. */
const remember = <Key, Value>(known: Map<Key, Value> | undefined, key: Key, value: Value): void => {
	if (known !== undefined && known.size >= most) {
		known.clear();
	}

	known?.set(key, value);
};
