import type {Settings} from '../domain/settings.js';
import type {Binding, Scope} from './binding.js';

type Keys = Settings['keys'];

/** The keys that a binding has: those that are set for it, else those of the table. */
export const keysOf = ({id, keys}: Binding, set: Keys): readonly string[] => set[id] ?? keys;

/**
A scope with the keys that are set for its bindings. The same keys give the same scope, and a scope that nothing is set for is itself.
*/
export const rebound = (scope: Scope, set: Keys): Scope => {
	const known = made.get(set) ?? new WeakMap<Scope, Scope>();
	made.set(set, known);
	const found = known.get(scope) ?? rebind(scope, set);
	known.set(scope, found);
	return found;
};

// Every key that is pressed and every frame asks for the open scopes: they are made once for all that is set.
const made = new WeakMap<Keys, WeakMap<Scope, Scope>>();

const rebind = (scope: Scope, set: Keys): Scope =>
	scope.bindings.some(({id}) => set[id] !== undefined)
		? {...scope, bindings: scope.bindings.map(binding => ({...binding, keys: keysOf(binding, set)}))}
		: scope;
