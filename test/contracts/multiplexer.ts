import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Multiplexer, NewWindow, Window, WindowReference} from '../../source/multiplexer/multiplexer.js';
import {eventually} from '../helpers/eventually.js';
import {multiplexerPasteContract} from './multiplexer-paste.js';
import {multiplexerProgramContract} from './multiplexer-programs.js';
import {multiplexerWatchContract} from './multiplexer-watch.js';
import {meta, type Started, setUpWith} from './multiplexer-windows.js';

/**
What everybody may rely on who is handed a `Multiplexer`, whichever it is.
*/
export const multiplexerContract = (name: string, start: () => Promise<Started>) => {
	const setUp = setUpWith(start);
	multiplexerWatchContract(name, setUp);
	multiplexerProgramContract(name, setUp);
	multiplexerPasteContract(name, setUp);

	test(`${name}: finding it starts nothing, and says its version, its address and the session`, async () => {
		const {multiplexer} = await setUp();

		const found = await multiplexer.find();

		expect(found.version).toMatch(/\S/);
		expect(found.address).toMatch(/\S/);
		expect(found.session).toMatch(/^[A-Za-z0-9_-]+$/);
		expect(await multiplexer.listWindows()).toEqual([]);
	});

	test(`${name}: there are no windows before one was opened`, async () => {
		const {multiplexer} = await setUp();

		expect(await multiplexer.listWindows()).toEqual([]);
	});

	test(`${name}: a window is opened for a key, and is in the list as it was answered`, async () => {
		const {open, multiplexer} = await setUp();

		const {window, how} = await open('key_00001');

		expect(how).toBe('created');
		expect(window).toMatchObject({key: 'key_00001', name: 'T-1-interactive', meta, life: {state: 'running'}});
		expect(window.pid).toBeGreaterThan(1);
		expect((await multiplexer.listWindows()).map(withoutTime)).toEqual([withoutTime(window)]);
	});

	test(`${name}: the list says when a window last showed something new`, async () => {
		const {open} = await setUp();
		const before = Date.now();

		const {window} = await open('key_00001');

		// Some count in seconds.
		expect(window.lastOutputAt).toBeGreaterThan(before - 2000);
		expect(window.lastOutputAt).toBeLessThan(Date.now() + 2000);
	});

	test(`${name}: fifty callers at once with one key make one window`, async () => {
		const {newWindow, multiplexer} = await setUp();
		const wanted = await newWindow('key_00001');

		const opened = await Promise.all(Array.from({length: 50}, async () => multiplexer.openWindow(wanted)));

		expect(opened.filter(({how}) => how === 'created')).toHaveLength(1);
		expect(opened.filter(({how}) => how === 'reused')).toHaveLength(49);
		expect(new Set(opened.map(({window}) => window.paneId)).size).toBe(1);
		expect(await multiplexer.listWindows()).toHaveLength(1);
	});

	test(`${name}: ten keys, each asked for twice at once, make ten windows`, async () => {
		const {newWindow, multiplexer} = await setUp();
		const keys = Array.from({length: 10}, (_, index) => `key_0000${index}`);
		const wanted = await Promise.all(keys.map(async key => newWindow(key)));

		const opened = await Promise.all([...wanted, ...wanted].map(async window => multiplexer.openWindow(window)));

		expect(opened.filter(({how}) => how === 'created')).toHaveLength(10);
		expect((await multiplexer.listWindows()).map(({key}) => key).toSorted()).toEqual(keys);
	});

	test(`${name}: two windows may have one name`, async () => {
		const {open, multiplexer} = await setUp();

		await open('key_00001', {name: 'T-1-a-b'});
		await open('key_00002', {name: 'T-1-a-b'});

		expect((await multiplexer.listWindows()).map(window => window.name)).toEqual(['T-1-a-b', 'T-1-a-b']);
	});

	test(`${name}: a window that is reused stays what it was opened for`, async () => {
		const {open, newWindow, multiplexer, find} = await setUp();
		const {window} = await open('key_00001');

		const again = await multiplexer.openWindow({
			...(await newWindow('key_00001', {command: ['sleep', '60']})),
			meta: {...meta, runId: 'run_2_b'},
		});

		expect(again.how).toBe('reused');
		expect(again.window).toMatchObject({id: window.id, pid: window.pid, meta: {runId: 'run_1_a'}});
		expect(await find('key_00001')).toMatchObject({meta: {runId: 'run_1_a'}});
	});

	test(`${name}: a window whose program has ended is started anew, for what is wanted now`, async () => {
		const {program, multiplexer, newWindow, find} = await setUp();
		const told = await program('key_00001');
		const wanted = await newWindow('key_00001', {command: told.command});
		const {window} = await multiplexer.openWindow(wanted);
		await told.exit(3);
		await eventually(async () => expect((await find('key_00001')).life.state).toBe('ended'));

		const again = await multiplexer.openWindow({...wanted, meta: {...meta, runId: 'run_2_b'}});

		expect(again.how).toBe('respawned');
		expect(again.window).toMatchObject({id: window.id, life: {state: 'running'}, meta: {runId: 'run_2_b'}});
		expect(again.window.pid).not.toBe(window.pid);
		expect(await multiplexer.listWindows()).toHaveLength(1);
	});

	test(`${name}: of ten callers who find the program ended, one starts it anew`, async () => {
		const {program, multiplexer, newWindow, find} = await setUp();
		const told = await program('key_00001');
		const wanted = await newWindow('key_00001', {command: told.command});
		await multiplexer.openWindow(wanted);
		await told.exit(0);
		await eventually(async () => expect((await find('key_00001')).life.state).toBe('ended'));

		const again = await Promise.all(Array.from({length: 10}, async () => multiplexer.openWindow(wanted)));

		expect(again.filter(({how}) => how === 'respawned')).toHaveLength(1);
		expect(again.filter(({how}) => how === 'reused')).toHaveLength(9);
	});

	for (const code of [0, 1, 127, 255]) {
		test(`${name}: a program that exits with ${code} leaves its window, which says so`, async () => {
			const {program, open, find} = await setUp();
			const told = await program('key_00001');
			await open('key_00001', {command: told.command});

			await told.exit(code);

			await eventually(async () => expect((await find('key_00001')).life).toEqual({state: 'ended', exitCode: code}));
			expect((await find('key_00001')).pid).toBeUndefined();
		});
	}

	for (const [signal, signalName] of [
		[9, 'SIGKILL'],
		[15, 'SIGTERM'],
	] as const) {
		test(`${name}: a program that ${signalName} ends leaves its window, which says so`, async () => {
			const {multiplexer, open, find, kill} = await setUp();
			const {window} = await open('key_00001');

			await eventually(async () => {
				const {life} = await find('key_00001');
				if (life.state === 'running') {
					// Again, as one that comes before the program has taken the place of its parent's copy ends nothing.
					await kill(window, signalName);
				}

				expect(life).toEqual(multiplexer.supports.signals ? {state: 'ended', signal} : {state: 'ended'});
			});
		});
	}

	test(`${name}: a capture is what the window shows, without blank lines at its end`, async () => {
		const {program, open, multiplexer} = await setUp();
		const told = await program('key_00001');
		const {window} = await open('key_00001', {command: told.command});

		await told.show('one\n\nthree\n\n\n');

		await eventually(async () => expect(await shown(multiplexer, window, 10)).toBe('one\n\nthree'));
	});

	test(`${name}: a capture has the last lines, as many as were asked for`, async () => {
		const {program, open, multiplexer} = await setUp();
		const told = await program('key_00001');
		const {window} = await open('key_00001', {command: told.command});
		const lines = Array.from({length: 200}, (_, index) => `line ${index}`);

		await told.show(`${lines.join('\n')}\n`);

		await eventually(async () => expect(await shown(multiplexer, window, 2)).toBe('line 198\nline 199'));
		expect(await shown(multiplexer, window, 120)).toBe(lines.slice(-120).join('\n'));
		expect(await shown(multiplexer, window, 0)).toBe('');
	});

	test(`${name}: what has scrolled out of the window is captured where the multiplexer keeps it, up to 2000 lines`, async () => {
		const {program, open, multiplexer} = await setUp();
		const told = await program('key_00001');
		const {window} = await open('key_00001', {command: told.command});
		const lines = Array.from({length: 3000}, (_, index) => `line ${index}`);

		await told.show(`${lines.join('\n')}\n`);

		await eventually(async () => expect(await shown(multiplexer, window, 1)).toBe('line 2999'));
		const captured = (await shown(multiplexer, window, 2000)).split('\n');
		expect(captured).toEqual(lines.slice(multiplexer.supports.history ? -2000 : -captured.length));
	});

	test(`${name}: the last screen of a program that has ended can be captured`, async () => {
		const {program, open, multiplexer, find} = await setUp();
		const told = await program('key_00001');
		const {window} = await open('key_00001', {command: told.command});

		await told.show('could not log in\n');
		await told.exit(1);
		await eventually(async () => expect((await find('key_00001')).life.state).toBe('ended'));

		expect(await shown(multiplexer, window, 10)).toBe('could not log in');
	});

	for (const text of ['maestro: you have a message', 'Enter', '-x', '#{pane_id} $(date);', 'é中😀 ;']) {
		test(`${name}: a line is typed as it is, and entered: ${text}`, async () => {
			const {open, multiplexer} = await setUp();
			const {window} = await open('key_00001', {command: ['cat']});

			const isEntered = await multiplexer.typeLine(window, text, {mayEnter: screen => screen.endsWith(text)});

			expect(isEntered).toBe(true);
			await eventually(async () => expect(await shown(multiplexer, window, 10)).toContain(text));
		});
	}

	test(`${name}: a line is not entered when the window shows something that nobody wanted`, async () => {
		const {open, multiplexer} = await setUp();
		const {window} = await open('key_00001', {command: ['cat']});

		expect(await multiplexer.typeLine(window, 'hello', {mayEnter: () => false})).toBe(false);

		// Entered, `cat` would have shown it again.
		expect(await shown(multiplexer, window, 10)).toBe('hello');
	});

	test(`${name}: what is not one short printable line is not typed`, async () => {
		const {open, multiplexer} = await setUp();
		const {window} = await open('key_00001', {command: ['cat']});
		const others = ['', ' ', 'a\nb', 'a\r', '\u001B[A', 'a\tb', '\u0003', 'a\u202Eb', 'x'.repeat(121), 'trailing '];

		for (const text of others) {
			await expect(multiplexer.typeLine(window, text, {mayEnter: () => true}), text).rejects.toMatchObject({
				code: 'malformed',
			});
		}

		expect(await shown(multiplexer, window, 10)).toBe('');
	});

	test(`${name}: nothing is typed for a program that has ended`, async () => {
		const {program, open, multiplexer, find} = await setUp();
		const told = await program('key_00001');
		const {window} = await open('key_00001', {command: told.command});
		await told.exit(0);
		await eventually(async () => expect((await find('key_00001')).life.state).toBe('ended'));

		expect(await multiplexer.typeLine(window, 'hello', {mayEnter: () => true})).toBe(false);
	});

	test(`${name}: a stopped program has ended when the call returns, and its window stays`, async () => {
		const {open, multiplexer, find} = await setUp();
		const {window} = await open('key_00001');

		await multiplexer.stop(window, {graceMs: 5000});

		const {life} = await find('key_00001');
		expect(life).toEqual(multiplexer.supports.signals ? {state: 'ended', signal: 15} : {state: 'ended'});
	});

	test(`${name}: to stop what has ended does nothing`, async () => {
		const {program, open, multiplexer, find} = await setUp();
		const told = await program('key_00001');
		const {window} = await open('key_00001', {command: told.command});
		await told.exit(4);
		await eventually(async () => expect((await find('key_00001')).life.state).toBe('ended'));

		await multiplexer.stop(window, {graceMs: 5000});

		expect((await find('key_00001')).life).toEqual({state: 'ended', exitCode: 4});
	});

	test(`${name}: a closed window is gone from the list, and to close it again does nothing`, async () => {
		const {open, multiplexer} = await setUp();
		const {window} = await open('key_00001');
		await open('key_00002');

		await multiplexer.closeWindow(window);
		await multiplexer.closeWindow(window);

		expect((await multiplexer.listWindows()).map(({key}) => key)).toEqual(['key_00002']);
	});

	test(`${name}: a window that was closed is opened anew`, async () => {
		const {open, multiplexer} = await setUp();
		const {window} = await open('key_00001');
		await multiplexer.closeWindow(window);

		expect((await open('key_00001')).how).toBe('created');
	});

	const refused: ReadonlyArray<
		[what: string, act: (multiplexer: Multiplexer, window: WindowReference) => Promise<unknown>]
	> = [
		['captured', async (multiplexer, window) => multiplexer.capture(window, {lines: 5, colours: false})],
		['typed into', async (multiplexer, window) => multiplexer.typeLine(window, 'hello', {mayEnter: () => true})],
		[
			'pasted into',
			async (multiplexer, window) =>
				multiplexer.pasteText(window, 'hello', {enter: true, mayEnter: () => true, takesLines: true}),
		],
		['jumped to', async (multiplexer, window) => multiplexer.jump(window)],
		['attached to', async (multiplexer, window) => multiplexer.attach(window)],
		['stopped', async (multiplexer, window) => multiplexer.stop(window, {graceMs: 1000})],
	];

	for (const [what, act] of refused) {
		test(`${name}: a window that is gone cannot be ${what}`, async () => {
			const {open, multiplexer} = await setUp();
			const {window} = await open('key_00001');
			await multiplexer.closeWindow(window);

			await expect(act(multiplexer, window)).rejects.toMatchObject({code: 'window-gone'});
		});

		test(`${name}: a window that has another key by now cannot be ${what}`, async () => {
			const {open, multiplexer, find} = await setUp();
			const {window} = await open('key_00001');

			await expect(act(multiplexer, {...window, key: 'key_00002'})).rejects.toMatchObject({code: 'window-gone'});
			expect(await find('key_00001')).toMatchObject({life: {state: 'running'}});
		});
	}

	test(`${name}: a window that has another key by now is not closed`, async () => {
		const {open, multiplexer, find} = await setUp();
		const {window} = await open('key_00001');

		await multiplexer.closeWindow({...window, key: 'key_00002'});

		expect(await find('key_00001')).toMatchObject({life: {state: 'running'}});
	});

	test(`${name}: a jump says how to come back, or what to type`, async () => {
		const {open, multiplexer} = await setUp();
		const {window} = await open('key_00001');

		const jump = await multiplexer.jump(window);

		expect(jump.kind === 'tell' ? jump.command : jump.wayBack).toMatch(/\w/);
	});

	test(`${name}: another terminal is told what to run to show a window, and what it must not have`, async () => {
		const {open, multiplexer} = await setUp();
		const {window} = await open('key_00001');

		const {command, without} = await multiplexer.attach(window);

		expect(command.length).toBeGreaterThan(1);
		expect(command.every(word => word !== '' && !word.includes('\0'))).toBe(true);
		expect(without.length).toBeGreaterThan(0);
		expect(without.every(variable => /^[A-Z_]+$/.test(variable))).toBe(true);
	});

	const folders: ReadonlyArray<[what: string, directory: (folder: string) => string]> = [
		['is not there', folder => path.join(folder, 'missing')],
		['is a file', folder => path.join(folder, 'file')],
		['lies under a file', folder => path.join(folder, 'file', 'folder')],
		['is not absolute', () => '.'],
		['is empty', () => ''],
	];

	for (const [what, directoryIn] of folders) {
		test(`${name}: nothing is opened in a folder that ${what}`, async () => {
			const {open, multiplexer, directory} = await setUp();
			await writeFile(path.join(directory, 'file'), '');

			await expect(open('key_00001', {directory: directoryIn(directory)})).rejects.toMatchObject({
				code: 'bad-directory',
			});

			expect(await multiplexer.listWindows()).toEqual([]);
		});
	}

	const hostile: ReadonlyArray<[what: string, code: string, more: Partial<NewWindow>]> = [
		['an argument of a megabyte', 'too-large', {command: ['echo', 'x'.repeat(1_000_000)]}],
		['a variable of a megabyte', 'too-large', {environment: {TEXT: 'x'.repeat(1_000_000)}}],
		['a key that is too short', 'malformed', {key: 'short'}],
		['a key with a sign in it', 'malformed', {key: 'key_0001}#'}],
		['a variable without a name', 'malformed', {environment: {'': 'x'}}],
		['a variable with = in its name', 'malformed', {environment: {'A=B': 'x'}}],
		['a NUL in an argument', 'malformed', {command: ['echo', 'a\0b']}],
		['a NUL in a variable', 'malformed', {environment: {TEXT: 'a\0b'}}],
		['a NUL in the folder', 'bad-directory', {directory: '/tmp/a\0b'}],
	];

	for (const [what, code, more] of hostile) {
		test(`${name}: ${what} is refused, and nothing is opened`, async () => {
			const {open, multiplexer} = await setUp();

			await expect(open('key_00001', more)).rejects.toMatchObject({name: 'MaestroError', code});

			expect(await multiplexer.listWindows()).toEqual([]);
		});
	}
};

const withoutTime = ({lastOutputAt, ...window}: Window) => window;

const shown = async (multiplexer: Multiplexer, window: Window, lines: number) =>
	multiplexer.capture(window, {lines, colours: false});
