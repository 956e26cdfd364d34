import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import {type Arranging, arrange, isTitle, withoutTitles} from '../../source/client/select/arrange.js';
import {arrangementWords} from '../../source/client/select/arrangements.js';
import {hiddenSessions, selectedSession, sessionList} from '../../source/client/select/sessions.js';
import {taskList} from '../../source/client/select/tasks.js';
import {sortTree, withParents} from '../../source/client/select/tree.js';
import {ownArrangement} from '../../source/client/state/finding.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import {message, project, session, task} from '../helpers/builders.js';

type Row = {readonly id: string; readonly depth: number; readonly kind?: never};

const arranging: Arranging<Row> = {
	list: 'tasks',
	sorts: {id: (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)},
	groups: {depth: {of: ({depth}) => String(depth)}},
};

const anyRows = fc
	.uniqueArray(fc.record({id: fc.string({unit: fc.constantFrom(...'abcd'), minLength: 1}), depth: fc.nat(2)}), {
		selector: ({id}) => id,
	})
	// A tree goes down one step at a time.
	.map(rows => {
		let most = 0;
		return rows.map((row): Row => {
			const depth = Math.min(row.depth, most);
			most = depth + 1;
			return {...row, depth};
		});
	});

test('however rows are arranged, each of them is there once', () => {
	fc.assert(
		fc.property(
			anyRows,
			fc.constantFrom(undefined, 'id'),
			fc.constantFrom(undefined, 'depth'),
			fc.boolean(),
			(rows, sort, groupBy, isReversed) => {
				const how = {...ownArrangement, sort, groupBy, isReversed};
				const arranged = arrange(rows, arranging, {how, folded: new Set(), pinned: new Set(['a', 'b'])});
				const ids = (all: readonly Row[]) => all.map(({id}) => id).sort();

				expect(ids(withoutTitles(arranged))).toEqual(ids(rows));
				expect(arranged.filter(isTitle).map(({count}) => count)).toEqual(
					groupBy === undefined
						? []
						: [...Map.groupBy(rows, ({depth}) => depth)].sort(([a], [b]) => a - b).map(([, all]) => all.length),
				);
			},
		),
	);
});

test('a tree that is sorted keeps each row below the one that it hangs on', () => {
	const parents = (rows: readonly Row[]) =>
		new Map(rows.map((row, index) => [row.id, rows.slice(0, index).findLast(({depth}) => depth < row.depth)?.id]));
	fc.assert(
		fc.property(anyRows, rows => {
			const sorted = sortTree(rows, siblings => siblings.toSorted(arranging.sorts.id));

			expect(parents(sorted)).toEqual(parents(rows));
			expect(sorted.filter(({depth}) => depth === 0)).toEqual(
				rows.filter(({depth}) => depth === 0).toSorted(arranging.sorts.id),
			);
		}),
	);
});

test('of a tree the rows that are wanted are kept, and those that they hang on, and no others', () => {
	fc.assert(
		fc.property(anyRows, rows => {
			const isWanted = ({id}: Row) => id.includes('a');
			const needed = new Set<string>();
			for (const [index, row] of rows.entries()) {
				for (let at: number | undefined = isWanted(row) ? index : undefined; at !== undefined && at >= 0; ) {
					const {id, depth} = rows[at] ?? row;
					needed.add(id);
					at = rows.slice(0, at).findLastIndex(other => other.depth < depth);
				}
			}

			expect(withParents(rows, isWanted).map(({id}) => id)).toEqual(
				rows.filter(({id}) => needed.has(id)).map(({id}) => id),
			);
		}),
	);
});

const stateWith = (...events: readonly ClientEvent[]): State =>
	[
		{
			event: 'snapshot',
			data: {
				projects: [project({name: 'Shop'}), project({id: 'p-2', name: 'Attic'})],
				tasks: [
					task({title: 'Zinc', status: 'completed'}),
					task({id: 'T-2', title: 'Below', parentId: 'T-1', projectId: 'p-2'}),
					task({id: 'T-3', title: 'Air', status: 'completed', createdAt: 1}),
				],
				sessions: [
					session({name: 'Zoe', startedAt: 3}),
					session({id: 's-2', name: 'Adam', status: 'idle', startedAt: 2, projectId: 'p-2'}),
					session({id: 's-3', name: 'Eve', status: 'completed', completedAt: 5, startedAt: 1}),
					session({id: 's-4', name: 'Kim', status: 'idle', startedAt: 0}),
				],
				messages: [message({from: 's-4'})],
				holds: [],
			},
		} as const,
		...events,
	].reduce(update, initialState);

const by = (list: 'sessions' | 'tasks', how: Partial<typeof ownArrangement>): ClientEvent => ({
	event: 'list:arranged',
	data: {list, how},
});

const names = (state: State): readonly string[] =>
	sessionList(state).map(row => (isTitle(row) ? `[${row.text} ${row.count}]` : row.name));

const titles = (state: State): readonly string[] =>
	taskList(state).map(row => (isTitle(row) ? `[${row.text} ${row.count}]` : `${' '.repeat(row.depth)}${row.title}`));

const orders: ReadonlyArray<[title: string, events: readonly ClientEvent[], names: readonly string[]]> = [
	['sessions stand by their age', [], ['Zoe', 'Adam', 'Kim', 'Eve']],
	['sessions are sorted by name', [by('sessions', {sort: 'name'})], ['Adam', 'Eve', 'Kim', 'Zoe']],
	['and the other way', [by('sessions', {sort: 'name', isReversed: true})], ['Zoe', 'Kim', 'Eve', 'Adam']],
	[
		'what is pinned stands first in any order',
		[by('sessions', {sort: 'name'}), {event: 'row:pinned', data: {id: 's-1'}}],
		['Zoe', 'Adam', 'Eve', 'Kim'],
	],
	[
		'sessions stand under their projects',
		[by('sessions', {groupBy: 'project'})],
		['[Attic 1]', 'Adam', '[Shop 3]', 'Zoe', 'Kim', 'Eve'],
	],
	[
		'a group that is folded is its title alone',
		[by('sessions', {groupBy: 'project'}), {event: 'row:folded', data: {id: 'group:sessions:project:Shop'}}],
		['[Attic 1]', 'Adam', '[Shop 3]'],
	],
	[
		'those that are idle or over are hidden, but not with something unread',
		[by('sessions', {hidesIdle: true})],
		['Zoe', 'Kim'],
	],
	[
		'the one that is selected is not hidden',
		[by('sessions', {hidesIdle: true}), {event: 'row:selected', data: {list: 'sessions', id: 's-3'}}],
		['Zoe', 'Kim', 'Eve'],
	],
];

for (const [title, events, expected] of orders) {
	test(title, () => {
		expect(names(stateWith(...events))).toEqual(expected);
	});
}

test('tasks are sorted below the task that they hang on', () => {
	expect(titles(stateWith())).toEqual(['Air', 'Zinc', ' Below']);
	expect(titles(stateWith(by('tasks', {sort: 'title', isReversed: true})))).toEqual(['Zinc', ' Below', 'Air']);
});

test('tasks under titles hang on nothing', () => {
	const state = stateWith({event: 'row:folded', data: {id: 'T-1'}}, by('tasks', {groupBy: 'status'}));

	expect(titles(state)).toEqual(['[todo 1]', 'Below', '[completed 2]', 'Air', 'Zinc']);
});

test('a task that is closed stays while something open hangs on it', () => {
	expect(titles(stateWith(by('tasks', {hidesIdle: true})))).toEqual(['Zinc', ' Below']);
});

test('a title is not selected while its rows are there, and stands for no session when it is', () => {
	const grouped = stateWith(by('sessions', {groupBy: 'project'}));
	const folded = [
		{event: 'row:folded', data: {id: 'group:sessions:project:Attic'}} as const,
		{event: 'row:selected', data: {list: 'sessions', id: 'group:sessions:project:Attic'}} as const,
	].reduce(update, grouped);

	expect(selectedSession(grouped)?.name).toBe('Adam');
	expect(selectedSession(folded)).toBeUndefined();
});

test('how a list is put in order is said in words, with what is hidden', () => {
	const state = stateWith(by('sessions', {sort: 'name', isReversed: true, groupBy: 'project', hidesIdle: true}));

	expect(arrangementWords(stateWith())).toEqual([]);
	expect(arrangementWords(state)).toEqual(['by name, reversed', 'grouped by project', '2 hidden']);
	expect(hiddenSessions(state)).toBe(2);
});

test('in its own order a list is the rows themselves, and the same object until they change', () => {
	const state = stateWith();
	const moved = update(state, {event: 'row:selected', data: {list: 'sessions', id: 's-2'}});

	expect(sessionList(moved)).toBe(sessionList(state));
	expect(taskList(moved)).toBe(taskList(state));
});

test('when one session changes, the rows of the others are the same objects', () => {
	const before = stateWith();
	const after = update(before, {event: 'session:updated', data: session({name: 'Zora', startedAt: 3})});
	const rowOf = (state: State, id: string) => withoutTitles(sessionList(state)).find(row => row.id === id);

	expect(rowOf(after, 's-1')?.name).toBe('Zora');
	for (const id of ['s-2', 's-3', 's-4']) {
		expect(rowOf(after, id)).toBe(rowOf(before, id));
	}
});

test('a row is told anew when its task, its project, or what is unread of it changes', () => {
	const before = stateWith();
	const changes: ReadonlyArray<[event: ClientEvent, told: object]> = [
		[{event: 'task:updated', data: task({title: 'Tin'})}, {about: 'T-1 Tin'}],
		[{event: 'project:updated', data: project({name: 'Store'})}, {project: 'Store'}],
		[{event: 'message:created', data: message({id: 'm-2', from: 's-1', order: 2})}, {unread: 1}],
	];

	for (const [event, told] of changes) {
		expect(sessionList(update(before, event)).find(({id}) => id === 's-1')).toMatchObject(told);
		expect(sessionList(before).find(({id}) => id === 's-1')).toMatchObject({project: 'Shop', unread: 0});
	}
});
