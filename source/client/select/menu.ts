import {type TaskStatus, taskStatuses} from '../../domain/task.js';
import {deriveFrom} from '../state/derive.js';
import type {State} from '../state/index.js';
import {type Copy, copiesOf} from './copies.js';
import {selectedRow} from './rows.js';

/** Something to choose: to copy it, or to make it the status. */
export type MenuRow =
	| ({readonly kind: 'copy'} & Copy)
	| ({readonly kind: 'status'; readonly status: TaskStatus} & Copy);

export const menuRows = deriveFrom(
	[
		({screen}: State) => screen.menu,
		state => state.sessions,
		state => state.tasks,
		state => state.projects,
		state => state.messages,
		state => state.fetched,
		state => state.surroundings.now,
	],
	(state): readonly MenuRow[] => {
		const {menu} = state.screen;
		switch (menu?.kind) {
			case 'copy': {
				return copiesOf(menu.of, state).map(copy => ({kind: 'copy', ...copy}));
			}

			case 'status': {
				return taskStatuses.map(status => ({
					kind: 'status',
					status,
					id: status,
					label: status.replace('_', ' '),
					value: countOf(state, menu.taskIds, status),
				}));
			}

			case undefined: {
				return [];
			}
		}
	},
);

const countOf = ({tasks}: State, ids: readonly string[], status: TaskStatus): string => {
	const count = ids.filter(id => tasks.get(id)?.status === status).length;
	return count === 0 ? '' : ids.length === 1 ? 'now' : `${count} of ${ids.length} now`;
};

export const selectedMenuRow = (state: State): MenuRow | undefined =>
	selectedRow(menuRows(state), state.screen.selected.menu);

/** What is chosen, as a heading. */
export const menuTitle = ({screen: {menu}}: State): string =>
	menu?.kind === 'status'
		? `The status of ${menu.taskIds.length === 1 ? menu.taskIds[0] : `${menu.taskIds.length} tasks`}`
		: 'Copy to the clipboard';
