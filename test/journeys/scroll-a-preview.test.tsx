import {expect, test} from 'vitest';
import {longAgo, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {createFakeLog} from '../helpers/fake-log.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {openApp} from '../helpers/open-app.js';

const key = 'key_00000001';
const lines = (count: number): string => Array.from({length: count}, (_, index) => `line ${index}`).join('\n');

const openPreview = async (text: string, options: Parameters<typeof openApp>[0] = {}) => {
	const multiplexer = createFakeMultiplexer();
	const {window} = await multiplexer.openWindow({
		key,
		meta: {taskId: 'T-1', mode: 'interactive', sessionId: 's-1', runId: 'r-1'},
		name: 'T-1',
		directory: '/tmp',
		command: ['cat'],
		environment: {},
		without: [],
	});
	multiplexer.show(key, text);
	const asked: number[] = [];
	const place = {
		multiplexer: 'fake',
		address: 'memory',
		session: 'maestro',
		windowId: window.id,
		paneId: window.paneId,
	};
	const app = await openApp({
		projects: [project()],
		tasks: [task()],
		sessions: [
			session({
				name: 'Builder',
				run: {
					...{id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo},
					window: {...place, key},
				},
			}),
			session({id: 's-2', name: 'Other', startedAt: longAgo - 1}),
		],
		multiplexer: {
			...multiplexer,
			async capture(reference, how) {
				asked.push(how.lines);
				return multiplexer.capture(reference, how);
			},
		},
		...options,
	});
	const shown = (): readonly string[] => {
		const rows = app.frame().split('\n');
		return rows.slice(rows.findIndex(row => /^(──|--) /.test(row)) + 1, -2);
	};
	const title = (): string =>
		app
			.frame()
			.split('\n')
			.find(row => /^(──|--) /.test(row)) ?? '';
	await eventually(() => expect(app.frame()).toMatch(/(──|--|│) ?Builder/));
	return {app, multiplexer, asked, shown, title};
};

test('tab goes to the preview, which is scrolled back as far as there is history, and follows again at its end', async () => {
	const {app, asked, shown, title} = await openPreview(lines(5000));
	await eventually(() => expect(shown().at(-1)).toBe('line 4999'));
	expect(asked).not.toContain(2000);

	await app.press('tab', 'k');
	await eventually(() => expect(asked).toContain(2000));
	await eventually(() => expect(title()).toMatch(/› Builder {2}\d+-1999 of 2000, held/));
	expect(shown().at(-1)).toBe('line 4998');

	await app.press('g', 'g');
	expect(shown()[0]).toBe('line 3000');
	await app.press('j');
	expect(shown()[0]).toBe('line 3001');

	await app.press('G');
	expect(shown().at(-1)).toBe('line 4999');
	expect(title()).toContain('following');
});

test('what comes moves nothing for whoever has scrolled back, and nobody looks at the window meanwhile', async () => {
	const {app, multiplexer, asked, shown} = await openPreview(lines(300));
	await eventually(() => expect(shown().at(-1)).toBe('line 299'));
	await app.press('tab', 'pageup');
	await eventually(() => expect(asked).toContain(2000));
	const before = shown();
	const looks = asked.length;

	multiplexer.show(key, `${lines(300)}\nmore`);
	await app.press('j', 'k');

	expect(shown()).toEqual(before);
	expect(asked.length).toBe(looks);
	await app.press('end');
	await eventually(() => expect(shown().at(-1)).toBe('more'));
});

test('esc goes back to the list, and another row rests at its end', async () => {
	const {app, shown, title} = await openPreview(lines(300));
	await eventually(() => expect(shown().at(-1)).toBe('line 299'));
	await app.press('tab', 'k', 'k', 'esc');
	expect(title()).toMatch(/── Builder {2}\d+-298 of 300, held/);

	await app.press('j');
	await eventually(() => expect(title()).toContain('Other'));
	await app.press('k');

	await eventually(() => expect(shown().at(-1)).toBe('line 299'));
	expect(title()).toMatch(/^── Builder ─/);
});

test('the help in the preview shows its keys, and leaves it as far back as it was', async () => {
	const {app, shown, title} = await openPreview(lines(300));
	await eventually(() => expect(shown().at(-1)).toBe('line 299'));
	await app.press('tab', 'k', 'k');

	await app.press('?', '/', 'back to the list', 'enter');
	expect(app.frame()).toMatch(/esc +Go back to the list/);
	await app.press('esc', 'esc');

	expect(title()).toMatch(/› Builder {2}\d+-298 of 300, held/);
});

test('a line that is wider is cut with a mark, and seen by going sideways', async () => {
	const wide = `${'a'.repeat(70)}${'b'.repeat(60)}日本`;
	const {app, shown, title} = await openPreview(`${wide}\nshort`);
	await eventually(() => expect(shown()[0]).toBe(`${'a'.repeat(70)}${'b'.repeat(9)}…`));
	expect(shown()[1]).toBe('short');

	await app.press('tab', 'right');
	expect(shown()[0]).toBe(`…${wide.slice(41, 119)}…`);
	expect(title()).toContain('from column 41');
	await app.press('right', 'right', 'right');
	expect(shown()[0]).toMatch(/^…a{15}b{60}日本$/);
	await app.press('left', 'left', 'left');
	expect(title()).not.toContain('column');
});

test('the preview keeps its colours line by line, and a theme without any has none', async () => {
	const red = '\u001B[31mred\u001B[0m';
	const coloured = await openPreview(`${red} ${lines(3)}`);
	await eventually(() => expect(coloured.app.frame()).toContain('red line 0'));
	expect(coloured.app.written.join('')).toMatch(/\u001B\[[0-9;]*31m/);

	const plain = await openPreview(`${red} ${lines(3)}`, {settings: {theme: 'none', glyphs: 'ascii'}});
	await eventually(() => expect(plain.app.frame()).toContain('red line 0'));
	expect(plain.app.written.join('')).not.toMatch(/\u001B\[[0-9;]*31m/);
});

test('a preview beside the list shows the last line of the window, too', async () => {
	const {app} = await openPreview(lines(300), {columns: 160, rows: 30});

	await eventually(() => expect(app.frame()).toContain('line 299'));
	expect(app.frame().split('\n')[2]).toMatch(/│Builder$/);
	expect(app.frame().split('\n').at(-3)).toMatch(/│line 299$/);
});

test('the end of what a headless run printed is scrolled back, and stays there while it prints on', async () => {
	const run = {id: 'r-1', taskId: 'T-1', mode: 'code-review', agent: 'custom', isHeadless: true, startedAt: longAgo};
	const log = createFakeLog({text: `${lines(400)}\n`});
	const app = await openApp({
		projects: [project()],
		tasks: [task()],
		sessions: [session({name: 'Reviewer', run})],
		logs: [log],
	});
	await eventually(() => expect(app.frame()).toContain('line 399'));
	await eventually(() => expect(app.server.viewers()).toBe(1));

	await app.press('tab', 'k', 'k');
	const rows = () => app.frame().split('\n').slice(13, -2);
	expect(rows().at(-1)).toBe('line 397');
	log.print('line 400\n');
	await eventually(() => expect(app.client.store.get().logTail?.piece.bytes.length).toBe(3499));
	expect(rows().at(-1)).toBe('line 397');

	await app.press('G');
	await eventually(() => expect(rows().at(-1)).toBe('line 400'));
});

test('a window that shows what it showed before costs no byte, however often it is looked at', async () => {
	const {app, asked, shown} = await openPreview(lines(300));
	await eventually(() => expect(shown().at(-1)).toBe('line 299'));
	const [looks, written] = [asked.length, app.written.length];

	await eventually(() => expect(asked.length).toBeGreaterThan(looks + 3));

	expect(app.written.slice(written).join('')).toBe('');
});

test('the details of a task are read from their start to their end', async () => {
	const description = Array.from({length: 40}, (_, index) => `step ${index}`).join('\n');
	const app = await openApp({projects: [project()], tasks: [task({title: 'Mend the door', description})]});
	await eventually(() => expect(app.frame()).toContain('No sessions yet'));
	await app.press(']');
	expect(app.frame()).toContain('step 0');

	await app.press('tab', 'j');
	expect(app.frame()).toMatch(/› Mend the door {2}2-\d+ of 41/);
	expect(app.frame().split('\n').at(-1)).toContain('esc Back to the list');
	await app.press('G');
	expect(app.frame().split('\n').at(-3)).toBe('step 39');
	await app.press('g', 'g');
	expect(app.frame()).toContain('T-1  todo  medium');
});

test('a screen with one pane turns to the next list with tab', async () => {
	const app = await openApp({projects: [project()]});
	await eventually(() => expect(app.frame()).toContain('No sessions yet'));

	await app.press(']', ']', 'tab');

	expect(app.frame()).toContain('[Inbox]');
});
