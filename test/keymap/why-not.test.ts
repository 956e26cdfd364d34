import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import {findBinding, palette} from '../../source/keymap/index.js';
import {whyNotNow} from '../../source/keymap/press.js';
import {project, session, task} from '../helpers/builders.js';

const server = {url: 'http://127.0.0.1:4567', name: 'maestro-tui', version: '1', capabilities: ['messages']};
const start: readonly ClientEvent[] = [
	{event: 'connection:open', data: server},
	{
		event: 'snapshot',
		data: {
			projects: [project()],
			tasks: [task(), task({id: 'T-2', parentId: 'T-1'})],
			sessions: [session()],
			messages: [],
			holds: [],
		},
	},
];
const after = (...events: readonly ClientEvent[]): State => [...start, ...events].reduce(update, initialState);

const onFoldedGroup = after(
	{event: 'list:arranged', data: {list: 'sessions', how: {groupBy: 'project'}}},
	{event: 'row:folded', data: {id: 'group:sessions:project:Demo'}},
);
const onTask = after({event: 'list:opened', data: {screen: 'tasks'}});

const rows: ReadonlyArray<[title: string, state: State, bindingId: string, reason: string | undefined]> = [
	['to reply, a session and no title is to be selected', onFoldedGroup, 'session.reply', 'Select a session first'],
	['a session that wrote nothing gets no reply', after(), 'session.reply', 'It has not written to you'],
	['a task below which nothing is folded is not unfolded', onTask, 'task.unfold', 'Nothing is folded below it'],
	[
		'a task that is folded is unfolded',
		update(onTask, {event: 'row:folded', data: {id: 'T-1'}}),
		'task.unfold',
		undefined,
	],
];

for (const [title, state, bindingId, reason] of rows) {
	test(title, () => {
		const binding = findBinding(bindingId);

		expect(binding && whyNotNow(binding, state)).toBe(reason);
	});
}

test('the palette does not offer to open itself', () => {
	const ids = palette.rows(after({event: 'palette:opened'})).map(({id}) => id);

	expect(ids).toContain('action:help.open');
	expect(ids).not.toContain('action:palette.open');
});
