import {expect, test} from 'vitest';
import {MaestroError} from '../../source/domain/errors.js';
import {createChoice} from '../../source/multiplexer/choose.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {newWindow} from '../helpers/new-window.js';
import {temporaryFolder} from '../helpers/temporary.js';

type State = 'missing' | 'broken' | 'empty' | 'has windows';

/** Drivers `first` and `second`, each of which answers as its state says, at an address of its own. */
const setUp = async ({
	states = {},
	set,
	inside,
}: {
	readonly states?: Readonly<Record<string, State>>;
	readonly set?: string | undefined;
	readonly inside?: string | undefined;
}) => {
	const directory = await temporaryFolder();
	const created: string[] = [];
	const withWindow = createFakeMultiplexer();
	await withWindow.openWindow(newWindow({directory}));

	const refuse = (name: string): void => {
		if (states[name] === 'missing') {
			throw new MaestroError('multiplexer-missing', `${name} was not found`);
		}
	};

	const driver = (name: string) => ({
		name,
		create({session, address = `/${name}`}: {readonly session: string; readonly address?: string | undefined}) {
			created.push(`${name} ${address} ${session}`);
			return {
				...withWindow,
				name,
				async find() {
					refuse(name);
					return {version: '1.0', address, session};
				},
				async listWindows() {
					refuse(name);
					if (states[name] === 'broken') {
						throw new MaestroError('multiplexer-failed', `${name} did not answer`);
					}

					return states[name] === 'has windows' ? withWindow.listWindows() : [];
				},
			};
		},
	});

	const multiplexers = createChoice({
		drivers: [driver('first'), driver('second')],
		session: 'maestro',
		set,
		inside: async () => inside,
	});
	return {multiplexers, created};
};

const rules: ReadonlyArray<
	[
		title: string,
		circumstances: {
			readonly named?: string;
			readonly set?: string;
			readonly inside?: string;
			readonly states?: Readonly<Record<string, State>>;
		},
		chosen: string,
	]
> = [
	['the one that is named', {named: 'second', set: 'first', inside: 'first'}, 'second'],
	['else the one that was set', {set: 'second', inside: 'first', states: {first: 'has windows'}}, 'second'],
	['else the one that we are inside of', {inside: 'second', states: {first: 'has windows'}}, 'second'],
	['also where it hangs, which is told when it is used', {inside: 'second', states: {second: 'broken'}}, 'second'],
	['but not where its program is missing', {inside: 'second', states: {second: 'missing'}}, 'first'],
	['nor where nobody has a driver for it', {inside: 'third'}, 'first'],
	['else the one that has windows of ours', {states: {second: 'has windows'}}, 'second'],
	['of two that have, the first', {states: {first: 'has windows', second: 'has windows'}}, 'first'],
	['else the first', {}, 'first'],
	['else the first that is installed', {states: {first: 'missing'}}, 'second'],
	['one that hangs is installed', {states: {first: 'broken'}}, 'first'],
	['and windows of ours are more', {states: {first: 'broken', second: 'has windows'}}, 'second'],
];

for (const [title, {named, ...circumstances}, chosen] of rules) {
	test(`a window is opened in ${title}`, async () => {
		const {multiplexers} = await setUp(circumstances);

		expect((await multiplexers.choose(named)).name).toBe(chosen);
	});
}

test('where there is none, that is said in one sentence, with what was looked for and what works without', async () => {
	const {multiplexers} = await setUp({states: {first: 'missing', second: 'missing'}});

	await expect(multiplexers.choose()).rejects.toMatchObject({
		code: 'multiplexer-missing',
		message:
			'A window needs one of these, and none can be used: first, second; choose a headless mode, which needs none, or install one (first was not found; second was not found)',
	});
});

test('one that is named and missing is not replaced by another one', async () => {
	const {multiplexers} = await setUp({states: {second: 'missing'}});

	await expect(multiplexers.choose('second')).rejects.toMatchObject({
		code: 'multiplexer-missing',
		message: 'second was not found',
	});
});

for (const how of ['named', 'set']) {
	test(`one that nobody has a driver for cannot be ${how}`, async () => {
		const {multiplexers} = await setUp({set: how === 'set' ? 'third' : undefined});

		await expect(multiplexers.choose(how === 'named' ? 'third' : undefined)).rejects.toMatchObject({
			code: 'malformed',
			message: 'Expected a multiplexer of these: first, second; got "third"',
		});
	});
}

test('what was not there once is looked for again', async () => {
	const states: Record<string, State> = {first: 'missing', second: 'missing'};
	const {multiplexers} = await setUp({states});
	await expect(multiplexers.choose()).rejects.toMatchObject({code: 'multiplexer-missing'});

	states.second = 'empty';

	expect((await multiplexers.choose()).name).toBe('second');
});

test('a window is found in the multiplexer that it was opened in, which is made once', async () => {
	const {multiplexers, created} = await setUp({});
	const chosen = await multiplexers.choose('first');
	const place = {multiplexer: 'first', address: '/first', session: 'maestro'};

	expect(multiplexers.at(place)).toBe(chosen);
	expect(multiplexers.at({...place})).toBe(chosen);
	expect(await multiplexers.choose('first')).toBe(chosen);
	expect(created).toEqual(['first /first maestro']);
});

test('so it is where its window was known before', async () => {
	const {multiplexers} = await setUp({});
	const known = multiplexers.at({multiplexer: 'first', address: '/first', session: 'maestro'});

	expect(await multiplexers.choose('first')).toBe(known);
});

test('windows at other addresses, or in other sessions, are in other multiplexers', async () => {
	const {multiplexers, created} = await setUp({});
	const place = {multiplexer: 'first', address: '/first', session: 'maestro'};

	const all = [place, {...place, address: '/other'}, {...place, session: 'other'}].map(multiplexers.at);

	expect(new Set(all).size).toBe(3);
	expect(created).toEqual(['first /first maestro', 'first /other maestro', 'first /first other']);
});

test('a window in a multiplexer that there is no driver for is not found', async () => {
	const {multiplexers} = await setUp({});

	expect(multiplexers.at({multiplexer: 'third', address: '/third', session: 'maestro'})).toBeUndefined();
});
