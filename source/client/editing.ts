/**
A text with the place where the next character goes, as an index into `text`. It never stands inside a grapheme.
*/
export type Typed = {
	readonly text: string;
	readonly cursor: number;
};

export type Edit =
	| {readonly kind: 'insert'; readonly text: string}
	| {readonly kind: 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'backspace' | 'delete' | 'clear'};

export const nothingTyped: Typed = {text: '', cursor: 0};

export const typed = (text: string): Typed => ({text, cursor: text.length});

/**
What an edit makes of a text. One that changes nothing answers the same object.
*/
export const edit = (before: Typed, change: Edit): Typed => {
	const {text, cursor} = before;
	switch (change.kind) {
		case 'insert': {
			return change.text === '' ? before : replace(before, cursor, cursor, change.text);
		}

		case 'backspace': {
			return cursor === 0 ? before : replace(before, previous(text, cursor), cursor, '');
		}

		case 'delete': {
			return cursor === text.length ? before : replace(before, cursor, next(text, cursor), '');
		}

		case 'clear': {
			const start = lineStart(text, cursor);
			return start === cursor ? before : replace(before, start, cursor, '');
		}

		case 'left': {
			return moveTo(before, previous(text, cursor));
		}

		case 'right': {
			return moveTo(before, next(text, cursor));
		}

		case 'home': {
			return moveTo(before, lineStart(text, cursor));
		}

		case 'end': {
			return moveTo(before, lineEnd(text, cursor));
		}

		case 'up': {
			return moveTo(before, above(text, cursor));
		}

		case 'down': {
			return moveTo(before, below(text, cursor));
		}
	}
};

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

const moveTo = (before: Typed, cursor: number): Typed => (cursor === before.cursor ? before : {...before, cursor});

const replace = ({text}: Typed, from: number, to: number, by: string): Typed => ({
	text: text.slice(0, from) + by + text.slice(to),
	cursor: from + by.length,
});

// Only the line that the cursor is in is taken apart: a paste of many lines stays cheap to edit.
const previous = (text: string, cursor: number): number => {
	const start = lineStart(text, cursor);
	if (cursor === start) {
		return Math.max(0, cursor - 1);
	}

	return start + ([...graphemes.segment(text.slice(start, cursor))].at(-1)?.index ?? 0);
};

const next = (text: string, cursor: number): number => {
	const end = lineEnd(text, cursor);
	if (cursor === end) {
		return Math.min(text.length, cursor + 1);
	}

	const [first] = graphemes.segment(text.slice(cursor, end));
	return cursor + (first?.segment.length ?? 0);
};

const lineStart = (text: string, cursor: number): number => (cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1);

const lineEnd = (text: string, cursor: number): number => {
	const index = text.indexOf('\n', cursor);
	return index === -1 ? text.length : index;
};

const above = (text: string, cursor: number): number => {
	const start = lineStart(text, cursor);
	return start === 0 ? 0 : sameColumn(text, cursor, lineStart(text, start - 1), start - 1);
};

const below = (text: string, cursor: number): number => {
	const end = lineEnd(text, cursor);
	return end === text.length ? end : sameColumn(text, cursor, end + 1, lineEnd(text, end + 1));
};

/** The place in the line from `start` to `end` that has as many graphemes before it as the cursor has in its own line. */
const sameColumn = (text: string, cursor: number, start: number, end: number): number => {
	const column = [...graphemes.segment(text.slice(lineStart(text, cursor), cursor))].length;
	const target = [...graphemes.segment(text.slice(start, end))][column];
	return target === undefined ? end : start + target.index;
};
