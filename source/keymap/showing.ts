import type {ClientEvent} from '../client/event.js';
import {arrangeableOf} from '../client/select/arrangements.js';
import {startersOf} from '../client/select/session-tree.js';
import type {State} from '../client/state/index.js';
import type {ListScreen} from '../client/state/screen.js';
import {isArchived} from '../domain/session.js';

/** Brings a row of a list before the operator, whatever was filtered or folded away. */
export const showRow = (list: ListScreen, id: string, state: State): readonly ClientEvent[] => {
	const group = arrangeableOf(list)?.groupOf(state, id);
	const above = list === 'tasks' ? parentsOf(id, state) : list === 'sessions' ? startersOf(id, state.sessions) : [];
	const session = list === 'sessions' ? state.sessions.get(id) : undefined;
	// What was put away is shown only where it is asked for.
	const text = session !== undefined && isArchived(session) ? 'is:archived' : '';
	return [
		{event: 'list:opened', data: {screen: list}},
		{event: 'filter:changed', data: {list, text}},
		...[...above, ...(group === undefined ? [] : [group])]
			.filter(folded => state.screen.folded.has(folded))
			.map(folded => ({event: 'row:unfolded', data: {id: folded}}) as const),
		{event: 'row:selected', data: {list, id}},
	];
};

/** The tasks that a task is below, as far as they are there. */
const parentsOf = (id: string, {tasks}: State): readonly string[] => {
	const parents = new Set<string>();
	for (let at = tasks.get(id)?.parentId; typeof at === 'string' && !parents.has(at); at = tasks.get(at)?.parentId) {
		parents.add(at);
	}

	return [...parents];
};
