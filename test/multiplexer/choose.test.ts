import {expect, test} from 'vitest';
import {MaestroError} from '../../source/domain/errors.js';
import {type Candidate, chooseMultiplexer} from '../../source/multiplexer/choose.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';

const candidate = (name: string, more: {readonly isAround?: boolean; readonly refusal?: Error} = {}): Candidate => {
	const multiplexer = createFakeMultiplexer();
	return {
		isAround: more.isAround ?? false,
		multiplexer: {
			...multiplexer,
			name,
			find: async () => (more.refusal === undefined ? multiplexer.find() : Promise.reject(more.refusal)),
		},
	};
};

const missing = (name: string) => new MaestroError('multiplexer-missing', `${name} is not installed`);

const rules: ReadonlyArray<
	[title: string, candidates: readonly Candidate[], wanted: string | undefined, name: string]
> = [
	['the first of the list is used', [candidate('first'), candidate('second')], undefined, 'first'],
	[
		'the one that this terminal is in comes before it',
		[candidate('first'), candidate('second', {isAround: true})],
		undefined,
		'second',
	],
	[
		'the one that was asked for comes before both',
		[candidate('first'), candidate('second', {isAround: true}), candidate('third')],
		'third',
		'third',
	],
	[
		'one that is not installed is passed over',
		[candidate('first', {refusal: missing('first')}), candidate('second')],
		undefined,
		'second',
	],
	[
		'so is one that this terminal is in, when it is too old',
		[candidate('first'), candidate('second', {isAround: true, refusal: missing('second')})],
		undefined,
		'first',
	],
];

for (const [title, candidates, wanted, name] of rules) {
	test(title, async () => {
		const {multiplexer, found} = await chooseMultiplexer(candidates, wanted);

		expect(multiplexer.name).toBe(name);
		expect(found.session).toBe('maestro');
	});
}

test('one that was asked for and is not installed is refused, whatever else there is', async () => {
	const candidates = [candidate('first'), candidate('second', {refusal: missing('second')})];

	await expect(chooseMultiplexer(candidates, 'second')).rejects.toThrow('second is not installed');
});

test('a name that is none is refused with the names that are', async () => {
	await expect(chooseMultiplexer([candidate('first'), candidate('second')], 'screen')).rejects.toMatchObject({
		code: 'malformed',
		message: 'Expected one of these multiplexers: first, second; got "screen"',
	});
});

test('when none can be used, the refusal says of each why', async () => {
	const candidates = [
		candidate('first', {refusal: missing('first')}),
		candidate('second', {refusal: new MaestroError('multiplexer-failed', 'second does not answer')}),
	];

	await expect(chooseMultiplexer(candidates)).rejects.toMatchObject({
		code: 'multiplexer-missing',
		message: 'No multiplexer can be used. first is not installed. second does not answer',
	});
});

test('when the only one cannot be used, its own refusal is the answer', async () => {
	const refusal = missing('only');

	await expect(chooseMultiplexer([candidate('only', {refusal})])).rejects.toBe(refusal);
});

test('a defect of a driver is not taken for a missing program', async () => {
	const candidates = [candidate('first', {refusal: new TypeError('a bug')}), candidate('second')];

	await expect(chooseMultiplexer(candidates)).rejects.toThrow(TypeError);
});
