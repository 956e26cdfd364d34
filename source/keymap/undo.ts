import {isOfScreen, newestUndo} from '../client/select/undo.js';
import type {Binding} from './binding.js';

/** What was done last is taken back. The next press is about the one before, whether or not the first is answered. */
export const undoKey: Binding = {
	id: 'undo.take',
	keys: ['z'],
	help: 'Take back what was done last',
	whyNot(state) {
		const undo = newestUndo(state);
		if (undo === undefined) {
			return 'There is nothing to take back';
		}

		return state.connection.phase === 'open' || isOfScreen(undo)
			? undefined
			: 'Not connected, so it cannot be taken back yet';
	},
	run({state, send}) {
		const undo = newestUndo(state);
		send(...(undo === undefined ? [] : [{event: 'undo:taken', data: undo} as const]));
	},
	async act({state, actions}) {
		const undo = newestUndo(state);
		if (undo !== undefined) {
			await actions.takeBack(undo);
		}
	},
};
