import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import {selectedSession} from '../../source/client/select/sessions.js';
import {selectedTask} from '../../source/client/select/tasks.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import {showRow} from '../../source/keymap/showing.js';
import {project, session, task} from '../helpers/builders.js';

const start = update(initialState, {
	event: 'snapshot',
	data: {
		projects: [project()],
		tasks: [task(), task({id: 'T-2', parentId: 'T-1'}), task({id: 'T-3', parentId: 'T-2', status: 'completed'})],
		sessions: [
			session({startedAt: 9}),
			session({id: 's-2', parentSessionId: 's-1'}),
			session({id: 's-3', status: 'completed', completedAt: 5, archivedAt: 6}),
		],
		messages: [],
		holds: [],
	},
});

const after = (...events: readonly ClientEvent[]): State => events.reduce(update, start);

const hidden: ReadonlyArray<[what: string, events: readonly ClientEvent[]]> = [
	['is there', []],
	['was filtered away', [{event: 'filter:changed', data: {list: 'tasks', text: 'elephant'}}]],
	['was folded away', ['T-1', 'T-2'].map(id => ({event: 'row:folded', data: {id}}) as const)],
	['is closed, and those are hidden', [{event: 'list:arranged', data: {list: 'tasks', how: {hidesIdle: true}}}]],
	[
		'is in a folded group',
		[
			{event: 'list:arranged', data: {list: 'tasks', how: {groupBy: 'status'}}},
			{event: 'row:folded', data: {id: 'group:tasks:status:completed'}},
		],
	],
];

for (const [what, events] of hidden) {
	test(`a task that ${what} is shown and selected`, () => {
		const state = after(...events);

		expect(selectedTask(showRow('tasks', 'T-3', state).reduce(update, state))?.id).toBe('T-3');
	});
}

test('a session below a folded one is shown, and so is one that was put away', () => {
	const folded = after({event: 'row:folded', data: {id: 's-1'}});

	expect(selectedSession(showRow('sessions', 's-2', folded).reduce(update, folded))?.id).toBe('s-2');
	expect(selectedSession(showRow('sessions', 's-3', start).reduce(update, start))?.id).toBe('s-3');
});
