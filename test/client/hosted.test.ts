import {expect, test} from 'vitest';
import {explainBadge} from '../../source/client/select/explain.js';
import {allSessionRows} from '../../source/client/select/sessions.js';
import {createStore} from '../../source/client/store.js';
import {type Badge, badgeOf} from '../../source/domain/badge.js';
import type {Run} from '../../source/domain/run.js';
import type {Session} from '../../source/domain/session.js';
import {longAgo, session} from '../helpers/builders.js';

const run = (given: Partial<Run> = {}): Run => ({
	id: 'run_1',
	taskId: 'T-1',
	mode: 'worker',
	agent: 'claude-code',
	isHeadless: false,
	startedAt: longAgo,
	window: {multiplexer: 'tmux', address: '/tmp/tmux', session: 'maestro', windowId: '@1', paneId: '%1', key: 'k'},
	...given,
});

const open = (...sessions: readonly Session[]) => {
	const store = createStore();
	store.send({event: 'snapshot', data: {projects: [], tasks: [], sessions, messages: [], holds: []}});
	const host = (hosted: Run | undefined, sessionId = 's-1') =>
		store.send({event: 'session:hosted', data: {sessionId, run: hosted}});
	const found = (id = 's-1'): Session => store.get().sessions.get(id) ?? session();
	return {store, host, found};
};

const rows: ReadonlyArray<
	readonly [title: string, told: Partial<Session>, seen: Partial<Run>, badge: Badge, says: RegExp]
> = [
	['its window is open before its agent has said a word', {status: 'spawning'}, {}, 'starting', /seen by window/],
	['its window is open, and the server says working', {}, {}, 'working', /seen by server .*: its window is open/],
	[
		'its window is gone, and the server still says working',
		{},
		{endedAt: longAgo, exitCode: 1},
		'ended',
		/seen by window .*: exit code 1; the server says working/,
	],
	['its window is gone, and nobody saw how', {}, {endedAt: longAgo}, 'lost', /its window is gone/],
	['it asks for a person', {needsInput: {active: true, message: 'Which?'}}, {}, 'needs-input', /Which\?/],
	['the server says that it has failed', {status: 'failed'}, {}, 'failed', /the server says failed/],
];

for (const [title, told, seen, badge, says] of rows) {
	test(`a session of a desktop server with a window here: ${title}`, () => {
		const {found, host} = open(session(told));

		host(run(seen));

		expect(badgeOf(found())).toBe(badge);
		expect(explainBadge(found(), longAgo)).toMatch(says);
		expect(found().run?.window?.windowId).toBe('@1');
	});
}

test('what the server tells later keeps the window, and a window that is not hosted any more leaves nothing', () => {
	const {store, found, host} = open(session());
	const hosted = run();
	host(hosted);

	store.send({event: 'session:updated', data: session({name: 'Changed'})});
	expect(found()).toMatchObject({name: 'Changed', run: hosted});
	host(undefined);

	expect(found()).toEqual(session({name: 'Changed'}));
});

test('the other sessions, and this one when nothing about it is different, stay the same objects', () => {
	const {store, found, host} = open(session(), session({id: 's-2'}));
	const other = found('s-2');
	const hosted = run();
	host(hosted);
	const before = store.get().sessions;

	host(hosted);
	store.send({
		event: 'snapshot',
		data: {projects: [], tasks: [], sessions: [...before.values()], messages: [], holds: []},
	});

	expect(found()).toBe(before.get('s-1'));
	expect(found('s-2')).toBe(other);
});

test('a session that should have started long ago and has no window is said to be so, as long as nobody knows more', () => {
	const {store, found, host} = open(session({status: 'spawning'}), session({id: 's-11', status: 'working'}));
	const abouts = () => allSessionRows(store.get()).map(({id, about}) => `${id} ${about}`);
	store.send({event: 'minute:began', data: {now: longAgo + 60_000}});
	expect(abouts().join()).not.toMatch(/no window seen/);

	store.send({event: 'minute:began', data: {now: longAgo + 120_000}});
	expect(abouts().filter(about => about.includes('no window seen'))).toEqual([expect.stringMatching(/^s-1 /)]);
	expect(badgeOf(found())).toBe('starting');
	expect(explainBadge(found(), longAgo + 120_000)).toMatch(/should have opened long ago/);
	host(run());

	expect(abouts().join()).not.toMatch(/no window seen/);
});
