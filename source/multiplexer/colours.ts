import {cleanText} from '../domain/text.js';

/**
Makes each row carry its own colours, and nothing else that a terminal acts upon. In tmux 3.3 a colour of one row runs on into
the next; elsewhere each row ends its own, and this changes nothing.
*/
export const closeColours = (rows: readonly string[]): readonly string[] => {
	let open: Colours = new Map();
	return rows.map(row => {
		const begin = [...open.values()];
		const parts = row.split(/(\u001B\[[0-9;:]*m)/).map((part, index) => {
			if (index % 2 === 0) {
				return cleanText(part);
			}

			open = apply(open, part.slice(2, -1));
			return part;
		});
		const prefix = begin.length === 0 ? '' : `\u001B[${begin.join(';')}m`;
		return `${prefix}${parts.join('')}${open.size === 0 ? '' : '\u001B[0m'}`;
	});
};

/** What is switched on: for each thing that can be, the parameters that did it. */
type Colours = ReadonlyMap<string, string>;

const apply = (open: Colours, parameters: string): Colours => {
	const next = new Map(open);
	const rest = parameters.split(';');
	while (rest.length > 0) {
		const parameter = rest.shift() ?? '';
		const code = Number(parameter.split(':')[0]);
		if ([38, 48, 58].includes(code)) {
			next.set(thingOf(code), [parameter, ...rest.splice(0, lengthOfColour(parameter, rest[0]))].join(';'));
		} else if (code === 0) {
			next.clear();
		} else if (code in endings) {
			for (const thing of endings[code] ?? []) {
				next.delete(thing);
			}
		} else if (parameter === '4:0') {
			next.delete(thingOf(4));
		} else {
			next.set(thingOf(code), parameter);
		}
	}

	return next;
};

// `38;5;N` and `38;2;R;G;B`; with colons all of it is one parameter.
const lengthOfColour = (parameter: string, kind: string | undefined): number =>
	parameter.includes(':') ? 0 : kind === '5' ? 2 : kind === '2' ? 4 : 0;

const endings: Readonly<Record<number, readonly string[]>> = {
	22: ['1', '2'],
	23: ['3'],
	24: ['4'],
	25: ['5'],
	27: ['7'],
	28: ['8'],
	29: ['9'],
	39: ['foreground'],
	49: ['background'],
	55: ['53'],
	59: ['58'],
};

const thingOf = (code: number): string => {
	if (code === 38 || (code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
		return 'foreground';
	}

	if (code === 48 || (code >= 40 && code <= 47) || (code >= 100 && code <= 107)) {
		return 'background';
	}

	// 6 blinks as well, and 21 underlines twice.
	return String({6: 5, 21: 4}[code] ?? code);
};
