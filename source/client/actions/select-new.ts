import type {ClientEvent} from '../event.js';
import type {ListId} from '../state/screen.js';
import type {Tools} from './tools.js';

/** Selects what was asked for once it is there, unless another row of its list was selected since: then that one stays. */
export const selectNew = (store: Tools['store'], list: ListId): ((id: string) => readonly ClientEvent[]) => {
	const selected = () => store.get().screen.selected[list];
	const before = selected();
	return id => (selected() === before ? [{event: 'row:selected', data: {list, id}}] : []);
};
