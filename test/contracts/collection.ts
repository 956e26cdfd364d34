import {expect, test} from 'vitest';
import {z} from 'zod';
import type {Collection} from '../../source/server/stores/collection.js';

export const item = z.looseObject({id: z.string(), group: z.string(), size: z.number()});
export type Item = z.output<typeof item>;

/** Where a collection keeps its items, as the operator finds it. */
export type Place = {
	open: () => Promise<Collection<Item>>;
	/** Cuts what is kept of an item to half. */
	cut: (item: Item) => Promise<void>;
	/** What was said of items that were not believed. */
	reports: readonly string[];
};

const small: Item = {id: 'a', group: 'g', size: 1};
const large: Item = {id: 'a', group: 'g', size: 2};

export const collectionContract = (name: string, place: () => Promise<Place>) => {
	test(`${name}: what was put is there after a restart, with members nobody knows here`, async () => {
		const {open} = await place();
		await (await open()).put({...small, colour: 'blue'});

		const collection = await open();

		expect(collection.get('a')).toEqual({...small, colour: 'blue'});
		expect(collection.all()).toEqual([{...small, colour: 'blue'}]);
	});

	test(`${name}: of two puts of one id the later one stands, now and after a restart`, async () => {
		const {open} = await place();
		const collection = await open();

		await Promise.all([collection.put(small), collection.put(large)]);

		expect(collection.get('a')).toEqual(large);
		expect((await open()).get('a')).toEqual(large);
	});

	test(`${name}: a put is seen at once, so that changes made of one another lose nothing`, async () => {
		const {open} = await place();
		const collection = await open();

		const puts = Array.from({length: 20}, async () =>
			collection.put({...small, size: (collection.get('a')?.size ?? 0) + 1}),
		);
		await Promise.all(puts);

		expect((await open()).get('a')?.size).toBe(20);
	});

	test(`${name}: what was removed is gone, now and after a restart`, async () => {
		const {open} = await place();
		const collection = await open();
		await collection.put(small);

		await collection.remove('a');

		expect(collection.get('a')).toBeUndefined();
		expect((await open()).all()).toEqual([]);
	});

	test(`${name}: an item put after it was removed stands`, async () => {
		const {open} = await place();
		const collection = await open();
		await collection.put(small);

		await Promise.all([collection.remove('a'), collection.put(large)]);

		expect((await open()).get('a')).toEqual(large);
	});

	test(`${name}: removing what is not there is well`, async () => {
		const {open} = await place();

		await (await open()).remove('nobody');

		expect((await open()).all()).toEqual([]);
	});

	test(`${name}: what was cut short is reported and not believed, and can be put again`, async () => {
		const {open, cut, reports} = await place();
		await (await open()).put(small);
		await (await open()).put({...small, id: 'b'});
		await cut(small);

		const collection = await open();

		expect(collection.all().map(({id}) => id)).toEqual(['b']);
		expect(reports.join('\n')).toMatch(/not believed/);
		await collection.put(large);
		expect((await open()).get('a')).toEqual(large);
	});
};
