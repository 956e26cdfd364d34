import type {ClientEvent} from './event.js';
import {initialState, type State, update} from './state/index.js';

export type Store = {
	readonly get: () => State;
	/**
	Changes the state, event by event, and then tells everyone once. Events that change nothing are told to nobody.
	*/
	readonly send: (...events: readonly ClientEvent[]) => void;
	readonly subscribe: (listener: () => void) => () => void;
};

/**
The one place that what the screen shows is kept in.
*/
export const createStore = (start: State = initialState): Store => {
	let state = start;
	const listeners = new Set<() => void>();

	return {
		get: () => state,

		send(...events) {
			const before = state;
			state = events.reduce(update, state);
			if (state !== before) {
				for (const listener of listeners) {
					listener();
				}
			}
		},

		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
};
