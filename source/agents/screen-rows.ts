/** A row of a screen as it is read. */
export type Row = {
	/** Without colours and blanks at its end. */
	readonly text: string;
	/** The same without what a client writes dimly into an empty prompt: a hint, or a proposal. */
	readonly written: string;
};

/**
The rows of a captured screen, each of which carries its own colours; of one without colours all that stands there counts as written.
*/
export const readRows = (screen: string): readonly Row[] => screen.split('\n').map(readRow);

const colour = /\u001B\[([0-9;:]*)m/g;

const readRow = (row: string): Row => {
	const cells: Array<{readonly character: string; readonly isDim: boolean; readonly isInverse: boolean}> = [];
	let style = {isDim: false, isInverse: false};
	for (const [index, part] of row.split(colour).entries()) {
		if (index % 2 === 1) {
			style = after(style, part);
		} else {
			cells.push(...Array.from(part, character => ({character, ...style})));
		}
	}

	const textOf = (some: typeof cells) =>
		some
			.map(({character}) => character)
			.join('')
			.trimEnd();
	// The cursor stands on the first letter of what is dim.
	const isHint = (index: number): boolean =>
		cells[index]?.isDim === true || (cells[index]?.isInverse === true && cells[index + 1]?.isDim === true);
	return {text: textOf(cells), written: textOf(cells.filter((_, index) => !isHint(index)))};
};

type Style = {readonly isDim: boolean; readonly isInverse: boolean};

/** The style behind a sequence with these parameters. */
const after = (style: Style, parameters: string): Style => {
	let {isDim, isInverse} = style;
	const rest = parameters.split(';');
	while (rest.length > 0) {
		const parameter = rest.shift() ?? '';
		switch (parameter) {
			case '':
			case '0': {
				[isDim, isInverse] = [false, false];
				break;
			}

			case '2': {
				isDim = true;
				break;
			}

			case '22': {
				isDim = false;
				break;
			}

			case '7': {
				isInverse = true;
				break;
			}

			case '27': {
				isInverse = false;
				break;
			}

			// A colour by its number or its parts, which follow.
			case '38':
			case '48':
			case '58': {
				rest.splice(0, rest[0] === '2' ? 4 : 2);
				break;
			}

			default: {
				break;
			}
		}
	}

	return {isDim, isInverse};
};
