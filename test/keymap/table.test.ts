import {expect, test} from 'vitest';
import type {Snapshot} from '../../source/client/event.js';
import type {DraftFocus} from '../../source/client/state/drafts.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import type {ScreenId} from '../../source/client/state/screen.js';
import {helpLinesOf} from '../../source/keymap/help.js';
import {findBinding, openScopes, scopes} from '../../source/keymap/index.js';
import {reachable, resolve} from '../../source/keymap/resolve.js';
import {hold, message, mode, project, session, task} from '../helpers/builders.js';

const bindings = scopes.flatMap(scope => scope.bindings.map(binding => ({scope: scope.title, ...binding})));

const snapshot: Snapshot = {
	projects: [project()],
	tasks: [task()],
	sessions: [session()],
	messages: [message()],
	holds: [hold()],
};
const server = {url: 'u', name: 'n', version: undefined, capabilities: ['messages', 'dispatch']};
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
	['stats', on('inbox', 'stats')],
	['dispatch', on('tasks', 'dispatch')],
	['compose', on('sessions', 'compose')],
	['receivers', turned('to')],
	['how', turned('how')],
	['help', on('sessions', 'help')],
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
		'hold.stop',
		'inbox.delete',
		'project.remove',
		'session.restart',
		'session.stop',
		'task.delete',
		'task.remove-work-tree',
		'task.restart',
		'task.stop',
		'thread.delete',
	]);
	expect(
		asking.filter(({id, keys}) => !['app.quit', 'compose.send'].includes(id) && keys.some(key => !/^[A-Z]$/.test(key))),
	).toEqual([]);
});

test('where text is written, no key is a character', () => {
	for (const state of [
		on('sessions', 'compose'),
		turned('to'),
		turned('how'),
		update(on('tasks'), {event: 'field:opened', data: {purpose: 'new-task', label: '', text: '', subject: ''}}),
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
		const lines = helpLinesOf(openScopes(state)).filter(({kind}) => kind === 'key');

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
