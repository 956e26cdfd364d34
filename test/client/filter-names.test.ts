import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import {namesOf} from '../../source/client/select/filter-names.js';
import {hintOf, problemOfLine} from '../../source/client/select/hint.js';
import {listOf} from '../../source/client/select/list.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import type {ListId, ScreenId} from '../../source/client/state/screen.js';
import {unknownSettings} from '../../source/client/state/settings.js';
import {keyTable} from '../../source/keymap/take-keys.js';
import {docNote, hold, longAgo, message, mode, project, session, task, teamMember} from '../helpers/builders.js';

const happened = {id: 'e-1', type: 'progress' as const, timestamp: longAgo, taskId: 'T-1'};
const sessions = [
	session({name: 'Builder', timeline: [happened], docs: [docNote({taskId: 'T-1'})]}),
	session({id: 's-2', name: 'Señor', status: 'idle', startedAt: 1}),
];

const start: State = [
	{
		event: 'connection:open',
		data: {url: 'http://here:1', name: 'n', version: undefined, capabilities: ['messages', 'dispatch']},
	},
	{
		event: 'snapshot',
		data: {
			...{projects: [project({name: 'My App'})], tasks: [task()], sessions, messages: [message()], holds: [hold()]},
			members: [teamMember({agentTool: 'codex', mode: 'worker'})],
		},
	},
	{event: 'dispatch:opened', data: {taskId: 'T-1'}},
	{event: 'modes:found', data: {round: 1, modes: [mode()], problems: []}},
	{event: 'settings:known', data: {...unknownSettings, keyTable}},
	{event: 'search:asked', data: {query: 'x'}},
	{
		event: 'messages:found',
		data: {of: {kind: 'search', query: 'x'}, round: 1, messages: [message()], hasMore: false},
	},
	{event: 'timeline:opened', data: {of: {kind: 'session', id: 's-1'}}},
	{event: 'timeline:found', data: {round: 1, happened: new Map()}},
].reduce((state, event) => update(state, event as ClientEvent), initialState);

const filtered = (list: ListId, screen: ScreenId, text: string): State =>
	update(
		{...start, screen: {...start.screen, stack: ['sessions', screen]}},
		{event: 'filter:changed', data: {list, text}},
	);

const lists: ReadonlyArray<readonly [ListId, ScreenId]> = [
	['sessions', 'sessions'],
	['tasks', 'tasks'],
	['projects', 'projects'],
	['inbox', 'inbox'],
	['search', 'search'],
	['modes', 'dispatch'],
	['settings', 'settings'],
	['timeline', 'timeline'],
	['hosts', 'hosts'],
	['docs', 'docs'],
	['members', 'members'],
];

for (const [list, screen] of lists) {
	test(`every name that the line of ${list} offers is one that its rows have`, () => {
		const all = listOf(filtered(list, screen, '')).rows.length;
		const kept = (text: string) => listOf(filtered(list, screen, text)).rows.length;

		expect(all).toBeGreaterThan(0);
		expect(kept('elephant:')).toBe(0);
		for (const name of Object.keys(namesOf(list))) {
			// By the name alone it is asked for a yes.
			expect([name, name === 'unread' ? kept('unread:') + kept('!unread:') : kept(`${name}:`)]).toEqual([name, all]);
		}
	});

	test(`every value that the line of ${list} offers can be read`, () => {
		for (const [name, values] of Object.entries(namesOf(list))) {
			for (const value of values(start)) {
				expect(problemOfLine(`${name}:${value}`, namesOf(list))).toBeUndefined();
			}
		}
	});
}

const problems: ReadonlyArray<[line: string, says: string | undefined]> = [
	['statsu:idle', 'There is no "statsu:" here; there are status, project, priority, run, age, is'],
	['status:todo door', undefined],
	['http://a.b/c', undefined],
	['age:<1', undefined],
	['age:soon', 'Write an age as in age:<10m or age:>2h'],
	['constructor:x', 'There is no "constructor:" here; there are status, project, priority, run, age, is'],
];

for (const [line, says] of problems) {
	test(`of "${line}" it is said ${says ?? 'nothing'}`, () => {
		expect(problemOfLine(line, namesOf('tasks'))).toBe(says);
	});
}

const writing = (text: string): State =>
	[
		{event: 'list:opened', data: {screen: 'sessions'}} as const,
		{event: 'filter:changed', data: {list: 'sessions', text}} as const,
		{event: 'field:opened', data: {purpose: 'filter', label: 'Filter', text, subject: 'sessions'}} as const,
	].reduce(update, start);

test('above the line stands how many rows are left, and how its word can go on', () => {
	expect(hintOf(start)).toBeUndefined();
	expect(hintOf(writing(''))).toBe('2 of 2  status: project: mode: task: agent: host: age: unread: is:');
	expect(hintOf(writing('status:id'))).toBe('1 of 2  idle');
	expect(hintOf(writing('project:'))).toBe('2 of 2  My App');
	expect(hintOf(writing('senor'))).toBe('1 of 2  status: project: mode: task: agent: host: age: unread: is:');
});

const recalled = (state: State, ...steps: ReadonlyArray<1 | -1>): readonly (string | undefined)[] => {
	let now = state;
	return steps.map(step => {
		now = update(now, {event: 'field:recalled', data: {list: 'sessions', step}});
		return now.screen.field?.text.text;
	});
};

test('former filters come back, the newest first, and then what was being written', () => {
	const state = [
		...['one', 'two', 'one', 'three', ''].map(
			text => ({event: 'filter:kept', data: {list: 'sessions', text}}) as const,
		),
	].reduce(update, writing('thr'));

	expect(recalled(state, 1, 1, 1, 1, -1, -1, -1, -1)).toEqual([
		'three',
		'one',
		'two',
		'two',
		'one',
		'three',
		'thr',
		'thr',
	]);
	expect(update(state, {event: 'field:recalled', data: {list: 'sessions', step: 1}}).screen.filters.sessions).toBe(
		'three',
	);
});

test('twenty former filters are kept', () => {
	const state = Array.from({length: 30}, (_, index) => index).reduce(
		(before, index) => update(before, {event: 'filter:kept', data: {list: 'tasks', text: `word${index}`}}),
		start,
	);

	expect(state.screen.formerFilters.tasks).toHaveLength(20);
	expect(state.screen.formerFilters.tasks?.[0]).toBe('word29');
});
