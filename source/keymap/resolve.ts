import type {Binding, Scope} from './binding.js';

/**
The binding that a key means: of the open scopes, innermost first, the first that has it.
*/
export const resolve = (key: string, open: readonly Scope[]): Binding | undefined =>
	open.flatMap(({bindings}) => bindings).find(({keys}) => keys.includes(key));

/** Whether a key is the first of a pair, as in `g g`. */
export const beginsPair = (key: string, open: readonly Scope[]): boolean =>
	open.some(({bindings}) => bindings.some(({keys}) => keys.some(pair => pair.startsWith(`${key} `))));

/** The bindings that a key reaches: those that no scope further in hides. */
export const reachable = (
	open: readonly Scope[],
): ReadonlyArray<{readonly title: string; readonly bindings: readonly Binding[]}> =>
	open.map(({title, bindings}) => ({
		title,
		bindings: bindings.filter(binding => binding.keys.some(key => resolve(key, open) === binding)),
	}));
