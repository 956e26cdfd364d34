import {expect, onTestFinished, test} from 'vitest';
import {followSelection} from '../../source/client/feeds/selection.js';
import {createStore} from '../../source/client/store.js';
import {longAgo, session, task} from '../helpers/builders.js';

const open = () => {
	const store = createStore();
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	followSelection({store, signal: stopping.signal});
	store.send({event: 'session:created', data: session({id: 's-1'})});
	const select = (id: string) => store.send({event: 'row:selected', data: {list: 'sessions', id}});
	return {store, select, selected: () => store.get().screen.selected.sessions};
};

test('where nothing is selected the first row is, by its id', () => {
	expect(open().selected()).toBe('s-1');
});

test('a session that is selected before it is told of is selected when it is', () => {
	const {store, select, selected} = open();

	select('s-2');
	store.send({event: 'session:updated', data: session({id: 's-1', status: 'stopped'})});
	store.send({event: 'session:created', data: session({id: 's-2'})});

	expect(selected()).toBe('s-2');
});

test('a task that was made is selected when it is told of, which may be after its answer', () => {
	const {store} = open();
	store.send({event: 'task:created', data: task({id: 'T-1'})}, {event: 'list:opened', data: {screen: 'tasks'}});

	store.send({event: 'row:selected', data: {list: 'tasks', id: 'T-2'}});
	store.send({event: 'notice', data: {tone: 'info', text: 'Created T-2'}});
	store.send({event: 'task:created', data: task({id: 'T-2'})});

	expect(store.get().screen.selected.tasks).toBe('T-2');
});

const openFour = () => {
	const list = open();
	for (const number of [2, 3, 4]) {
		list.store.send({event: 'session:created', data: session({id: `s-${number}`, startedAt: longAgo - number})});
	}

	return list;
};

test('a selected session that is gone gives way to the one behind it, and at the end to the one before', () => {
	const {store, select, selected} = openFour();
	select('s-3');

	store.send({event: 'session:deleted', data: {id: 's-3'}});
	expect(selected()).toBe('s-4');
	store.send({event: 'session:deleted', data: {id: 's-4'}});

	expect(selected()).toBe('s-2');
});

test('of a selected session that goes while another list is open the place is kept', () => {
	const {store, select, selected} = openFour();
	select('s-3');

	store.send({event: 'list:opened', data: {screen: 'tasks'}});
	store.send({event: 'session:deleted', data: {id: 's-3'}});
	store.send({event: 'list:opened', data: {screen: 'sessions'}});

	expect(selected()).toBe('s-4');
});

test('a selected session that a filter hides gives way to the first that it keeps', () => {
	const {store, select, selected} = openFour();
	select('s-3');

	store.send({event: 'filter:changed', data: {list: 'sessions', text: '!s-3'}});

	expect(selected()).toBe('s-1');
});
