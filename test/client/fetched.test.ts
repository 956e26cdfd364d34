import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import {wantedOf} from '../../source/client/select/wanted.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import type {Message} from '../../source/domain/message.js';
import {message} from '../helpers/builders.js';

const server = {url: 'u', name: 'n', version: undefined, capabilities: ['messages']};
const open: ClientEvent = {event: 'connection:open', data: server};
const snapshot: ClientEvent = {
	event: 'snapshot',
	data: {projects: [], tasks: [], sessions: [], messages: [], holds: []},
};
const all: ClientEvent = {event: 'scope:changed', data: {scope: 'all'}};

const after = (...events: readonly ClientEvent[]): State => [open, ...events].reduce(update, initialState);

const between = (id: string, given: Partial<Message> = {}): Message =>
	message({id, order: Number(id.replace(/\D/g, '')), from: 's-1', to: 's-2', ...given});

/** The answer to what is wanted of that kind in this state. */
const answer = (state: State, kind: string, messages: readonly Message[], hasMore = false): ClientEvent => {
	const wanted = wantedOf(state).find(one => one.kind === 'messages' && one.of.kind === kind);
	if (wanted?.kind !== 'messages') {
		throw new TypeError(`${kind} is not wanted`);
	}

	return {event: 'messages:found', data: {of: wanted.of, round: wanted.round, messages, hasMore}};
};

const ids = (state: State, kind: 'overheard' | 'thread' | 'hold' | 'search') => [
	...(state.fetched[kind]?.messages.keys() ?? []),
];

test('nothing is wanted before something is opened, and nothing while there is no connection', () => {
	expect(wantedOf(after(snapshot))).toEqual([]);
	expect(wantedOf([snapshot, all].reduce(update, initialState))).toEqual([]);
	expect(wantedOf(after(all)).map(({key}) => key)).toEqual(['overheard 1']);
});

test('what happens while an answer is on its way is in it, whichever of the two is older', () => {
	const asked = after(all);
	const late = answer(asked, 'overheard', [between('m1'), between('m2'), between('m3', {status: 'pending'})]);
	const state = [
		{event: 'message:read', data: between('m3', {status: 'read'})} as const,
		{event: 'message:created', data: between('m4')} as const,
		{event: 'message:deleted', data: {id: 'm2', from: 's-1', to: 's-2'}} as const,
		late,
	].reduce(update, asked);

	expect(ids(state, 'overheard')).toEqual(['m1', 'm3', 'm4']);
	expect(state.fetched.overheard?.messages.get('m3')?.status).toBe('read');
	expect(wantedOf(state)).toEqual([]);
});

test('after a new snapshot everything that is open is asked for again, and an old answer is not taken for the new one', () => {
	const asked = after(all);
	const old = answer(asked, 'overheard', [between('m1')]);
	const again = update(asked, snapshot);
	expect(ids(update(again, old), 'overheard')).toEqual([]);

	const fresh = update(again, answer(again, 'overheard', [between('m1'), between('m2')]));
	expect(ids(fresh, 'overheard')).toEqual(['m1', 'm2']);
});

test('until the new answer is there the old messages are shown', () => {
	const asked = after(all);
	const there = update(asked, answer(asked, 'overheard', [between('m1')]));

	expect(ids(update(there, snapshot), 'overheard')).toEqual(['m1']);
});

test('what is not on the screen any more is not asked for again', () => {
	const opened = after({event: 'thread:opened', data: {id: 'm1'}});
	expect(wantedOf(update(opened, snapshot))).toHaveLength(1);

	expect(wantedOf([{event: 'screen:closed'} as const, snapshot].reduce(update, opened))).toEqual([]);
});

test('an answer for another thread than the open one comes too late', () => {
	const first = after({event: 'thread:opened', data: {id: 'm1'}});
	const late = answer(first, 'thread', [between('m1')]);
	const second = update(first, {event: 'thread:opened', data: {id: 'm5'}});

	expect(ids(update(second, late), 'thread')).toEqual([]);
});

const live: ReadonlyArray<[title: string, opening: ClientEvent, kind: 'overheard' | 'thread' | 'hold' | 'search']> = [
	['what sessions wrote', all, 'overheard'],
	['a thread', {event: 'thread:opened', data: {id: 'm1'}}, 'thread'],
	['a held exchange', {event: 'exchange:opened', data: {id: 'h', between: ['s-1', 's-2']}}, 'hold'],
	['a search', {event: 'search:asked', data: {query: 'x'}}, 'search'],
];
const happened = [
	between('m8', {metadata: {threadId: 'm1'}}),
	between('m9'),
	between('m10', {to: 'operator', metadata: {threadId: 'm1'}}),
];
const expected = {overheard: ['m1', 'm8', 'm9'], thread: ['m1', 'm8', 'm10'], hold: ['m1', 'm8', 'm9'], search: ['m1']};

for (const [title, opening, kind] of live) {
	test(`${title} follows what happens, as far as it belongs to it`, () => {
		const asked = after(opening);
		const there = update(asked, answer(asked, kind, [between('m1')]));
		const state = happened.reduce((so, data) => update(so, {event: 'message:created', data}), there);
		const failed = update(state, {event: 'message:failed', data: between('m1', {status: 'failed'})});

		expect(ids(failed, kind)).toEqual(expected[kind]);
		expect(failed.fetched[kind]?.messages.get('m1')?.status).toBe('failed');
	});
}

test('older ones that a search finds come before those that are there', () => {
	const asked = after({event: 'search:asked', data: {query: 'x'}});
	const there = update(asked, answer(asked, 'search', [between('m5'), between('m6')], true));
	const more = update(there, {event: 'search:continued'});
	expect(wantedOf(more)).toMatchObject([{before: 5}]);

	expect(ids(update(more, answer(more, 'search', [between('m3'), between('m4')])), 'search')).toEqual([
		'm3',
		'm4',
		'm5',
		'm6',
	]);
});

test('no more is kept than the screen can show', () => {
	const asked = after(all);
	const many = Array.from({length: 5000}, (_, index) => between(`m${index}`));
	const there = update(asked, answer(asked, 'overheard', many));

	const state = update(there, {event: 'message:created', data: between('m9000')});

	expect(ids(state, 'overheard')).toHaveLength(5000);
	expect(ids(state, 'overheard').at(-1)).toBe('m9000');
});

test('what cannot be fetched keeps its reason until it is asked again', () => {
	const asked = after({event: 'search:asked', data: {query: 'x'}});
	const wanted = wantedOf(asked)[0];
	const of = wanted?.kind === 'messages' ? wanted : undefined;
	const state = update(asked, {
		event: 'messages:failed',
		data: {of: {kind: 'search', query: 'x'}, round: of?.round ?? 0, reason: 'gone'},
	});

	expect(state.fetched.search).toMatchObject({phase: 'failed', reason: 'gone'});
	expect(wantedOf(state)).toEqual([]);
});
