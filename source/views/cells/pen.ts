/** What is switched on in a style, by what it is about, as the parameters that switch it on. */
export type Pen = ReadonlyMap<string, string>;

/** The pen after a sequence with these parameters (of `CSI … m`). What nobody knows changes nothing. */
export const penAfter = (pen: Pen, parameters: string): Pen => {
	const codes = parameters.split(';');
	const next = new Map(pen);
	for (let index = 0; index < codes.length; index += 1) {
		const first = codes[index] ?? '';
		const code = Number.parseInt(first || '0', 10);
		const isLong = (code === 38 || code === 48 || code === 58) && !first.includes(':');
		const length = isLong ? (codes[index + 1] === '2' ? 5 : 3) : 1;
		apply(next, code, codes.slice(index, index + length).join(';'));
		index += length - 1;
	}

	return next;
};

const apply = (pen: Map<string, string>, code: number, whole: string): void => {
	if (code === 0) {
		pen.clear();
		return;
	}

	for (const [name, offCode] of abouts) {
		if (code === offCode || (name === 'underline' && whole === '4:0')) {
			pen.delete(name);
		} else if (isAbout(name, code)) {
			// Sorted by name, so that one style has one spelling whatever order it was put together in.
			pen.set(name, whole === String(code) || whole.includes(':') || whole.includes(';') ? whole : String(code));
			return;
		}
	}
};

/** What a style can say, and what ends it. Bold and dim end together. */
const abouts: ReadonlyArray<readonly [name: string, offCode: number]> = [
	['background', 49],
	['blink', 25],
	['bold', 22],
	['dim', 22],
	['foreground', 39],
	['hidden', 28],
	['inverse', 27],
	['italic', 23],
	['line colour', 59],
	['overline', 55],
	['strike', 29],
	['underline', 24],
];

const isAbout = (name: string, code: number): boolean => {
	switch (name) {
		case 'background':
			return (code >= 40 && code <= 48) || (code >= 100 && code <= 107);
		case 'foreground':
			return (code >= 30 && code <= 38) || (code >= 90 && code <= 97);
		case 'blink':
			return code === 5 || code === 6;
		case 'underline':
			return code === 4 || code === 21;
		default:
			return code === ons[name];
	}
};

const ons: Readonly<Record<string, number>> = {
	bold: 1,
	dim: 2,
	italic: 3,
	inverse: 7,
	hidden: 8,
	strike: 9,
	overline: 53,
	'line colour': 58,
};

/** What of a style is to be seen where nothing is written: colours and weights of letters are not. */
export const penOfBlank = (pen: Pen): Pen =>
	seenOnBlanks.some(name => pen.has(name)) ? pen : new Map([...pen].filter(([name]) => name === 'background'));

const seenOnBlanks = ['inverse', 'overline', 'strike', 'underline'];

/** The one spelling of a style. */
export const spell = (pen: Pen): string => abouts.flatMap(([name]) => pen.get(name) ?? []).join(';');

/** The shortest sequence from one pen to another; empty where they are alike. */
export const switchPen = (from: Pen, to: Pen): string => {
	const whole = spell(to);
	if (whole === spell(from)) {
		return '';
	}

	const again = from.size === 0 ? `\u001B[${whole}m` : `\u001B[${whole === '' ? '' : `;${whole}`}m`;
	const only = `\u001B[${changes(from, to).join(';')}m`;
	return only.length < again.length ? only : again;
};

const changes = (from: Pen, to: Pen): readonly string[] => {
	const ended = new Set(abouts.filter(([name]) => from.has(name) && !to.has(name)).map(([, offCode]) => offCode));
	const begun = abouts.flatMap(([name, offCode]) => {
		const value = to.get(name);
		return value !== undefined && (value !== from.get(name) || ended.has(offCode)) ? value : [];
	});
	return [...[...ended].map(String), ...begun];
};
