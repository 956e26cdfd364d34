import {selectedRow} from '../client/select/rows.js';
import {openScreen} from '../client/state/screen.js';
import type {Store} from '../client/store.js';
import {openList} from './open-list.js';

/**
Selects by its id the row that stands for the selection in the help and in the palette, whose rows only the keymap knows: what fits better and
arrives later then does not come under a finger that is on its way to Enter. Answers how to stop.
*/
export const keepSelection = ({get, send, subscribe}: Store): (() => void) =>
	subscribe(() => {
		const state = get();
		const screen = openScreen(state.screen);
		if (screen !== 'help' && screen !== 'palette') {
			return;
		}

		const {list, rows} = openList(state);
		const selected = state.screen.selected[list];
		const row = selectedRow(rows, selected);
		if (row !== undefined && row.id !== selected) {
			send({event: 'row:selected', data: {list, id: row.id}});
		}
	});
