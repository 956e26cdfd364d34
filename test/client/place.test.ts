import fc from 'fast-check';
import {expect, onTestFinished, test} from 'vitest';
import type {ClientEvent, Snapshot} from '../../source/client/event.js';
import {followPlace} from '../../source/client/feeds/place.js';
import {type Place, placeOf} from '../../source/client/place.js';
import {createStore} from '../../source/client/store.js';
import {MaestroError} from '../../source/domain/errors.js';
import {docNote, hold, message, project, session, task, teamMember} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';

const printing = {id: 'r-1', taskId: 'T-1', mode: 'review', agent: 'claude', isHeadless: true, startedAt: 1};

const everything: Snapshot = {
	projects: [project()],
	tasks: [task(), task({id: 'T-2', parentId: 'T-1'})],
	sessions: [session(), session({id: 's-2', run: printing, docs: [docNote()]})],
	messages: [message()],
	holds: [hold()],
	members: [teamMember()],
};

type Given = {
	readonly place?: Place | undefined;
	readonly snapshot?: Snapshot;
	readonly refuses?: boolean;
	/** What the operator has done before it was read where they were. */
	readonly before?: readonly ClientEvent[];
};

const open = async ({place, snapshot = everything, refuses = false, before = []}: Given = {}) => {
	const store = createStore();
	const kept: Place[] = [];
	const told: string[] = [];
	const stopped = new AbortController();
	store.subscribe(() => {
		const {notice} = store.get();
		if (notice?.tone === 'error') {
			told.push(notice.text);
		}
	});
	const followed = followPlace({
		store,
		keeper: {
			async kept() {
				store.send(...before);
				return place;
			},
			async keep(left) {
				if (refuses) {
					throw new MaestroError('storage-failed', 'The disk is full');
				}

				kept.push(left);
			},
		},
		quietMs: 5,
		signal: stopped.signal,
	});
	store.send({event: 'snapshot', data: snapshot});
	const stop = async () => {
		stopped.abort();
		await followed;
	};
	onTestFinished(stop);
	await new Promise(resolve => setImmediate(resolve));
	return {store, kept, told, stop};
};

/** The place that an operator leaves who has done this, as it comes out of a file. */
const leave = async (...events: readonly ClientEvent[]): Promise<Place> => {
	const {store} = await open();
	store.send(...events);
	return JSON.parse(JSON.stringify(placeOf(store.get())));
};

const openedLog: readonly ClientEvent[] = [
	{event: 'log:opened', data: {sessionId: 's-2', runId: 'r-1'}},
	{event: 'log:moved', data: {to: {at: 100, row: 1}, size: 500}},
	{event: 'log:set', data: {wraps: false}},
];

const doings: ReadonlyArray<readonly [string, ...ClientEvent[]]> = [
	['a list', {event: 'list:opened', data: {screen: 'inbox'}}],
	['a row that is selected', {event: 'row:selected', data: {list: 'sessions', id: 's-2'}}],
	['a filter', {event: 'filter:changed', data: {list: 'tasks', text: 'status:todo'}}],
	['former filters', {event: 'filter:kept', data: {list: 'tasks', text: 'door'}}],
	['an order', {event: 'list:arranged', data: {list: 'sessions', how: {sort: 'name', isReversed: true}}}],
	['what is folded', {event: 'row:folded', data: {id: 'T-1'}}],
	['what is pinned', {event: 'row:pinned', data: {id: 's-2'}}],
	['that there is no preview', {event: 'preview:toggled'}],
	["everyone's messages", {event: 'scope:changed', data: {scope: 'all'}}],
	[
		'a thread, the message in it, and how far it was read',
		{event: 'list:opened', data: {screen: 'inbox'}},
		{event: 'thread:opened', data: {id: 'm-1'}},
		{event: 'row:selected', data: {list: 'thread', id: 'm-1'}},
		{event: 'text:scrolled', data: {to: 3}},
	],
	['an exchange that is held', {event: 'exchange:opened', data: {id: 'hold-1', between: ['s-1', 's-2']}}],
	['a search', {event: 'search:asked', data: {query: 'door from:s-1'}}],
	['a history', {event: 'timeline:opened', data: {of: {kind: 'task', id: 'T-1'}}}],
	[
		'details that were opened from details',
		{event: 'details:opened', data: {kind: 'task', id: 'T-1'}},
		{event: 'details:opened', data: {kind: 'session', id: 's-2'}},
	],
	['a place in a log', ...openedLog],
	['the documents', {event: 'screen:opened', data: {screen: 'docs'}}],
	['a document', {event: 'doc:opened', data: {id: 'doc-1', sessionId: 's-2'}}],
	['the team members', {event: 'screen:opened', data: {screen: 'members'}}],
	['the details of a team member', {event: 'details:opened', data: {kind: 'member', id: 'tm-1'}}],
	['the hosts', {event: 'screen:opened', data: {screen: 'hosts'}}],
	['the settings', {event: 'screen:opened', data: {screen: 'settings'}}],
	['the statistics', {event: 'screen:opened', data: {screen: 'stats'}}],
];

for (const [title, ...events] of doings) {
	test(`${title} is come back to`, async () => {
		const left = await leave(...events);

		const {store} = await open({place: left});

		expect(left).not.toEqual(JSON.parse(JSON.stringify(placeOf((await open()).store.get()))));
		expect(JSON.parse(JSON.stringify(placeOf(store.get())))).toEqual(left);
	});
}

test('whatever was done, it is come back to', async () => {
	const events = fc.array(fc.constantFrom(...doings.flatMap(([, ...done]) => done)), {maxLength: 12});

	await fc.assert(
		fc.asyncProperty(events, async done => {
			// Only what is open can be moved in.
			const left = await leave(...done);
			const {store} = await open({place: left});

			expect(JSON.parse(JSON.stringify(placeOf(store.get())))).toEqual(left);
		}),
		{numRuns: 40},
	);
});

const nothing: Snapshot = {projects: [], tasks: [], sessions: [], messages: [], holds: []};

for (const [title, ...events] of doings.filter(
	([title]) => !/the |search|list|row|filter|order|what|that|every/.test(title),
)) {
	test(`${title} that is not there any more is left out without a word`, async () => {
		const {store, told} = await open({place: await leave(...events), snapshot: nothing});

		expect(store.get().screen.stack).toHaveLength(1);
		expect(told).toEqual([]);
	});
}

test('of details the subjects that are still there are shown', async () => {
	const left = await leave(
		{event: 'details:opened', data: {kind: 'task', id: 'T-1'}},
		{event: 'details:opened', data: {kind: 'session', id: 's-2'}},
	);

	const {store} = await open({place: left, snapshot: {...everything, sessions: []}});

	expect(store.get().screen.details).toEqual([{kind: 'task', id: 'T-1'}]);
});

test('a log of a run that was followed by another is not opened', async () => {
	const sessions = [session({id: 's-2', run: {...printing, id: 'r-2'}})];

	const {store} = await open({place: await leave(...openedLog), snapshot: {...everything, sessions}});

	expect(store.get().screen.stack).toEqual(['sessions']);
});

test('a dispatch that was put together leaves nothing behind', async () => {
	const left = await leave(
		{event: 'list:opened', data: {screen: 'tasks'}},
		{event: 'dispatch:opened', data: {taskId: 'T-1'}},
	);

	expect(left.stack).toEqual(['tasks']);
});

test('whoever has opened something by then stays there', async () => {
	const place = await leave(
		{event: 'list:opened', data: {screen: 'inbox'}},
		{event: 'thread:opened', data: {id: 'm-1'}},
	);

	const {store} = await open({place, before: [{event: 'list:opened', data: {screen: 'tasks'}}]});

	expect(store.get().screen.stack).toEqual(['tasks']);
});

test('whoever has selected something by then keeps it', async () => {
	const place = await leave({event: 'row:selected', data: {list: 'sessions', id: 's-2'}});

	const {store} = await open({place, before: [{event: 'row:selected', data: {list: 'sessions', id: 's-1'}}]});

	expect(store.get().screen.selected.sessions).toBe('s-1');
});

test('names of screens and lists that nobody knows are left out', async () => {
	const place = await leave({event: 'list:opened', data: {screen: 'inbox'}});

	const {store} = await open({
		place: {...place, stack: ['inbox', 'constructor'], last: 'nowhere', selected: {__proto__: 'x', nothing: 'y'}},
	});

	expect(store.get().screen.stack).toEqual(['inbox']);
	expect(store.get().screen.last).toBeUndefined();
	expect(Object.keys(store.get().screen.selected)).toEqual([]);
});

test('it is kept a moment after it changed, and not with every key', async () => {
	const {store, kept} = await open();

	for (const id of ['s-1', 's-2', 's-1', 's-2']) {
		store.send({event: 'row:selected', data: {list: 'sessions', id}});
	}

	await eventually(() => expect(kept.map(({selected}) => selected.sessions)).toEqual(['s-2']));
});

test('nothing is written where nobody went anywhere', async () => {
	const {kept, stop, store} = await open({place: await leave({event: 'list:opened', data: {screen: 'inbox'}})});

	store.send({event: 'session:updated', data: session({status: 'idle'})});
	await stop();

	expect(kept).toEqual([]);
});

test('what changed right before the end is kept', async () => {
	const {store, kept, stop} = await open();

	store.send({event: 'list:opened', data: {screen: 'tasks'}});
	await stop();

	expect(kept.at(-1)?.stack).toEqual(['tasks']);
});

test('a disk that takes nothing is told of once', async () => {
	const {store, told, stop} = await open({refuses: true});

	store.send({event: 'list:opened', data: {screen: 'tasks'}});
	await eventually(() => expect(told).toEqual(['The disk is full']));
	store.send({event: 'notice:cleared'}, {event: 'list:opened', data: {screen: 'inbox'}});
	await stop();

	expect(told).toEqual(['The disk is full']);
});
