import type {LineProblem} from '../../domain/front-matter.js';
import type {Mode} from '../mode.js';

/**
What a file that is meant to be a mode came to: a mode, or none, for reasons.
*/
export type Entry = {
	/** Absolute path, or `built in`. */
	readonly source: string;
	/** What it is called in its folder: `sub/deep`. */
	readonly parts: readonly string[];
	/** Not there for a file whose name is none. */
	readonly id: string | undefined;
	readonly mode: Omit<Mode, 'shadows'> | undefined;
	readonly problems: readonly LineProblem[];
};

const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

export const idOf = (parts: readonly string[]): string | undefined => {
	const id = parts.join('-');
	return idPattern.test(id) && parts.every(part => part !== '') ? id : undefined;
};

/** The parts of a name without the ending of the file. */
export const partsOf = (parts: readonly string[], extension: string): readonly string[] =>
	parts.map((part, index) => (index === parts.length - 1 ? part.slice(0, -extension.length) : part));

/** Why a name is none, and one that would be. */
export const badName = (parts: readonly string[]): LineProblem => {
	const better = parts.map(part => part.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '') || 'mode');
	const id = idOf(better);
	const advice = id === undefined ? 'give it a shorter name' : `rename it to ${better.join('/')}.md`;
	return {
		line: 1,
		text: `the name of a mode is 1 to 64 letters, digits, "_" and "-", those of its folders before it, got ${JSON.stringify(parts.join('/'))}; ${advice}`,
	};
};
