import {expect, onTestFinished, test} from 'vitest';
import {followSelection} from '../../source/client/feeds/selection.js';
import {createStore} from '../../source/client/store.js';
import {session} from '../helpers/builders.js';

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

test('a selected session that is gone gives way to the first row', () => {
	const {store, select, selected} = open();
	store.send({event: 'session:created', data: session({id: 's-2'})});
	select('s-2');

	store.send({event: 'session:deleted', data: {id: 's-2'}});

	expect(selected()).toBe('s-1');
});
