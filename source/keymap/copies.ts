import {selectedMenuRow} from '../client/select/menu.js';
import {peekedSession} from '../client/select/peek.js';
import {selectedProject} from '../client/select/projects.js';
import {selectedFound} from '../client/select/search.js';
import {selectedSession} from '../client/select/sessions.js';
import {selectedTask} from '../client/select/tasks.js';
import {selectedMessage} from '../client/select/thread.js';
import type {State} from '../client/state/index.js';
import type {CopyFrom} from '../client/state/menu.js';
import {openScreen} from '../client/state/screen.js';
import {type Binding, needing, type Scope} from './binding.js';
import {threadAtHand} from './opening.js';

/** What there is to copy from on the screen that is open. */
const atHand = (state: State): CopyFrom | undefined => {
	const from = (kind: CopyFrom['kind'], item: {readonly id: string} | undefined): CopyFrom | undefined =>
		item === undefined ? undefined : {kind, id: item.id};
	switch (openScreen(state.screen)) {
		case 'sessions': {
			return from('session', selectedSession(state));
		}

		case 'peek': {
			return from('session', peekedSession(state));
		}

		case 'tasks': {
			return from('task', selectedTask(state));
		}

		case 'projects': {
			return from('project', selectedProject(state));
		}

		case 'inbox': {
			return from('thread', threadAtHand(state));
		}

		case 'thread': {
			return from('message', selectedMessage(state));
		}

		case 'search': {
			return from('message', selectedFound(state));
		}

		default: {
			return undefined;
		}
	}
};

export const copyKey: Binding = {
	id: 'row.copy',
	keys: ['y'],
	help: 'Choose what to copy of the row',
	...needing(
		atHand,
		'There is nothing to copy here',
	)({
		run: (of, {send}) => send({event: 'menu:opened', data: {kind: 'copy', of}}),
	}),
};

/** What is chosen of a menu. */
export const menuKeys: Scope = {
	title: 'Menu',
	bindings: [
		{
			id: 'menu.choose',
			keys: ['enter', 'y'],
			help: 'Take it',
			inFooter: true,
			...needing(
				selectedMenuRow,
				'There is nothing to choose any more',
			)({
				label: ({kind}) => (kind === 'copy' ? 'Copy it' : 'Make it the status'),
				whyNot: ({kind}, {connection}) =>
					kind === 'status' && connection.phase !== 'open' ? 'Not connected, so nothing can be changed' : undefined,
				run: (_row, {send}) => send({event: 'screen:closed'}),
				async act(row, {state, actions}) {
					if (row.kind === 'copy') {
						await actions.copy(row.label.toLowerCase(), row.value);
						return;
					}

					const {menu} = state.screen;
					const ids = menu?.kind === 'status' ? menu.taskIds : [];
					const tasks = ids.flatMap(id => state.tasks.get(id) ?? []);
					const {status} = row;
					await actions.changeTasks(
						{
							items: tasks.filter(task => task.status !== status),
							left: tasks
								.filter(task => task.status === status)
								.map(({id}) => ({id, why: `it is ${row.label} already`})),
						},
						{to: {status}, said: {one: `is ${row.label}`, several: row.label}},
					);
				},
			}),
		},
	],
};
