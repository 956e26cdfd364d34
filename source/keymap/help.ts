import type {Scope} from './binding.js';
import {reachable} from './resolve.js';

export type HelpLine = {
	readonly kind: 'title' | 'key' | 'gap';
	readonly keys: string;
	readonly text: string;
};

/**
The keys that are live in these scopes, as lines. A key that a scope further in has taken is not shown twice.
*/
export const helpLinesOf = (open: readonly Scope[]): readonly HelpLine[] =>
	reachable(open)
		.filter(({bindings}) => bindings.length > 0)
		.flatMap(({title, bindings}) => [
			{kind: 'title', keys: '', text: title} as const,
			...bindings.map(({keys, help}) => ({kind: 'key', keys: shorten(keys), text: help}) as const),
			{kind: 'gap', keys: '', text: ''} as const,
		]);

/** `1` to `9` in a row are told as a range. */
const shorten = (keys: readonly string[]): string =>
	keys.length > 4 ? `${keys[0]}–${keys.at(-1)}` : keys.join(' or ');
