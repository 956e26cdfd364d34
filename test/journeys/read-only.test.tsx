import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import type {DraftFocus} from '../../source/client/state/drafts.js';
import {findBinding, openScopes, scopes} from '../../source/keymap/index.js';
import {act, press} from '../../source/keymap/press.js';
import type {Jump, Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {docNote, hold, message, project, session, task, teamMember} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {openApp} from '../helpers/open-app.js';

const window = {multiplexer: 'tmux', address: 'a', session: 'maestro', windowId: '@1', paneId: '%1', key: 'k'};
const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: 1, window};

const given = {
	projects: [project()],
	tasks: [task(), task({id: 'T-2', title: 'Oil the hinge'})],
	sessions: [
		session({id: 's-1', run, docs: [docNote()]}),
		session({id: 's-2', name: 'Held', status: 'completed', completedAt: 5, run: {...run, id: 'r-2', isHeadless: true}}),
	],
	messages: [message(), message({id: 'm-2', order: 2, from: 's-2', metadata: {requiresAck: true}})],
	holds: [hold()],
	members: [teamMember()],
	docs: {'s-1': [{...docNote(), content: 'Hinges on the left'}]},
};

const attach: Jump = {
	kind: 'take-over',
	command: ['tmux', 'attach'],
	watching: ['tmux', 'attach', '-r'],
	without: [],
	wayBack: '',
};

/** A multiplexer that notes what it was asked to change. */
const createWatched = (jump: Jump = attach) => {
	const changed: string[] = [];
	const fake = createFakeMultiplexer({jump});
	const noting = (name: string) => async (): Promise<never> => {
		changed.push(name);
		throw new Error(`${name} was not to be called`);
	};
	const multiplexer: Multiplexer = {
		...fake,
		jump: async () => jump,
		attach: async () => attach,
		openWindow: noting('openWindow'),
		typeLine: noting('typeLine'),
		stop: noting('stop'),
		closeWindow: noting('closeWindow'),
	};
	return {multiplexer, changed};
};

const turned = (focus: DraftFocus): readonly ClientEvent[] => [
	{event: 'draft:opened', data: {id: 'd', to: 's-1', replyTo: undefined}},
	{event: 'draft:edited', data: {id: 'd', by: {kind: 'insert', text: 'Hello'}}},
	{event: 'draft:turned', data: {id: 'd', focus}},
];

/** Every place that keys are live in, and how it is come to. */
const places: ReadonlyArray<readonly [string, ...ClientEvent[]]> = [
	['the sessions', {event: 'list:opened', data: {screen: 'sessions'}}],
	[
		'a session that has ended',
		{event: 'list:opened', data: {screen: 'sessions'}},
		{event: 'row:selected', data: {list: 'sessions', id: 's-2'}},
	],
	['the tasks', {event: 'list:opened', data: {screen: 'tasks'}}],
	['the projects', {event: 'list:opened', data: {screen: 'projects'}}],
	['the inbox', {event: 'list:opened', data: {screen: 'inbox'}}],
	['a thread', {event: 'thread:opened', data: {id: 'm-1'}}],
	['an exchange', {event: 'exchange:opened', data: {id: 'hold-1', between: ['s-1', 's-2']}}],
	['a search', {event: 'search:asked', data: {query: 'x'}}],
	['a history', {event: 'timeline:opened', data: {of: {kind: 'session', id: 's-1'}}}],
	['details of a session', {event: 'details:opened', data: {kind: 'session', id: 's-1'}}],
	['details of a task', {event: 'details:opened', data: {kind: 'task', id: 'T-1'}}],
	['a peek', {event: 'peek:opened', data: {sessionId: 's-1'}}],
	['the statuses', {event: 'menu:opened', data: {kind: 'status', taskIds: ['T-1']}}],
	['a dispatch', {event: 'dispatch:opened', data: {taskId: 'T-1'}}],
	['a log', {event: 'log:opened', data: {sessionId: 's-2', runId: 'r-2'}}],
	['the documents', {event: 'screen:opened', data: {screen: 'docs'}}],
	['a document', {event: 'doc:opened', data: {id: 'doc-1', sessionId: 's-1'}}],
	['the team members', {event: 'screen:opened', data: {screen: 'members'}}],
	['the hosts', {event: 'screen:opened', data: {screen: 'hosts'}}],
	['the settings', {event: 'screen:opened', data: {screen: 'settings'}}],
	['words that are written', ...turned('text')],
	['receivers', ...turned('to')],
	['how it is sent', ...turned('how')],
	['an offer', {event: 'folder:offered', data: {directory: '/tmp/x', name: 'x'}}],
];

/** What would end the test, or wait for somebody else. */
const leftOut = new Set(['app.quit', 'app.leave', 'screen.suspend', 'app.read-only']);

/** What shows a message tells that it was read, which is left out silently; and some of what is taken back is of this screen alone. */
const isSilent = /^(?:need|inbox|search|undo)\./;

/** What is live everywhere does the same at the third place. */
const mostTimes = 2;

const openWalk = async (readOnly: 'no' | 'always') => {
	const {multiplexer, changed: noted} = createWatched();
	const app = await openApp({...given, multiplexer});
	await eventually(() => expect(app.frame()).toContain('Held'));
	app.client.store.send({event: 'limits:set', data: {readOnly}});
	const start = app.client.store.get();

	/** Runs every binding that is live at a place, with a yes where it asks. */
	const walk = async () => {
		const walked = new Map<string, number>();
		const changed = new Set<string>();
		for (const [, ...events] of places) {
			for (const id of bindingsAt(events)) {
				const binding = findBinding(id);
				const times = walked.get(id) ?? 0;
				if (binding !== undefined && times < mostTimes) {
					walked.set(id, times + 1);
					goTo(events);
					const {store, actions} = app.client;
					const context = {state: store.get(), send: store.send, key: binding.keys[0] ?? '', actions, now: store.get};
					const before = changing().length;
					// Not by `press`, which knows what changes something and says so first: here it is tried all the same.
					if (binding.whyNot?.(context.state) === undefined) {
						binding.run?.(context);
						await act(binding, context);
					}

					if (changing().length > before) {
						changed.add(id);
					}
				}
			}
		}

		return {walked: walked.size, changed};
	};

	const changing = () => app.server.asked.filter(({method}) => method !== 'GET');

	const goTo = (events: readonly ClientEvent[]): void =>
		app.client.store.send({event: 'screen:restored', data: {screen: start.screen, drafts: new Map()}}, ...events);

	const bindingsAt = (events: readonly ClientEvent[]): readonly string[] => {
		goTo(events);
		const live = openScopes(app.client.store.get()).flatMap(({bindings}) => bindings);
		return [...new Set(live.map(({id}) => id))].filter(id => !leftOut.has(id));
	};

	return {app, walk, noted, changing};
};

test('nothing that changes anything leaves a screen that is read-only, whatever is pressed on it', async () => {
	const {app, walk, noted, changing} = await openWalk('always');

	const {walked} = await walk();

	expect(walked).toBeGreaterThan(scopes.flatMap(({bindings}) => bindings).length * 0.6);
	expect(changing()).toEqual([]);
	expect(noted).toEqual([]);
	expect(app.takenOver.filter(command => !command.includes('-r'))).toEqual([]);
	expect(app.opened.filter(({command}) => !command.includes('-r'))).toEqual([]);
});

test('what changes something where it is not read-only says so before it is tried where it is', async () => {
	const {walk} = await openWalk('no');

	const {changed} = await walk();

	expect(changed.size).toBeGreaterThan(8);
	expect([...changed].filter(id => !isSilent.test(id) && findBinding(id)?.changes !== true)).toEqual([]);
});

test('the header says so, and an action says why it cannot run', async () => {
	const app = await openApp({...given, holds: [], columns: 120});
	await eventually(() => expect(app.frame()).toContain('Held'));

	app.client.store.send({event: 'limits:set', data: {readOnly: 'always'}});
	await app.press('i', 'enter');
	await app.press('r', 'o', 'k', 'enter');

	expect(app.frame()).toContain('read-only');
	await eventually(() => expect(app.frame()).toContain('start maestro-tui without --read-only to act'));
	expect(app.server.asked.filter(({method}) => method !== 'GET')).toEqual([]);
});

test('messages are read without anybody being told', async () => {
	const app = await openApp({...given, holds: []});
	await eventually(() => expect(app.frame()).toContain('Held'));

	app.client.store.send({event: 'limits:set', data: {readOnly: 'always'}});
	await app.press('w');

	expect(app.frame()).toContain('Ready for review');
	expect(app.frame()).not.toContain('without --read-only');
	expect(app.server.asked.filter(({method}) => method !== 'GET')).toEqual([]);
});

test('a window is shown where no key reaches it, or not at all', async () => {
	const watched = await openApp({...given, multiplexer: createWatched().multiplexer});
	const {watching: _, ...bare} = attach;
	const unwatched = await openApp({...given, multiplexer: createWatched(bare).multiplexer});
	for (const app of [watched, unwatched]) {
		await eventually(() => expect(app.frame()).toContain('Held'));
		app.client.store.send(
			{event: 'limits:set', data: {readOnly: 'always'}},
			{
				event: 'row:selected',
				data: {list: 'sessions', id: 's-1'},
			},
		);
		await app.press('enter');
	}

	await eventually(() => expect(watched.takenOver).toEqual([['tmux', 'attach', '-r']]));
	await eventually(() => expect(unwatched.frame()).toContain('Read-only'));
	expect(unwatched.takenOver).toEqual([]);
});

test('it is locked and unlocked while it runs, and a screen that was started so stays so', async () => {
	const app = await openApp({...given, columns: 120});
	await eventually(() => expect(app.frame()).toContain('Held'));
	const binding = findBinding('app.read-only');
	const turn = async () => {
		if (binding !== undefined) {
			await press(binding, '', app.client)?.();
		}
	};
	const now = () => app.client.store.get().surroundings.readOnly;

	await turn();
	expect(now()).toBe('yes');
	await turn();
	expect(now()).toBe('no');
	app.client.store.send({event: 'limits:set', data: {readOnly: 'always'}});
	await turn();
	expect(now()).toBe('always');
});
