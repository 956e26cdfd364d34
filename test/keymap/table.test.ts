import {expect, test} from 'vitest';
import type {Snapshot} from '../../source/client/event.js';
import type {DraftFocus} from '../../source/client/state/drafts.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import type {ScreenId} from '../../source/client/state/screen.js';
import {helpRowsOf} from '../../source/keymap/help.js';
import {findBinding, openScopes, scopes, togetherOpen} from '../../source/keymap/index.js';
import {reachable, resolve} from '../../source/keymap/resolve.js';
import {allCapabilities} from '../../source/protocol/health.js';
import {docNote, hold, message, mode, project, session, task, teamMember} from '../helpers/builders.js';

const bindings = scopes.flatMap(scope => scope.bindings.map(binding => ({scope: scope.title, ...binding})));

const snapshot: Snapshot = {
	projects: [project()],
	tasks: [task()],
	sessions: [session({docs: [docNote()]})],
	messages: [message()],
	holds: [hold()],
	members: [teamMember()],
};
const server = {url: 'u', name: 'n', version: undefined, capabilities: allCapabilities};
const start: State = [
	{event: 'connection:open', data: server} as const,
	{event: 'snapshot', data: snapshot} as const,
	{event: 'thread:opened', data: {id: 'm-1'}} as const,
	{event: 'dispatch:opened', data: {taskId: 'T-1'}} as const,
	{event: 'modes:found', data: {round: 1, modes: [mode()], problems: []}} as const,
	{event: 'exchange:opened', data: {id: 'hold-1', between: ['s-1', 's-2']}} as const,
	{event: 'draft:opened', data: {id: 'd', to: 's-1', replyTo: undefined}} as const,
].reduce(update, initialState);

const on = (...stack: readonly ScreenId[]): State => ({...start, screen: {...start.screen, stack}});

const headless: State = update(on('sessions'), {
	event: 'session:updated',
	data: session({
		run: {id: 'r-1', taskId: 'T-1', mode: 'a', agent: 'claude', isHeadless: true, startedAt: 1},
	}),
});

const running: State = update(on('sessions'), {
	event: 'session:updated',
	data: session({run: {id: 'r-1', taskId: 'T-1', mode: 'a', agent: 'claude', isHeadless: false, startedAt: 1}}),
});

const turned = (focus: DraftFocus): State =>
	update(on('sessions', 'compose'), {event: 'draft:turned', data: {id: 'd', focus}});

const states: ReadonlyArray<readonly [string, State]> = [
	['sessions', on('sessions')],
	['headless sessions', headless],
	['tasks', on('tasks')],
	['projects', on('projects')],
	['inbox', on('inbox')],
	['thread', on('inbox', 'thread')],
	['hold', on('inbox', 'hold')],
	['search', on('inbox', 'search')],
	['log', on('sessions', 'log')],
	['timeline', on('sessions', 'timeline')],
	['hosts', on('sessions', 'hosts')],
	['docs', on('sessions', 'docs')],
	['a document', update(on('sessions', 'docs'), {event: 'doc:opened', data: {id: 'doc-1', sessionId: 's-1'}})],
	['members', on('sessions', 'members')],
	[
		'details',
		{...on('sessions', 'details'), screen: {...on('sessions', 'details').screen, details: [{kind: 'task', id: 'T-1'}]}},
	],
	['preview', {...on('sessions'), screen: {...on('sessions').screen, pane: {...start.screen.pane, hasFocus: true}}}],
	['stats', on('inbox', 'stats')],
	['dispatch', on('tasks', 'dispatch')],
	['compose', on('sessions', 'compose')],
	['receivers', turned('to')],
	['how', turned('how')],
	['help', on('sessions', 'help')],
	['settings', on('sessions', 'settings')],
	[
		'a question',
		update(on('sessions'), {
			event: 'confirm:asked',
			data: {question: 'Sure?', bindingId: 'session.stop', subject: undefined},
		}),
	],
	['marked sessions', update(running, {event: 'rows:marked', data: {list: 'sessions', ids: ['s-1']}})],
	['peek', update(on('sessions'), {event: 'peek:opened', data: {sessionId: 's-1'}})],
	[
		'what to copy',
		update(on('sessions'), {event: 'menu:opened', data: {kind: 'copy', of: {kind: 'session', id: 's-1'}}}),
	],
	['a choice of status', update(on('tasks'), {event: 'menu:opened', data: {kind: 'status', taskIds: ['T-1']}})],
	['palette', update(on('sessions'), {event: 'palette:opened'})],
	[
		'grouped sessions',
		update(on('sessions'), {event: 'list:arranged', data: {list: 'sessions', how: {groupBy: 'project'}}}),
	],
];

test('no key means two things in one scope', () => {
	for (const {title, bindings: rows} of scopes) {
		const keys = rows.flatMap(row => row.keys);
		expect([title, keys.filter((key, index) => keys.indexOf(key) !== index)]).toEqual([title, []]);
	}
});

test('no key is the start of a pair and something else in what is open together', () => {
	for (const [name, state] of states) {
		const keys = openScopes(state).flatMap(scope => scope.bindings.flatMap(row => row.keys));
		const starts = keys.filter(key => key.includes(' ')).map(key => key.split(' ')[0] ?? '');
		expect([name, starts.filter(key => keys.includes(key))]).toEqual([name, []]);
	}
});

test('what is open at any time is one of the ways in which scopes are known to be open together', () => {
	const known = togetherOpen().map(open => open.map(({title}) => title).join(', '));

	for (const [, state] of states) {
		const titles = openScopes(state).map(({title}) => title);
		expect(known).toContain(titles.join(', '));
	}
});

test('every binding has an id of its own', () => {
	const ids = bindings.map(({id}) => id);
	expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
	expect(findBinding('session.jump')?.keys).toEqual(['enter']);
});

test('help is an imperative without a full stop', () => {
	expect(bindings.filter(({help}) => !/^[A-Z][^.]*[^.]$/.test(help)).map(({id}) => id)).toEqual([]);
});

test('only capitals destroy, and they ask before', () => {
	const asking = bindings.filter(({confirm}) => confirm !== undefined);
	expect(asking.map(({id}) => id).sort()).toEqual([
		'app.quit',
		'compose.send',
		'field.submit',
		'hold.stop',
		'inbox.delete',
		'project.remove',
		'server.log-in',
		'server.spawner',
		'session.delete',
		'session.restart',
		'session.write',
		'settings.reset-all',
		'task.delete',
		'task.remove-work-tree',
		'task.restart',
		'thread.delete',
	]);
	expect(
		asking.filter(
			({id, keys}) =>
				!['app.quit', 'compose.send', 'field.submit'].includes(id) && keys.some(key => !/^[A-Z]$/.test(key)),
		),
	).toEqual([]);
});

test('a run is stopped at once by a capital alone, and only once its name was typed', () => {
	for (const id of ['session.stop', 'task.stop']) {
		const binding = findBinding(id);
		const opened: unknown[] = [];
		binding?.run?.({state: running, send: (...events) => opened.push(...events), key: 'X'});

		expect([binding?.keys, binding?.act]).toEqual([['X'], undefined]);
		expect(opened).toMatchObject([
			{event: 'field:opened', data: {purpose: 'kill', label: expect.stringContaining('Type "')}},
		]);
	}
});

/** Why each key that is no capital, and does more than change the screen, harms nobody. */
const harmless: Readonly<Record<string, string>> = {
	'app.leave': 'it is pressed twice, and agents and server go on; what was to stop is stopped',
	'app.quit': 'agents and server go on; it asks where something is not done yet',
	'capture.press': 'a key can be set back',
	'compose.editor': 'it opens an editor',
	'compose.send': 'Enter behind words that were written',
	'confirm.yes': 'it answers a question',
	'details.open': 'it goes somewhere',
	'doc.copy': 'it copies',
	'dispatch.go': 'Enter behind the exact command that is shown; a run can be stopped',
	'field.submit': 'Enter behind words that were written',
	'help.run': 'Enter on a key, which then asks as ever',
	'hold.allow': 'they can be stopped again',
	'inbox.acknowledge': 'what was read is there as before',
	'inbox.jump': 'it goes somewhere',
	'inbox.open': 'what was read is there as before',
	'log.copy': 'it copies',
	'look.mouse': 'it is turned back by the same',
	'look.quiet': 'it is turned back by the same',
	'member.describe': 'it is undone',
	'menu.choose': 'it copies, or makes a status, which is undone',
	'need.next': 'it goes somewhere',
	'offer.accept': 'a project can be removed, its folder stays',
	'palette.run': 'Enter on an action, which then asks as ever',
	'peek.jump': 'it goes somewhere',
	'screen.redraw': 'it draws',
	'screen.suspend': 'the shell brings it back',
	'search.jump': 'it goes somewhere',
	'search.open': 'what was read is there as before',
	'session.done': 'it is undone',
	'session.jump': 'it goes somewhere',
	'session.resume': 'what is resumed can be stopped',
	'session.stop-soon': 'it is undone within ten seconds',
	'settings.change': 'a setting is changed back',
	'settings.next': 'a setting is changed back',
	'settings.previous': 'a setting is changed back',
	'settings.reset': 'a setting is changed back',
	'task.complete': 'it is undone',
	'task.describe': 'it is undone',
	'task.priority': 'it is undone',
	'task.resume': 'what is resumed can be stopped',
	'task.stop-soon': 'it is undone within ten seconds',
	'thread.acknowledge': 'what was read is there as before',
	'thread.jump': 'it goes somewhere',
	'timeline.open': 'it goes somewhere',
	'undo.take': 'what is taken back can be done again',
	'windows.leave': 'it is thought better of by :spawner',
};

test('every key that is no capital is harmless, or can be taken back', () => {
	const acting = bindings.filter(({act, keys}) => act !== undefined && !keys.every(key => /^[A-Z]$/.test(key)));
	const listed = Object.keys(harmless);

	expect(acting.map(({id}) => id).filter(id => !listed.includes(id))).toEqual([]);
	expect(listed.filter(id => findBinding(id)?.act === undefined && !['look.mouse', 'look.quiet'].includes(id))).toEqual(
		[],
	);
});

test('where text is written, no key is a character', () => {
	for (const state of [
		on('sessions', 'compose'),
		turned('to'),
		turned('how'),
		update(on('tasks'), {event: 'field:opened', data: {purpose: 'new-task', label: '', text: '', subject: ''}}),
		update(on('tasks'), {event: 'field:opened', data: {purpose: 'filter', label: '', text: '', subject: 'tasks'}}),
		update(on('tasks'), {event: 'palette:opened'}),
	]) {
		const keys = openScopes(state).flatMap(scope => scope.bindings.flatMap(row => row.keys));
		expect(keys.filter(key => key.length === 1)).toEqual([]);
	}
});

test('no key is one that a terminal or a multiplexer keeps for itself', () => {
	const keys = bindings.flatMap(row => row.keys).flatMap(key => key.split(' '));
	expect(keys.filter(key => key.startsWith('ctrl+') && !/^ctrl\+[cdujelz]$/.test(key))).toEqual([]);
	expect(keys.filter(key => key.includes('alt+'))).toEqual([]);
});

for (const [name, state] of states) {
	test(`every key of ${name} can be pressed or says why not`, () => {
		for (const {whyNot, label, confirm, subject} of openScopes(state).flatMap(scope => scope.bindings)) {
			for (const text of [whyNot?.(state), label?.(state), confirm?.(state)]) {
				expect(text ?? 'nothing').not.toMatch(/undefined|^$/);
			}

			expect(() => subject?.(state)).not.toThrow();
		}
	});

	test(`the help of ${name} shows each key once`, () => {
		const shown = reachable(openScopes(state)).flatMap(scope => scope.bindings);
		const lines = helpRowsOf(openScopes(state)).filter(({kind}) => kind === 'key');

		expect(lines.length).toBe(shown.length);
		for (const binding of shown) {
			expect(binding.keys.some(key => resolve(key, openScopes(state)) === binding)).toBe(true);
		}
	});
}

test('with nothing selected, what needs a selection says so', () => {
	const empty = {...initialState, screen: on('sessions').screen};

	expect(findBinding('session.jump')?.whyNot?.(empty)).toBe('Select a session first');
	expect(findBinding('task.new')?.whyNot?.(empty)).toBe('Add a project first');
});
