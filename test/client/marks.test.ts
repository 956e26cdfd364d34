import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import {chosenSessions, chosenTasks} from '../../source/client/select/marks.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import type {ListId} from '../../source/client/state/screen.js';
import {longAgo, message, project, session, task} from '../helpers/builders.js';

const snapshot: ClientEvent = {
	event: 'snapshot',
	data: {
		projects: [project(), project({id: 'p-2'})],
		tasks: [task(), task({id: 'T-2'})],
		sessions: [session(), session({id: 's-2'}), session({id: 's-3', status: 'completed', completedAt: longAgo})],
		messages: [message(), message({id: 'm-2', order: 2})],
		holds: [],
	},
};

const mark = (list: ListId, ...ids: readonly string[]): ClientEvent => ({event: 'rows:marked', data: {list, ids}});
const unmark = (list: ListId, ...ids: readonly string[]): ClientEvent => ({event: 'rows:unmarked', data: {list, ids}});
const after = (...events: readonly ClientEvent[]): State => [snapshot, ...events].reduce(update, initialState);
const marked = (state: State, list: ListId): readonly string[] => [...(state.screen.marks[list] ?? [])];

test('marks are kept for each list by itself', () => {
	const state = after(mark('sessions', 's-1', 's-2'), mark('tasks', 'T-1'), unmark('sessions', 's-1'));

	expect([marked(state, 'sessions'), marked(state, 'tasks')]).toEqual([['s-2'], ['T-1']]);
	expect(after(mark('tasks', 'T-1'), unmark('tasks', 'T-1')).screen.marks).toEqual({});
});

test('marks survive a filter that hides their rows, and what is asked for is about them', () => {
	const state = after(mark('sessions', 's-1', 's-2'), {
		event: 'filter:changed',
		data: {list: 'sessions', text: 'nothing has these words'},
	});

	expect(marked(state, 'sessions')).toEqual(['s-1', 's-2']);
	expect(
		chosenSessions(state)
			.map(({id}) => id)
			.sort(),
	).toEqual(['s-1', 's-2']);
});

const leaving: ReadonlyArray<
	[what: string, list: ListId, ids: readonly string[], event: ClientEvent, left: readonly string[]]
> = [
	['a session that is deleted', 'sessions', ['s-1', 's-2'], {event: 'session:deleted', data: {id: 's-1'}}, ['s-2']],
	[
		'a session that is put away',
		'sessions',
		['s-1', 's-3'],
		{event: 'session:updated', data: session({id: 's-3', status: 'completed', completedAt: longAgo, archivedAt: 1})},
		['s-1'],
	],
	['a task that is deleted', 'tasks', ['T-1', 'T-2'], {event: 'task:deleted', data: {id: 'T-2'}}, ['T-1']],
	['a project that is removed', 'projects', ['p-1', 'p-2'], {event: 'project:deleted', data: {id: 'p-1'}}, ['p-2']],
	[
		'a thread whose last message is deleted',
		'inbox',
		['m-1', 'm-2'],
		{event: 'message:deleted', data: {id: 'm-1', from: 's-1', to: 'operator'}},
		['m-2'],
	],
	[
		'what a new picture has no more',
		'sessions',
		['s-1', 's-2'],
		{event: 'snapshot', data: {projects: [], tasks: [], sessions: [session({id: 's-2'})], messages: [], holds: []}},
		['s-2'],
	],
];

for (const [what, list, ids, event, left] of leaving) {
	test(`the mark of ${what} vanishes with it`, () => {
		expect(marked(after(mark(list, ...ids), event), list)).toEqual(left);
	});
}

test('the marks of rows that have gone meanwhile do not come back', () => {
	const state = after({event: 'task:deleted', data: {id: 'T-2'}}, mark('tasks', 'T-1', 'T-2'));

	expect(marked(state, 'tasks')).toEqual(['T-1']);
});

test('an event that leaves the marked rows where they are leaves the marks as they are', () => {
	const before = after(mark('sessions', 's-1'));
	const next = update(before, {event: 'session:updated', data: session({name: 'Another'})});

	expect(next.screen.marks).toBe(before.screen.marks);
});

test('without a mark, what is asked for is about the selected row', () => {
	const state = after({event: 'row:selected', data: {list: 'tasks', id: 'T-2'}});

	expect(chosenTasks(state).map(({id}) => id)).toEqual(['T-2']);
});
