import {expect, test} from 'vitest';
import {createActions} from '../../source/client/actions/index.js';
import type {ClientEvent} from '../../source/client/event.js';
import {createStore} from '../../source/client/store.js';
import {MaestroError} from '../../source/domain/errors.js';
import {findBinding} from '../../source/keymap/index.js';
import {press} from '../../source/keymap/press.js';
import {session} from '../helpers/builders.js';
import {toolsOf} from '../helpers/tools.js';

/** Enter on a line that gives a session another name; the answer comes when the test says so. */
const submit = () => {
	const store = createStore();
	const {promise, reject} = Promise.withResolvers<never>();
	const actions = createActions(toolsOf({store, call: async () => promise}));
	store.send(
		{event: 'session:created', data: session()},
		{event: 'session:created', data: session({id: 's-2'})},
		{event: 'row:selected', data: {list: 'sessions', id: 's-1'}},
		{
			event: 'field:opened',
			data: {purpose: 'rename-session', label: 'Name', text: 'The one that paints', subject: 's-1'},
		},
	);
	const binding = findBinding('field.submit');
	const answered = binding && press(binding, 'enter', {store, actions})?.();

	return {
		store,
		async refuse(code: 'timed-out' | 'already-there') {
			reject(new MaestroError(code, 'The server did not answer'));
			await answered;
		},
	};
};

test('a line that is refused opens again with what was written', async () => {
	const {store, refuse} = submit();
	expect(store.get().screen.field).toBeUndefined();

	await refuse('timed-out');

	expect(store.get().screen.field?.text.text).toBe('The one that paints');
	expect(store.get().notice?.text).toBe('The server did not answer');
});

const elsewhere: ReadonlyArray<[what: string, event: ClientEvent]> = [
	['selects another row', {event: 'row:selected', data: {list: 'sessions', id: 's-2'}}],
	['writes a message', {event: 'draft:opened', data: {id: 's-2', to: 's-2', replyTo: undefined}}],
	['opens another list', {event: 'list:opened', data: {screen: 'inbox'}}],
	[
		'writes another line',
		{event: 'field:opened', data: {purpose: 'filter', label: 'Filter', text: 'x', subject: 'sessions'}},
	],
];

for (const [what, event] of elsewhere) {
	test(`a line that is refused late does not open before somebody who ${what} by then, and is told`, async () => {
		const {store, refuse} = submit();
		store.send(event);
		const {screen} = store.get();

		await refuse('timed-out');

		expect(store.get().screen).toBe(screen);
		expect(store.get().notice?.text).toBe('The server did not answer; what you wrote was: The one that paints');
	});
}
