import {parseSafely} from '../../../protocol/desktop/items.js';

type Options<Part> = {
	/** Reads a list, or a part of one; nothing where it is none. */
	readonly read: (list: unknown) => Part | undefined;
	readonly join: (parts: readonly Part[]) => Part;
};

type Piece<Part> = {
	/** Where it is in the text. */
	readonly from: number;
	readonly to: number;
	readonly part: Part;
};

/** A list that was read piece by piece; the pieces by how they begin, which is with an id. */
type Taken<Part> = {
	readonly text: string;
	readonly pieces: ReadonlyMap<string, Piece<Part>>;
};

/**
Reads the texts of one list, one after the other. A list of a server comes again whole when one thing in it has changed, and to read all of it
takes long and leaves much garbage: what stands there as it stood before is not read again. The first text is read in one go, which is sooner
done, as there may never be another.
*/
export const createPieces = <Part>({read, join}: Options<Part>): ((text: string) => Part | undefined) => {
	let isFirst = true;
	let before: Taken<Part> | undefined;

	const take = (text: string): Taken<Part> | undefined => {
		const pieces = new Map<string, Piece<Part>>();
		const all = {text, pieces};
		for (let from = 1; text.charCodeAt(from) === brace; ) {
			const key = keyAt(text, from);
			const old = before?.pieces.get(key);
			const piece =
				old !== undefined && text.startsWith(before?.text.slice(old.from, old.to) ?? '', from)
					? {from, to: from + old.to - old.from, part: old.part}
					: readPiece(text, from);
			if (piece === undefined) {
				return undefined;
			}

			pieces.set(pieces.has(key) ? `${key} ${from}` : key, piece);
			const next = text.charAt(piece.to);
			if (next === ']' && piece.to === text.length - 1) {
				return all;
			}

			from = next === ',' ? piece.to + 1 : text.length;
		}

		return undefined;
	};

	const readPiece = (text: string, from: number): Piece<Part> | undefined => {
		const to = endOf(text, from);
		const value = parseSafely(text.slice(from, to));
		const part = value === undefined ? undefined : read([value]);
		return part && {from, to, part};
	};

	return text => {
		before = isFirst ? undefined : take(text);
		isFirst = false;
		// What is not written as expected may be a list all the same.
		return before === undefined ? read(parseSafely(text)) : join([...before.pieces.values()].map(({part}) => part));
	};
};

const [brace, closingBrace, bracket, closingBracket, quote, backslash] = [...'{}[]"\\'].map(character =>
	character.charCodeAt(0),
);

/** How an object begins: by that it is known again, and no more; so it need not be its id. */
const keyAt = (text: string, from: number): string => text.slice(from, text.indexOf(',', from));

/** Where an object ends that begins there; the end of the text where it does not. */
const endOf = (text: string, from: number): number => {
	let depth = 0;
	for (let at = from; at < text.length; at += 1) {
		switch (text.charCodeAt(at)) {
			case quote: {
				at = endOfString(text, at);
				break;
			}

			case brace:
			case bracket: {
				depth += 1;
				break;
			}

			case closingBrace:
			case closingBracket: {
				depth -= 1;
				if (depth === 0) {
					return at + 1;
				}
			}
		}
	}

	return text.length;
};

const endOfString = (text: string, from: number): number => {
	for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
		let before = at;
		while (text.charCodeAt(before - 1) === backslash) {
			before -= 1;
		}

		if ((at - before) % 2 === 0) {
			return at;
		}
	}

	return text.length;
};
