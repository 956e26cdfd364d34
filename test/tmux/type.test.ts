import {expect, test} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {newWindow} from '../helpers/new-window.js';
import {privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';

const openCat = async () => {
	const {create, folder, tmux} = await privateTmux();
	const multiplexer = create();
	const {window} = await multiplexer.openWindow(newWindow({directory: folder, command: ['cat']}));
	const screen = async (pane = window.paneId) => tmux('capture-pane', '-p', '-t', pane);
	return {multiplexer, window, tmux, screen, folder};
};

const pasting = {enter: true, mayEnter: () => true, takesLines: false};

whereInstalled('tmux')('what is typed into a window of tmux', () => {
	test('reaches its program once, with an Enter behind it', async () => {
		const {multiplexer, window, screen} = await openCat();

		expect(await multiplexer.typeLine(window, 'C-c Enter', {mayEnter: () => true})).toBe(true);

		await eventually(async () => expect(await screen()).toBe('C-c Enter\nC-c Enter'));
	});

	test('is looked at as the window shows it before the Enter', async () => {
		const {multiplexer, window} = await openCat();
		const seen: string[] = [];

		await multiplexer.typeLine(window, 'hello', {
			mayEnter(shown) {
				seen.push(shown);
				return false;
			},
		});

		expect(seen).toEqual(['hello']);
	});

	test('is nothing while a person scrolls in it', async () => {
		const {multiplexer, window, tmux, screen} = await openCat();
		await tmux('copy-mode', '-t', window.paneId);

		expect(await multiplexer.typeLine(window, 'hello', {mayEnter: () => true})).toBe(false);

		await tmux('send-keys', '-t', window.paneId, '-X', 'cancel');
		expect(await screen()).toBe('');
	});

	test('is not entered when a person begins to scroll behind it', async () => {
		const {multiplexer, window, tmux, screen} = await openCat();
		const scroll = async () => {
			await tmux('copy-mode', '-t', window.paneId);
			return true;
		};

		expect(await multiplexer.typeLine(window, 'hello', {mayEnter: scroll})).toBe(false);

		await tmux('send-keys', '-t', window.paneId, '-X', 'cancel');
		expect(await screen()).toBe('hello');
	});

	test('is nothing where other panes would get it too', async () => {
		const {multiplexer, window, tmux, screen, folder} = await openCat();
		const other = await tmux('split-window', '-t', window.paneId, '-c', folder, '-P', '-F', '#{pane_id}', 'cat');
		await tmux('set-option', '-w', '-t', window.paneId, 'synchronize-panes', 'on');

		expect(await multiplexer.typeLine(window, 'hello', {mayEnter: () => true})).toBe(false);

		expect(await screen()).toBe('');
		expect(await screen(other)).toBe('');
	});

	const untouchable: ReadonlyArray<[what: string, command: readonly string[]]> = [
		['its input is off', ['select-pane', '-d']],
		['a person chooses a window in it', ['choose-tree']],
		['a person looks at the clock in it', ['clock-mode']],
	];

	for (const [what, [command = '', ...options]] of untouchable) {
		test(`is nothing while ${what}`, async () => {
			const {multiplexer, window, tmux, screen} = await openCat();
			await tmux(command, ...options, '-t', window.paneId);

			expect(await multiplexer.typeLine(window, 'hello', {mayEnter: () => true})).toBe(false);

			await tmux('copy-mode', '-q', '-t', window.paneId);
			expect(await screen()).toBe('');
		});
	}

	test('is not entered in a window that is closed behind it', async () => {
		const {multiplexer, window, tmux} = await openCat();
		const close = async () => {
			await tmux('kill-window', '-t', window.id);
			return true;
		};

		const typing = multiplexer.typeLine(window, 'hello', {mayEnter: close});

		await expect(typing).rejects.toMatchObject({code: 'window-gone'});
	});

	test('is taken as it is, though it is an option, a key or the end of a command for tmux', async () => {
		const {create, folder, tmux} = await privateTmux();
		const multiplexer = create();
		const lines = [';', 'x\\;', 'x\\', '--', 'C-c'];

		const typed = lines.map(async (line, index) => {
			const wanted = newWindow({directory: folder, key: `key_0000${index}`, command: ['cat']});
			const {window} = await multiplexer.openWindow(wanted);
			await multiplexer.typeLine(window, line, {mayEnter: () => true});
			await eventually(async () =>
				expect(await tmux('capture-pane', '-p', '-t', window.paneId)).toBe(`${line}\n${line}`),
			);
		});

		await Promise.all(typed);
		expect(await multiplexer.listWindows()).toHaveLength(lines.length);
	});

	test('is not pasted while a person scrolls in it, and no buffer of tmux keeps it', async () => {
		const {multiplexer, window, tmux, screen} = await openCat();
		await tmux('copy-mode', '-t', window.paneId);

		expect(await multiplexer.pasteText(window, 'hello', pasting)).toBe('nothing');

		await tmux('send-keys', '-t', window.paneId, '-X', 'cancel');
		expect(await screen()).toBe('');
		expect(await tmux('list-buffers')).toBe('');
	});

	test('is not pasted where other panes would get its Enter', async () => {
		const {multiplexer, window, tmux, screen, folder} = await openCat();
		await tmux('split-window', '-t', window.paneId, '-c', folder, 'cat');
		await tmux('set-option', '-w', '-t', window.paneId, 'synchronize-panes', 'on');

		expect(await multiplexer.pasteText(window, 'hello', pasting)).toBe('nothing');
		expect(await screen()).toBe('');
	});

	test('stands in no list of processes and in no buffer of tmux, when it is pasted', async () => {
		const {create, folder, tmux, run} = await privateTmux();
		const words: string[] = [];
		const multiplexer = create({
			async run(program, args, options) {
				words.push(program, ...args);
				return run(program, args, options);
			},
		});
		const {window} = await multiplexer.openWindow(newWindow({directory: folder, command: ['cat']}));

		expect(await multiplexer.pasteText(window, 'a secret of ours', pasting)).toBe('entered');

		await eventually(async () =>
			expect(await tmux('capture-pane', '-p', '-t', window.paneId)).toBe('a secret of ours\na secret of ours'),
		);
		expect(words.filter(word => word.includes('secret'))).toEqual([]);
		expect(await tmux('list-buffers')).toBe('');
	});
});
