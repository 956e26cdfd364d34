import {expect, onTestFinished, test} from 'vitest';
import type {Multiplexer, Window} from '../../source/multiplexer/multiplexer.js';
import {eventually} from '../helpers/eventually.js';
import type {SetUp} from './multiplexer-windows.js';

/** Looks at the windows whenever it is told to, and at no other time. */
const watch = (multiplexer: Multiplexer, everyMs = multiplexer.supports.changes === 'told' ? 600_000 : 100) => {
	const ending = new AbortController();
	let told = 0;
	let last: Promise<void> = Promise.resolve();
	let windows: readonly Window[] | undefined;
	const look = async () => {
		windows = await multiplexer.listWindows();
	};
	const over = multiplexer.watch(
		() => {
			told += 1;
			last = last.then(look);
		},
		{everyMs, signal: ending.signal},
	);
	const end = async () => {
		ending.abort();
		await over;
		await last;
	};
	onTestFinished(end);
	return {end, told: () => told, sees: () => windows?.map(({key, life}) => `${key} ${life.state}`)};
};

/**
What everybody may rely on who has a `Multiplexer` tell of changes.
*/
export const multiplexerWatchContract = (name: string, setUp: SetUp) => {
	test(`${name}: whoever watches is told of a window that opens`, async () => {
		const {open, multiplexer} = await setUp();
		await open('key_00001');
		const {sees} = watch(multiplexer);
		await eventually(() => expect(sees()).toEqual(['key_00001 running']));

		await open('key_00002');

		await eventually(() => expect(sees()).toEqual(['key_00001 running', 'key_00002 running']));
	});

	test(`${name}: whoever watches is told of a program that ends, and of one that is started anew`, async () => {
		const {open, program, multiplexer} = await setUp();
		const told = await program('key_00001');
		await open('key_00001', {command: told.command});
		const {sees} = watch(multiplexer);
		await eventually(() => expect(sees()).toEqual(['key_00001 running']));

		await told.exit(3);
		await eventually(() => expect(sees()).toEqual(['key_00001 ended']));

		await open('key_00001', {command: told.command});
		await eventually(() => expect(sees()).toEqual(['key_00001 running']));
	});

	test(`${name}: whoever watches is told of a window that is closed`, async () => {
		const {open, multiplexer} = await setUp();
		const {window} = await open('key_00001');
		await open('key_00002');
		const {sees} = watch(multiplexer);
		await eventually(() => expect(sees()).toHaveLength(2));

		await multiplexer.closeWindow(window);

		await eventually(() => expect(sees()).toEqual(['key_00002 running']));
	});

	test(`${name}: whoever no longer watches is told nothing, and others are`, async () => {
		const {open, multiplexer} = await setUp();
		await open('key_00001');
		const [first, second] = [watch(multiplexer), watch(multiplexer)];
		await eventually(() =>
			expect([first.sees(), second.sees()]).toEqual([['key_00001 running'], ['key_00001 running']]),
		);

		await first.end();
		const told = first.told();
		await open('key_00002');

		await eventually(() => expect(second.sees()).toHaveLength(2));
		expect(first.told()).toBe(told);
	});

	test(`${name}: whoever does not want to watch any more before it began is told nothing`, async () => {
		const {open, multiplexer} = await setUp();
		await open('key_00001');
		let told = 0;

		await multiplexer.watch(
			() => {
				told += 1;
			},
			{everyMs: 10, signal: AbortSignal.abort()},
		);

		expect(told).toBe(0);
	});

	test(`${name}: where there is nothing to watch yet, that starts nothing, and the first window is told`, async () => {
		const {open, multiplexer} = await setUp();
		const {sees} = watch(multiplexer, 100);
		await eventually(() => expect(sees()).toEqual([]));

		await open('key_00001');

		await eventually(() => expect(sees()).toEqual(['key_00001 running']));
	});

	test(`${name}: a multiplexer that dies has no windows, and is followed on when it is back`, async () => {
		const {open, crash, multiplexer} = await setUp();
		await open('key_00001');
		const {sees} = watch(multiplexer, 100);
		await eventually(() => expect(sees()).toEqual(['key_00001 running']));

		await crash();
		await eventually(() => expect(sees()).toEqual([]));

		expect((await open('key_00001')).how).toBe('created');
		await eventually(() => expect(sees()).toEqual(['key_00001 running']));
	});

	test(`${name}: a window from before a crash is never taken for one that was opened after it`, async () => {
		const {open, crash, find, multiplexer} = await setUp();
		const {window} = await open('key_00001');
		await crash();
		await open('key_00002');

		await multiplexer.closeWindow(window);

		const gone = {code: 'window-gone'};
		await expect(multiplexer.capture(window, {lines: 5, colours: false})).rejects.toMatchObject(gone);
		await expect(multiplexer.stop(window, {graceMs: 1000})).rejects.toMatchObject(gone);
		await expect(multiplexer.jump(window)).rejects.toMatchObject(gone);
		await expect(multiplexer.typeLine(window, 'hello', {mayEnter: () => true})).rejects.toMatchObject(gone);
		const pasting = {enter: true, mayEnter: () => true, takesLines: true};
		await expect(multiplexer.pasteText(window, 'hello', pasting)).rejects.toMatchObject(gone);
		expect(await find('key_00002')).toMatchObject({life: {state: 'running'}});
	});
};
