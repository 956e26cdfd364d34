import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import {timelineRows} from '../../source/client/select/timeline.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import type {TimelineEntry} from '../../source/domain/session.js';
import {longAgo, message, session, task} from '../helpers/builders.js';

const entry = (id: string, at: number, given: Partial<TimelineEntry> = {}): TimelineEntry => ({
	...{id, type: 'progress', timestamp: longAgo + at, message: id},
	...given,
});
const after = (...events: readonly ClientEvent[]): State =>
	[
		{
			event: 'connection:open',
			data: {url: 'u', name: 'n', version: undefined, capabilities: ['timeline']},
		} as const,
		{
			event: 'snapshot',
			data: {
				...{projects: [], messages: [], holds: []},
				tasks: [task()],
				sessions: [
					session({name: 'Builder', timeline: [entry('own', 1)]}),
					session({id: 's-2', name: 'Helper', timeline: [entry('other', 2)]}),
				],
			},
		} as const,
		...events,
	].reduce(update, initialState);
const opened: ClientEvent = {event: 'timeline:opened', data: {of: {kind: 'session', id: 's-1'}}};
const found = (round: number, ...entries: readonly TimelineEntry[]): ClientEvent => ({
	event: 'timeline:found',
	data: {round, happened: new Map([['s-1', entries]])},
});
const textsOf = (state: State): readonly string[] => timelineRows(state).map(({text}) => text);

test('what a session brings along and what the server answers is there once', () => {
	expect(textsOf(after(opened, found(1, entry('own', 1), entry('fetched', 3))))).toEqual(['fetched', 'own']);
});

test('an answer to an earlier time is not taken', () => {
	const late = after(opened, found(1, entry('first', 3)), opened, found(1, entry('late', 4)));

	expect(late.timeline?.phase).toBe('asked');
	expect(textsOf(late)).toEqual(['first', 'own']);
	expect(textsOf(update(late, found(2, entry('second', 5))))).toEqual(['second', 'own']);
});

test('a message that comes before the answer is not lost with it, and one that is deleted goes', () => {
	const written = message({id: 'm-7', from: 's-1', to: 's-2', createdAt: longAgo + 9});
	const state = after(opened, {event: 'message:created', data: written}, found(1, entry('fetched', 3)));
	expect(textsOf(state)).toEqual(['to Helper', 'fetched', 'own']);

	expect(textsOf(update(state, {event: 'message:deleted', data: {id: 'm-7', from: 's-1', to: 's-2'}}))).toEqual([
		'fetched',
		'own',
	]);
});

test('the history of a task is that of all its sessions', () => {
	const state = after(
		{event: 'timeline:opened', data: {of: {kind: 'task', id: 'T-1'}}},
		{event: 'timeline:found', data: {round: 1, happened: new Map()}},
	);

	expect(textsOf(state)).toEqual(['other', 'own']);
});

test('another history begins empty, and the same one keeps what was there', () => {
	const there = after(opened, found(1, entry('fetched', 3)));

	expect(textsOf(update(there, opened))).toEqual(['fetched', 'own']);
	expect(
		update(there, {event: 'timeline:opened', data: {of: {kind: 'session', id: 's-2'}}}).timeline?.fetched.size,
	).toBe(0);
});

test('a server that gives an id twice has both entries shown', () => {
	const twice = after(opened, found(1, entry('evt-1', 3, {message: 'one'}), entry('evt-1', 4, {message: 'two'})));

	expect(textsOf(twice)).toEqual(['two', 'one', 'own']);
	expect(new Set(timelineRows(twice).map(({id}) => id)).size).toBe(3);
});

test('what is closed is followed no more', () => {
	const closed = update(after(opened, found(1, entry('fetched', 3))), {event: 'screen:closed'});

	expect(closed.timeline).toBeUndefined();
});

test('what others write to each other changes nothing', () => {
	const state = after(opened, found(1));
	const others = message({id: 'm-7', from: 's-2', to: 'operator'});

	expect(update(state, {event: 'message:created', data: others}).timeline).toBe(state.timeline);
});

test('what has nothing to do with it leaves it the same object', () => {
	const state = after(opened, found(1));
	const rows = timelineRows(state);

	const next = [
		{event: 'minute:began', data: {now: 5}} as const,
		{event: 'row:selected', data: {list: 'timeline', id: 'x'}} as const,
	].reduce(update, state);

	expect(next.timeline).toBe(state.timeline);
	expect(timelineRows(next)).toBe(rows);
});
