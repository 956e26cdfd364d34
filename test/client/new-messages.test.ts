import {expect, test} from 'vitest';
import type {ClientEvent, Snapshot} from '../../source/client/event.js';
import {selectedThread} from '../../source/client/select/inbox.js';
import {counts, needs} from '../../source/client/select/needs.js';
import {allThreads, openThread} from '../../source/client/select/threads.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import type {Message} from '../../source/domain/message.js';
import {message} from '../helpers/builders.js';

const nothing: Snapshot = {projects: [], tasks: [], sessions: [], messages: [], holds: []};
const of = (given: Partial<Message>): Message => message({status: 'unknown', ...given});
const came = (given: Partial<Message>): ClientEvent => ({event: 'message:created', data: of(given)});
const picture = (...messages: readonly Message[]): ClientEvent => ({event: 'snapshot', data: {...nothing, messages}});

const after = (...events: readonly ClientEvent[]): State => events.reduce(update, initialState);
const isNew = (state: State): readonly number[] => allThreads(state).map(({unread}) => unread);

const first = picture(of({}));
const second = came({id: 'm-2', order: 2, metadata: {threadId: 'm-1'}});

const rows: ReadonlyArray<[title: string, events: readonly ClientEvent[], unread: readonly number[]]> = [
	['what the first picture has is not new', [first], [0]],
	['what comes after it is', [first, second], [1]],
	['what a later picture has besides, too', [first, picture(of({}), of({id: 'm-2', order: 2}))], [1, 0]],
	[
		'what is older than all that was known is not',
		[picture(of({order: 5})), picture(of({order: 5}), of({id: 'm-0', order: 4}))],
		[0, 0],
	],
	['what was new stays so in a later picture', [first, second, picture(of({}), of({id: 'm-2', order: 2}))], [1, 0]],
	['what is told once more is as new as it was', [first, came({})], [0]],
	['opening its thread has it read', [first, second, {event: 'thread:opened', data: {id: 'm-1'}}], [0]],
	[
		'so has leaving it, when it came meanwhile',
		[first, {event: 'thread:opened', data: {id: 'm-1'}}, second, {event: 'screen:closed'}],
		[0],
	],
	[
		'so has an answer',
		[first, second, came({id: 'm-3', order: 3, from: 'operator', to: 's-1', metadata: {threadId: 'm-1'}})],
		[0],
	],
	[
		'what the operator writes is nothing new to them',
		[first, came({id: 'm-3', order: 3, from: 'operator', to: 's-1'})],
		[0, 0],
	],
];

for (const [title, events, unread] of rows) {
	test(`of a server that keeps no states of messages ${title}`, () => {
		expect(isNew(after(...events))).toEqual(unread);
	});
}

test('a new message is counted, and gone to as anything that needs the operator', () => {
	const state = after(first, second);

	expect(counts(state).unread).toBe(1);
	expect(needs(state)).toEqual([{at: message().createdAt, id: 'm-2', kind: 'thread', subject: 'm-1'}]);
});

test('when two threads turn out to be one, the one that is selected and open is that', () => {
	const state = after(
		picture(of({}), of({id: 'm-2', order: 2, from: 's-2'})),
		{event: 'list:opened', data: {screen: 'inbox'}},
		{event: 'row:selected', data: {list: 'inbox', id: 'm-2'}},
		{event: 'thread:opened', data: {id: 'm-2'}},
		came({id: 'm-2', order: 2, from: 's-2', metadata: {threadId: 'm-1'}}),
	);

	expect(selectedThread(state)?.id).toBe('m-1');
	expect(openThread(state)?.messages.map(({id}) => id)).toEqual(['m-1', 'm-2']);
});
