import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import {aboutOrder, openPlan, orderNow, selectedMode} from '../../source/client/select/dispatch.js';
import {whyNoMode} from '../../source/client/select/dispatch-lines.js';
import {wantedOf} from '../../source/client/select/wanted.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import {mode, project, task} from '../helpers/builders.js';

const server = {url: 'u', name: 'n', version: undefined, capabilities: ['dispatch']};
const data = {projects: [project()], tasks: [task()], sessions: [], messages: [], holds: []};
const opened: ClientEvent = {event: 'dispatch:opened', data: {taskId: 'T-1'}};

const after = (...events: readonly ClientEvent[]): State =>
	[{event: 'connection:open', data: server} as const, {event: 'snapshot', data} as const, ...events].reduce(
		update,
		initialState,
	);

const found = (round: number, ...ids: readonly string[]): ClientEvent => ({
	event: 'modes:found',
	data: {round, modes: ids.map(id => mode({id})), problems: []},
});

const wanted = (state: State) => wantedOf(state).map(({key}) => key);

test('modes and agents are fetched when a dispatch is opened, and not before', () => {
	expect(wanted(after())).toEqual([]);
	expect(wanted(after(opened))).toEqual(['modes T-1 1', 'agents']);
	expect(wanted(after(opened, found(1, 'a'), {event: 'agents:found', data: {agents: []}}))).toEqual([]);
});

test('modes that changed are fetched again, and the old ones are shown until then', () => {
	const changed: ClientEvent = {event: 'modes:changed', data: {at: 1}};
	const state = after(opened, found(1, 'a'), changed);

	expect(wanted(state)).toContain('modes T-1 2');
	expect(selectedMode(state)?.id).toBe('a');
	expect(selectedMode(update(state, found(1, 'late')))?.id).toBe('a');
	expect(selectedMode(update(state, found(2, 'b')))?.id).toBe('b');
});

test('after a lost connection what the open dispatch shows is fetched again, and that of a closed one is not', () => {
	const there = after(opened, found(1, 'a'), {event: 'agents:found', data: {agents: []}});
	const back: ClientEvent = {event: 'snapshot', data};

	expect(wanted(update(there, back))).toEqual(['modes T-1 2', 'agents']);
	expect(wanted([{event: 'screen:closed'} as const, back].reduce(update, there))).toEqual([]);
});

test('why there is no mode is said', () => {
	const failed: ClientEvent = {event: 'modes:failed', data: {round: 1, reason: 'the disk is full'}};

	expect(whyNoMode(after(opened))).toBe('Fetching the modes…');
	expect(whyNoMode(after(opened, found(1)))).toBe('The server has no modes.');
	expect(whyNoMode(after(opened, failed))).toBe('The modes could not be fetched: the disk is full');
});

test('modes of another task are not shown for this one', () => {
	const state = after(opened, found(1, 'a'), {event: 'dispatch:opened', data: {taskId: 'T-2'}});

	expect(selectedMode(state)).toBeUndefined();
	expect(orderNow(state)).toBeUndefined();
});

const planned = (): State => {
	const state = after(opened, found(1, 'a', 'b'));
	const [order, about] = [orderNow(state), aboutOrder(state)];
	if (order === undefined) {
		throw new Error('There is no order');
	}

	const plan = {command: ['claude'], directory: '/tmp', window: 'T-1-a', isHeadless: false, agent: 'claude'};
	return [
		{event: 'dispatch:asked', data: {what: 'plan', order, about}} as const,
		{event: 'dispatch:planned', data: {order, ...plan, makesWorkTree: false, problem: undefined}} as const,
	].reduce(update, state);
};

const changes: ReadonlyArray<[title: string, event: ClientEvent, isStill: boolean]> = [
	['nothing that matters', {event: 'text:scrolled', data: {to: 3}}, true],
	['a look at the keys', {event: 'screen:opened', data: {screen: 'help'}}, true],
	['the same agent as before', {event: 'dispatch:set', data: {agent: undefined}}, true],
	['an agent that is not there', {event: 'dispatch:set', data: {agent: 'nobody'}}, true],
	['other words', {event: 'dispatch:set', data: {words: 'Mind the hinges'}}, false],
	['other arguments', {event: 'dispatch:set', data: {extras: ['-v']}}, false],
	['a work tree', {event: 'dispatch:set', data: {makesWorkTree: true}}, false],
	['another mode', {event: 'row:selected', data: {list: 'modes', id: 'b'}}, false],
	['another task', {event: 'task:updated', data: task({description: 'x'})}, false],
	['another snapshot', {event: 'snapshot', data: {...data, tasks: [task()]}}, false],
];

for (const [title, event, isStill] of changes) {
	test(`after ${title} what was shown ${isStill ? 'is run' : 'is shown anew'}`, () => {
		expect(openPlan(planned())?.command).toEqual(['claude']);

		expect(openPlan(update(planned(), event)) !== undefined).toBe(isStill);
	});
}

for (const event of [
	{event: 'screen:closed'},
	{event: 'list:opened', data: {screen: 'sessions'}},
] as const satisfies readonly ClientEvent[]) {
	test(`nothing of a dispatch is left behind by ${event.event}`, () => {
		expect(update(planned(), event).screen.form).toBeUndefined();
		expect(update(update(planned(), event), opened).screen.form?.plan).toBeUndefined();
	});
}
