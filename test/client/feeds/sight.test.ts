import {expect, test} from 'vitest';
import {createSight} from '../../../source/client/feeds/sight.js';
import {createStore} from '../../../source/client/store.js';

test('a terminal is looked at until it tells otherwise, and only what it tells is told', () => {
	const store = createStore();
	const {isSeen, subscribe} = createSight(store);
	let told = 0;
	const stop = subscribe(() => {
		told += 1;
	});
	const focus = (hasFocus: boolean) => store.send({event: 'terminal:focused', data: {hasFocus}});

	expect(isSeen()).toBe(true);
	focus(false);
	expect(isSeen()).toBe(false);
	store.send({event: 'minute:began', data: {now: 1}});
	focus(true);
	expect(isSeen()).toBe(true);
	expect(told).toBe(2);

	stop();
	focus(false);
	expect(told).toBe(2);
});
