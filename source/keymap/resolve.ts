import type {Binding, Scope} from './binding.js';

/**
The binding that a key means: of the open scopes, innermost first, the first that has it.
*/
export const resolve = (key: string, open: readonly Scope[]): Binding | undefined =>
	open
		.flatMap(({bindings}) => bindings)
		.find(({keys, takesAny}) => keys.includes(key) || (takesAny === true && !key.startsWith('ctrl+c')));

/** Whether a key is the first of a pair, as in `g g`. */
export const beginsPair = (key: string, open: readonly Scope[]): boolean =>
	open.some(({bindings}) => bindings.some(({keys}) => keys.some(pair => pair.startsWith(`${key} `))));

/** The bindings that a key reaches: those that no scope further in hides. */
export const reachable = (
	open: readonly Scope[],
): ReadonlyArray<{readonly title: string; readonly bindings: readonly Binding[]}> => {
	const meant = meanings(open);
	return open.map(({title, bindings}) => ({
		title,
		bindings: bindings.filter(binding => binding.keys.some(key => meant.get(key) === binding)),
	}));
};

/** What each key means, as `resolve` has it; put together at once, as every frame asks for all of them. */
const meanings = (open: readonly Scope[]): ReadonlyMap<string, Binding> => {
	const meant = new Map<string, Binding>();
	for (const binding of open.flatMap(({bindings}) => bindings).reverse()) {
		if (binding.takesAny === true) {
			for (const key of [...meant.keys()].filter(other => !other.startsWith('ctrl+c'))) {
				meant.delete(key);
			}
		}

		for (const key of binding.keys) {
			meant.set(key, binding);
		}
	}

	return meant;
};
