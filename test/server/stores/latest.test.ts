import {expect, test} from 'vitest';
import {createLatest} from '../../../source/server/stores/latest.js';

/** Keeps nothing until it is told to, and says what it was asked to keep. */
const slowDisk = () => {
	const asked: Array<number | undefined> = [];
	const ends: Array<PromiseWithResolvers<void>> = [];
	const values = createLatest<number>({
		start: [['a', 0]],
		keep: async (_id, value) => {
			asked.push(value);
			const end = Promise.withResolvers<void>();
			ends.push(end);
			return end.promise;
		},
	});
	const end = (how: 'kept' | 'refused') => {
		const next = ends.shift();
		how === 'kept' ? next?.resolve() : next?.reject(new Error('refused'));
	};

	const settled = async () => {
		await new Promise(setImmediate);
	};

	return {values, asked, end, settled};
};

test('while one version is written, only the newest of those that came meanwhile waits', async () => {
	const {values, asked, end} = slowDisk();
	const puts = [1, 2, 3, 4].map(async value => values.set('a', value));

	end('kept');
	await puts[0];
	end('kept');
	await Promise.all(puts);

	expect(asked).toEqual([1, 4]);
});

test('a version is durable for its caller only when it, or a newer one, is', async () => {
	const {values, end, settled} = slowDisk();
	const done: number[] = [];
	for (const value of [1, 2]) {
		void values.set('a', value).then(() => done.push(value));
	}

	await settled();
	expect(done).toEqual([]);
	end('kept');
	await settled();
	expect(done).toEqual([1]);
	end('kept');
	await settled();
	expect(done).toEqual([1, 2]);
});

test('a version that is refused holds when a newer one, made of it, is kept', async () => {
	const {values, end, settled} = slowDisk();
	const puts = [1, 2].map(async value => values.set('a', value));

	end('refused');
	await settled();
	end('kept');

	await Promise.all(puts);
	expect(values.get('a')).toBe(2);
});

test('when the newest is refused everyone who waits is, and the value is again the durable one', async () => {
	const {values, end, settled} = slowDisk();
	const puts = [1, 2].map(async value => values.set('a', value));
	const ends = Promise.allSettled(puts);

	end('refused');
	await settled();
	end('refused');

	expect((await ends).map(({status}) => status)).toEqual(['rejected', 'rejected']);
	expect(values.get('a')).toBe(0);
});

test('a refused removal brings the value back', async () => {
	const {values, end} = slowDisk();
	const removal = values.set('a', undefined);
	expect(values.get('a')).toBeUndefined();

	end('refused');

	await expect(removal).rejects.toThrow('refused');
	expect(values.all()).toEqual([0]);
});
