import {expect, test} from 'vitest';
import type {ClientEvent, Snapshot} from '../../source/client/event.js';
import {withoutTitles} from '../../source/client/select/arrange.js';
import {explainBadge} from '../../source/client/select/explain.js';
import {exportable} from '../../source/client/select/export.js';
import {inboxRows} from '../../source/client/select/inbox.js';
import {layoutOf} from '../../source/client/select/layout.js';
import {counts, needs} from '../../source/client/select/needs.js';
import {previewTarget} from '../../source/client/select/preview.js';
import {projectRows} from '../../source/client/select/projects.js';
import {selectedSession, sessionList} from '../../source/client/select/sessions.js';
import {taskList} from '../../source/client/select/tasks.js';
import {threadsOf} from '../../source/client/select/threads.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import type {Session} from '../../source/domain/session.js';
import {hold, longAgo, message, project, session, task} from '../helpers/builders.js';

const stateOf = (given: Partial<Snapshot>, ...events: readonly ClientEvent[]): State =>
	[
		{
			event: 'snapshot',
			data: {projects: [], tasks: [], sessions: [], messages: [], holds: [], ...given},
		} as const,
		...events,
	].reduce(update, initialState);

const filtered = (list: 'sessions' | 'tasks', text: string): ClientEvent => ({
	event: 'filter:changed',
	data: {list, text},
});

test('sessions that live stand before those that ended, and the newest first', () => {
	const sessions = [
		session({id: 'old', startedAt: 1}),
		session({id: 'ended', startedAt: 9, status: 'completed'}),
		session({id: 'new', startedAt: 2}),
	];

	expect(sessionList(stateOf({sessions})).map(({id}) => id)).toEqual(['new', 'old', 'ended']);
});

const sessions = [
	session({id: 's-1', name: 'Fix login', status: 'idle', startedAt: 3, projectId: 'p-1'}),
	session({id: 's-2', name: 'Write docs', status: 'working', startedAt: 2, projectId: 'p-2'}),
	session({id: 's-3', name: 'Fix docs', status: 'working', startedAt: 1, projectId: 'p-1'}),
];
const projects = [project({id: 'p-1', name: 'Shop'}), project({id: 'p-2', name: 'Site'})];

const filters: ReadonlyArray<[filter: string, ids: readonly string[]]> = [
	['', ['s-1', 's-2', 's-3']],
	['fix', ['s-1', 's-3']],
	['FIX docs', ['s-3']],
	['!docs', ['s-1']],
	['status:working', ['s-2', 's-3']],
	['!status:working', ['s-1']],
	['project:site', ['s-2']],
	['status:working !project:site', ['s-3']],
	['nothing has this', []],
	['status:', ['s-1', 's-2', 's-3']],
];

for (const [filter, ids] of filters) {
	test(`the filter "${filter}" keeps ${ids.join(', ') || 'nothing'}`, () => {
		expect(sessionList(stateOf({sessions, projects}, filtered('sessions', filter))).map(({id}) => id)).toEqual(ids);
	});
}

test('a selection that is not in the list stands for the first row', () => {
	const state = stateOf({sessions}, {event: 'row:selected', data: {list: 'sessions', id: 'gone'}});

	expect(selectedSession(state)?.id).toBe('s-1');
});

test('tasks make a tree, with what is folded left out', () => {
	const tasks = [
		task({id: 'T-1', createdAt: 1}),
		task({id: 'T-2', createdAt: 2}),
		task({id: 'T-3', parentId: 'T-1', createdAt: 3}),
		task({id: 'T-4', parentId: 'T-3', createdAt: 4}),
	];
	const shape = (state: State) => withoutTitles(taskList(state)).map(({id, depth}) => `${'-'.repeat(depth)}${id}`);

	expect(shape(stateOf({tasks}))).toEqual(['T-1', '-T-3', '--T-4', 'T-2']);
	expect(shape(stateOf({tasks}, {event: 'row:folded', data: {id: 'T-1'}}))).toEqual(['T-1', 'T-2']);
});

test('no task is lost, whatever its parent is', () => {
	const tasks = [
		task({id: 'orphan', parentId: 'gone'}),
		task({id: 'a', parentId: 'b'}),
		task({id: 'b', parentId: 'a'}),
	];

	expect(
		withoutTitles(taskList(stateOf({tasks})))
			.map(({id}) => id)
			.sort(),
	).toEqual(['a', 'b', 'orphan']);
});

test('a task shows the badges of the sessions that are at work on it', () => {
	const state = stateOf({
		tasks: [task()],
		sessions: [session({status: 'idle'}), session({id: 's-2', status: 'stopped'})],
	});

	expect(withoutTitles(taskList(state))[0]?.badges).toEqual(['idle']);
});

test('a project counts its open tasks and its live sessions', () => {
	const state = stateOf({
		projects: [project()],
		tasks: [task(), task({id: 'T-2', status: 'completed'})],
		sessions: [session(), session({id: 's-2', status: 'failed'})],
	});

	expect(projectRows(state)).toMatchObject([{openTasks: 1, liveSessions: 1}]);
});

test('threads that wait for the operator come first, the one that waits longest at the top', () => {
	const messages = [
		message({id: 'read', order: 4, status: 'read'}),
		message({id: 'older', order: 1}),
		message({id: 'newer', order: 2}),
		message({id: 'answer', order: 3, from: 'operator', to: 's-1', metadata: {threadId: 'newer', replyTo: 'newer'}}),
	];

	expect(
		inboxRows(stateOf({messages})).map(row => [row.id, row.kind === 'thread' ? row.thread.unread : 'none']),
	).toEqual([
		['older', 1],
		['newer', 1],
		['read', 0],
	]);
});

test('what needs a person is counted, and stands in the order in which it came', () => {
	const state = stateOf({
		sessions: [session({needsInput: {active: true, since: 2}}), session({id: 's-2', status: 'working'})],
		messages: [
			message({id: 'm-1', createdAt: 3}),
			message({id: 'm-0', createdAt: 1}),
			message({id: 'm-9', status: 'read'}),
		],
		holds: [hold({since: 4}), hold({id: 'hold-2', decision: 'allowed'})],
	});

	expect(needs(state).map(({id}) => id)).toEqual(['m-0', 's-1', 'm-1', 'hold-1']);
	expect(counts(state)).toEqual({working: 1, needYou: 2, unread: 2});
});

const talk = stateOf(
	{
		sessions: [session({name: 'Builder'}), session({id: 's-2', name: 'Reviewer'})],
		messages: [
			message({id: 'm-1', order: 1, message: 'Which door?', metadata: {type: 'request', priority: 'high'}}),
			message({id: 'm-2', order: 2, from: 's-2', message: 'Done', status: 'read', metadata: {taskId: 'T-7'}}),
			message({id: 'm-3', order: 3, from: 'operator', to: 's-2', message: 'Go on', status: 'failed'}),
			message({id: 'm-4', order: 4, from: 'operator', to: 's-1', message: 'Wait', hold: 'hold-1'}),
		],
		holds: [hold()],
	},
	{event: 'draft:opened', data: {id: 'd', to: 's-2', replyTo: undefined}},
	{event: 'draft:edited', data: {id: 'd', by: {kind: 'insert', text: 'Half a thought'}}},
);

const inboxFilters: ReadonlyArray<[filter: string, ids: readonly string[]]> = [
	['', ['hold-1', 'm-1', 'draft:d', 'm-4', 'm-3', 'm-2']],
	['status:unread', ['m-1']],
	['status:failed', ['m-3']],
	['status:held', ['m-4']],
	['status:draft', ['draft:d']],
	['from:builder', ['hold-1', 'm-1']],
	['to:reviewer', ['hold-1', 'draft:d', 'm-3']],
	['from:you !to:reviewer', ['m-4']],
	['type:request', ['m-1']],
	['priority:high', ['m-1']],
	['!priority:high from:reviewer', ['hold-1', 'm-2']],
	['task:t-7', ['m-2']],
	['done', ['m-2']],
	['half thought', ['draft:d']],
];

for (const [filter, ids] of inboxFilters) {
	test(`of the inbox the filter "${filter}" keeps ${ids.join(', ')}`, () => {
		const state = update(talk, {event: 'filter:changed', data: {list: 'inbox', text: filter}});

		expect(inboxRows(state).map(({id}) => id)).toEqual(ids);
	});
}

const exports: ReadonlyArray<[title: string, events: readonly ClientEvent[], queries: unknown]> = [
	['the inbox is all from and to the operator', [], [{party: 'operator'}]],
	['what everyone wrote is everything', [{event: 'scope:changed', data: {scope: 'all'}}], [{}]],
	[
		'a filtered inbox is the threads that are listed, in their order',
		[{event: 'filter:changed', data: {list: 'inbox', text: 'from:reviewer'}}],
		[{threadId: 'm-2'}],
	],
	['an open thread is that thread', [{event: 'thread:opened', data: {id: 'm-3'}}], [{threadId: 'm-3'}]],
];

for (const [title, events, queries] of exports) {
	test(`for export ${title}`, () => {
		const opened = update(talk, {event: 'list:opened', data: {screen: 'inbox'}});

		expect(exportable(events.reduce(update, opened))?.queries).toEqual(queries);
	});
}

test('a thread of others is answered to the one who wrote last, and one with the operator to their partner', () => {
	const messages = [
		message({id: 'a', order: 1, from: 's-1', to: 's-2'}),
		message({id: 'b', order: 2, from: 's-2', to: 's-1', metadata: {threadId: 'a'}}),
		message({id: 'c', order: 3, from: 's-1', to: 's-2', metadata: {threadId: 'd'}}),
		message({id: 'd', order: 1, from: 's-2', to: 'operator'}),
	];
	const threads = threadsOf(messages, new Map());

	expect(threads.map(({id, party, isOurs}) => [id, party, isOurs])).toEqual([
		['a', 's-2', false],
		['d', 's-2', true],
	]);
});

test('a selector answers the same object until its input changes', () => {
	const state = stateOf({sessions});
	const moved = update(state, {event: 'row:selected', data: {list: 'sessions', id: 's-2'}});

	expect(sessionList(moved)).toBe(sessionList(state));
	expect(layoutOf(moved)).toBe(layoutOf(state));
});

const window = {multiplexer: 'tmux', address: '/tmp/x', session: 'maestro', windowId: '@1', paneId: '%1', key: 'k'};
const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: 1, window};
const seen = stateOf({sessions: [session({run})]});

test('a window is looked at only while it is on the screen', () => {
	expect(previewTarget(seen)).toEqual({sessionId: 's-1', window});
	expect(previewTarget(update(seen, {event: 'preview:toggled'}))).toBeUndefined();
	expect(previewTarget(update(seen, {event: 'list:opened', data: {screen: 'tasks'}}))).toBeUndefined();
	expect(previewTarget(update(seen, {event: 'terminal:lent'}))).toBeUndefined();
});

const now = longAgo + 120_000;
const explanations: ReadonlyArray<[given: Partial<Session>, says: RegExp]> = [
	[
		{activity: {state: 'idle', source: 'hook Stop', at: longAgo}},
		/^idle; seen by hook Stop at .*\(2m ago\); the server says working$/,
	],
	[{activity: {state: 'working', source: 'hook Stop', at: longAgo}}, /^working; seen by hook Stop at .*\(2m ago\)$/],
	[
		{needsInput: {active: true, message: 'May I?', since: longAgo}},
		/^needs-input; it asked for a person since .*: May I\?$/,
	],
	[
		{needsInput: {active: true, since: 1}, activity: {state: 'working', source: 'hook PostToolUse', at: longAgo}},
		/^needs-input; .*; but later hook PostToolUse saw working$/,
	],
	[{}, /^working; nobody has seen what it does; the server says working, last at/],
	[
		{status: 'completed', completedAt: longAgo, run: {...run, exitCode: 1}},
		/^ended; the server says completed, exit code 1 since/,
	],
	[
		{status: 'failed', completedAt: longAgo, run: {...run, signal: 9, reason: 'out of time'}},
		/^failed; the server says failed, SIGKILL, out of time since/,
	],
	[{status: 'stopped', activity: {state: 'working', source: 'window', at: 1}}, /^stopped; .*; but window saw working$/],
];

for (const [given, says] of explanations) {
	test(`a badge is explained as ${says.source}`, () => {
		expect(explainBadge(session(given), now)).toMatch(says);
	});
}

test('the preview goes beside the list on a wide terminal, below it on a high one, and away on a small one', () => {
	const sized = (columns: number, rows: number) =>
		layoutOf(update(initialState, {event: 'terminal:resized', data: {columns, rows}}));

	expect(sized(200, 50).preview?.side).toBe('right');
	expect(sized(80, 24).preview?.side).toBe('below');
	expect(sized(50, 12).preview).toBeUndefined();
	for (const {body, main, preview} of [sized(200, 50), sized(80, 24)]) {
		const beside = preview?.side === 'right';
		expect(main.columns + (beside ? (preview?.columns ?? 0) + 1 : 0)).toBe(body.columns);
		expect(main.rows + (beside ? 0 : (preview?.rows ?? 0) + 1)).toBe(body.rows);
	}
});
