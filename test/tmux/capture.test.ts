import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {newWindow} from '../helpers/new-window.js';
import {privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';

/** Shows a text in a window; the last word of it is `end`, by which it is known to be there. */
const show = async (text: string, environment = {}) => {
	const {create, folder, ...server} = await privateTmux({environment});
	const multiplexer = create();
	const file = path.join(folder, 'text');
	await writeFile(file, text);
	const {window} = await multiplexer.openWindow(
		newWindow({directory: folder, command: ['sh', '-c', 'cat text; read -r line']}),
	);
	const capture = async (options: {readonly lines?: number; readonly colours?: boolean} = {}) =>
		multiplexer.capture(window, {lines: 10, colours: false, ...options});
	await eventually(async () => expect(await capture()).toMatch(/end\S*$/));
	return {...server, multiplexer, window, capture};
};

whereInstalled('tmux')('what a window of tmux shows', () => {
	test('letters of any width and script come as they are', async () => {
		const {capture} = await show('é中😀|مرحبا end');

		expect(await capture()).toBe('é中😀|مرحبا end');
	});

	test('so they do where the locale is C', async () => {
		const {capture} = await show('é中😀 end', {LC_ALL: 'C'});

		expect(await capture()).toBe('é中😀 end');
	});

	test('without colours it is plain text', async () => {
		const {capture} = await show('\u001B[1;31mred\u001B[0m end');

		expect(await capture()).toBe('red end');
	});

	test('with colours each line has its own, also those that run over several lines', async () => {
		const {capture} = await show('\u001B[31mone\ntwo\u001B[0m\nend\n');

		const lines = (await capture({colours: true})).split('\n');

		// Versions differ in how they end a colour.
		expect(lines[0]).toMatch(/^\u001B\[31mone\u001B\[(?:0|39)m$/);
		expect(lines[1]).toMatch(/^\u001B\[31mtwo\u001B\[(?:0|39)m$/);
		expect(lines[2]).toMatch(/^(?:\u001B\[[\d;]*m)*end$/);
	});

	test('a colour that began above the lines that were asked for is there', async () => {
		const {capture} = await show(`\u001B[31m${'red\n'.repeat(20)}end`);

		expect(await capture({lines: 2, colours: true})).toMatch(
			/^\u001B\[31mred\u001B\[(?:0|39)m\n\u001B\[31mend\u001B\[(?:0|39)m$/,
		);
	});

	test('the screen of a program that has one of its own is shown, not the one beneath', async () => {
		const {capture} = await show('beneath\u001B[?1049h\u001B[Habove end');

		expect(await capture()).toBe('above end');
	});

	test('what has scrolled away can be asked for', async () => {
		const {capture} = await show(`first\n${'line\n'.repeat(100)}end`);

		expect(await capture({lines: 10})).not.toContain('first');
		expect(await capture({lines: 200})).toMatch(/^first\n(?:line\n){100}end$/);
	});

	test('in a window that somebody has split, it is our pane that is shown', async () => {
		const {capture, tmux, window} = await show('ours end');

		await tmux('split-window', '-t', window.paneId, 'echo theirs; sleep 600');

		expect(await capture()).toBe('ours end');
	});

	test('the note that tmux writes under what has ended is left out, wherever it stands', async () => {
		const {capture, tmux, window, multiplexer} = await show(`${'line\n'.repeat(60)}\u001B[31mend`);
		await tmux('send-keys', '-t', window.paneId, 'Enter');
		await eventually(async () => expect((await multiplexer.listWindows())[0]?.life.state).toBe('ended'));

		expect(await tmux('capture-pane', '-p', '-t', window.paneId)).toContain('Pane is dead (status 0)');
		expect(await capture({lines: 2})).toBe('line\nend');
	});

	test('to look at it makes no attached terminal draw anything', async () => {
		const {capture, tmux, window} = await show('end');

		await capture();

		// An option that is set makes tmux draw every client anew, and over SSH that costs.
		expect(await tmux('show-options', '-p', '-t', window.paneId)).not.toContain('@maestro_probe');
	});
});
