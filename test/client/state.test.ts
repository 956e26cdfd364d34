import {expect, test} from 'vitest';
import type {ClientEvent, Snapshot} from '../../source/client/event.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import {createStore} from '../../source/client/store.js';
import {message, project, session, task} from '../helpers/builders.js';

const after = (events: readonly ClientEvent[], from: State = initialState): State => events.reduce(update, from);

const snapshot = (given: Partial<Snapshot> = {}): ClientEvent => ({
	event: 'snapshot',
	data: {projects: [], tasks: [], sessions: [], messages: [], holds: [], ...given},
});

const server = {url: 'http://127.0.0.1:4567', name: 'maestro-tui', version: '1', capabilities: ['messages']};
const full = after([
	{event: 'connection:open', data: server},
	snapshot({projects: [project()], tasks: [task()], sessions: [session()], messages: [message()]}),
]);

const rows: ReadonlyArray<[title: string, event: ClientEvent, check: (state: State) => unknown, expected: unknown]> = [
	[
		'a new session is there',
		{event: 'session:created', data: session({id: 's-2'})},
		s => [...s.sessions.keys()],
		['s-1', 's-2'],
	],
	[
		'a changed session replaces itself',
		{event: 'session:updated', data: session({name: 'New'})},
		s => s.sessions.get('s-1')?.name,
		'New',
	],
	['a deleted session is gone', {event: 'session:deleted', data: {id: 's-1'}}, s => s.sessions.size, 0],
	['a new project is there', {event: 'project:created', data: project({id: 'p-2'})}, s => s.projects.size, 2],
	['a deleted task is gone', {event: 'task:deleted', data: {id: 'T-1'}}, s => s.tasks.size, 0],
	[
		'a message that was read is so here',
		{event: 'message:read', data: message({status: 'read'})},
		s => s.messages.get('m-1')?.status,
		'read',
	],
	[
		'what sessions write to each other is not kept',
		{event: 'message:created', data: message({id: 'm-2', from: 's-1', to: 's-2'})},
		s => s.messages.size,
		1,
	],
	[
		'a snapshot replaces all there was',
		snapshot(),
		s => s.sessions.size + s.tasks.size + s.projects.size + s.messages.size,
		0,
	],
	[
		'a lost connection keeps the picture and the server it was of',
		{event: 'connection:lost', data: {reason: 'gone', at: 7}},
		s => [s.connection.phase, s.connection.hasPicture, s.connection.server?.url, s.sessions.size],
		['lost', true, server.url, 1],
	],
];

for (const [title, event, check, expected] of rows) {
	test(title, () => {
		expect(check(update(full, event))).toEqual(expected);
	});
}

const nothing: ReadonlyArray<[title: string, event: ClientEvent]> = [
	['the deletion of what is not there', {event: 'session:deleted', data: {id: 's-9'}}],
	['a message between others', {event: 'message:created', data: message({id: 'm-9', from: 's-1', to: 's-2'})}],
	['a prompt', {event: 'session:prompt_send', data: {sessionId: 's-1', content: 'Hi', senderSessionId: 's-2'}}],
	['the selection of what is selected', {event: 'row:selected', data: {list: 'sessions', id: 's-1'}}],
	['a terminal of the same size', {event: 'terminal:resized', data: {columns: 80, rows: 24}}],
	['the same picture of a window', {event: 'preview:seen', data: {sessionId: 's-1', text: 'same'}}],
	['leaving the last screen', {event: 'screen:closed'}],
];

for (const [title, event] of nothing) {
	test(`${title} changes nothing, so nothing is drawn`, () => {
		const store = createStore(
			after(
				[
					{event: 'row:selected', data: {list: 'sessions', id: 's-1'}},
					{event: 'preview:seen', data: {sessionId: 's-1', text: 'same'}},
				],
				full,
			),
		);
		const before = store.get();
		let told = 0;
		store.subscribe(() => {
			told += 1;
		});

		store.send(event);

		expect(store.get()).toBe(before);
		expect(told).toBe(0);
	});
}

test('since when a connection is lost is when it was lost first', () => {
	const lost = after(
		[
			{event: 'connection:lost', data: {reason: 'reset', at: 1}},
			{event: 'connection:lost', data: {reason: 'refused', at: 2}},
		],
		full,
	);

	expect(lost.connection).toMatchObject({phase: 'lost', reason: 'refused', at: 1});
});

test('a server that is started again does not make an old picture look new', () => {
	const starting: ClientEvent = {event: 'connection:starting', data: {text: 'Starting the server'}};
	const lost: ClientEvent = {event: 'connection:lost', data: {reason: 'reset', at: 1}};

	expect(after([lost, starting], full).connection).toMatchObject({phase: 'lost', reason: 'Starting the server', at: 1});
	expect(after([starting]).connection).toMatchObject({phase: 'starting', text: 'Starting the server'});
});

test('several events are told once', () => {
	const store = createStore();
	let told = 0;
	store.subscribe(() => {
		told += 1;
	});

	store.send({event: 'session:created', data: session()}, {event: 'session:created', data: session({id: 's-2'})});

	expect(told).toBe(1);
	expect(store.get().sessions.size).toBe(2);
});

test('no more messages are kept than the screen can show', () => {
	const many = Array.from({length: 5000}, (_, index) => message({id: `m-${index}`, order: index}));
	const state = after([
		snapshot({messages: many}),
		{event: 'message:created', data: message({id: 'm-new', order: 9000})},
	]);

	expect(state.messages.size).toBe(5000);
	expect(state.messages.has('m-0')).toBe(false);
	expect(state.messages.has('m-new')).toBe(true);
});

const draft = (...events: readonly ClientEvent[]) =>
	after([{event: 'draft:opened', data: {id: 'd', to: 's-1', replyTo: 'm-1'}}, ...events]).drafts.get('d');
const written: ClientEvent = {event: 'draft:edited', data: {id: 'd', by: {kind: 'insert', text: 'Hi'}}};
const tried: ClientEvent = {event: 'draft:sending', data: {id: 'd', key: 'k-1'}};
const failed: ClientEvent = {event: 'draft:failed', data: {id: 'd'}};

test('a draft that failed keeps its key, as long as its words are the same', () => {
	expect(draft(written, tried, failed)?.key).toBe('k-1');
	expect(draft(written, tried, failed, {event: 'draft:edited', data: {id: 'd', by: {kind: 'left'}}})?.key).toBe('k-1');
	expect(draft(written, tried, failed, written)?.key).toBeUndefined();
});

test('a draft that goes to somebody else is a message of its own', () => {
	expect(draft(written, tried, failed, {event: 'draft:addressed', data: {id: 'd', to: ['s-2']}})).toMatchObject({
		to: ['s-2'],
		replyTo: undefined,
		key: undefined,
	});
});

test('what is being sent cannot be changed', () => {
	expect(draft(written, tried, written)?.text.text).toBe('Hi');
});

test('a message that arrives while keys are struck is not on its way for ever once those are taken back', () => {
	const sending = after([{event: 'draft:opened', data: {id: 'd', to: 's-1', replyTo: undefined}}, written, tried]);
	const restored = {event: 'screen:restored', data: {screen: sending.screen, drafts: sending.drafts}} as const;

	expect(update(update(sending, {event: 'draft:sent', data: {id: 'd'}}), restored).drafts.has('d')).toBe(false);
	expect(update(update(sending, failed), restored).drafts.get('d')?.isSending).toBe(false);
});

test('a filter works while it is written', () => {
	const state = after([
		{event: 'field:opened', data: {purpose: 'filter', label: 'Filter', text: '', subject: 'tasks'}},
		{event: 'field:edited', data: {kind: 'insert', text: 'door'}},
	]);

	expect(state.screen.filters.tasks).toBe('door');
});

test('what is opened from the help takes its place, and the help is that of what is open', () => {
	const help = {event: 'screen:opened', data: {screen: 'help'}} as const;
	const settings = {event: 'screen:opened', data: {screen: 'settings'}} as const;
	const palette = {event: 'palette:opened'} as const;
	const stack = (...events: readonly ClientEvent[]) =>
		after([{event: 'list:opened', data: {screen: 'tasks'}}, help, ...events]).screen.stack;

	expect(stack(settings, help)).toEqual(['tasks', 'settings', 'help']);
	expect(stack(palette)).toEqual(['tasks', 'palette']);
	expect(stack(palette, {event: 'screen:closed'})).toEqual(['tasks']);
});

test('a screen that is open already is come back to', () => {
	const {stack} = after([
		{event: 'thread:opened', data: {id: 'm-1'}},
		{event: 'draft:opened', data: {id: 'd', to: 's-1', replyTo: undefined}},
		{event: 'thread:opened', data: {id: 'm-2'}},
	]).screen;

	expect(stack).toEqual(['sessions', 'thread']);
});
