import {expect, test} from 'vitest';
import type {Settings} from '../../source/domain/settings.js';
import {message, mode, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {extent} from '../helpers/extent.js';
import {openApp} from '../helpers/open-app.js';
import {createMouse} from '../helpers/pointer.js';

const sessions = Array.from({length: 60}, (_, index) =>
	session({id: `s-${index}`, name: `Number ${index}.`, startedAt: 1000 - index}),
);
const tasks = Array.from({length: 30}, (_, index) =>
	task({id: `T-${index + 1}`, title: `Thing ${index}.`, createdAt: 1000 + index}),
);

const open = async (
	given: {readonly columns?: number; readonly rows?: number; readonly settings?: Partial<Settings>} = {},
) => {
	const app = await openApp({
		projects: [project({name: 'Shop'}), project({id: 'p-2', name: 'Barn'})],
		tasks,
		sessions,
		messages: [
			message({id: 'm-1', from: 's-1', message: 'Which colour?'}),
			message({id: 'm-2', order: 2, from: 's-2', message: 'Which size?'}),
		],
		...given,
	});
	await eventually(() => expect(app.frame()).toContain('Number 0.'));
	return {app, mouse: createMouse(app), selected: () => /^[ ]*›.*$/m.exec(app.frame())?.[0] ?? ''};
};

for (const size of [
	{columns: 80, rows: 24},
	{columns: 200, rows: 50},
	{columns: 40, rows: 10},
]) {
	test(`a click selects the row that was clicked, at ${size.columns} × ${size.rows}`, async () => {
		const {app, mouse} = await open(size);

		await mouse.click('Number 3.');
		expect(app.client.store.get().screen.selected.sessions).toBe('s-3');
		await app.press('G');
		await mouse.click('Number 57.');

		expect(app.client.store.get().screen.selected.sessions).toBe('s-57');
	});
}

test('what was clicked stays where it is', async () => {
	const {app, mouse} = await open();
	await app.press('G');
	const rowOf = (text: string) =>
		app
			.frame()
			.split('\n')
			.findIndex(line => line.includes(text));
	const before = rowOf('Number 57.');

	await mouse.click('Number 57.');
	await app.press('k');

	expect(rowOf('Number 57.')).toBe(before);
});

test('a click on a tab opens that list, and on a footer key presses it', async () => {
	const {app, mouse} = await open();

	await mouse.click('Tasks');
	expect(app.frame()).toContain('[Tasks]');
	await mouse.click('Thing 4.');
	expect(app.client.store.get().screen.selected.tasks).toBe('T-5');
	await mouse.click('Projects');
	await mouse.click('Barn');
	expect(app.client.store.get().screen.selected.projects).toBe('p-2');
	await mouse.click('Inbox');
	await mouse.click('? Keys');

	expect(app.frame().split('\n')[1]).toContain('Keys');
});

test('a double click does what Enter does, and two clicks with time between do not', async () => {
	const {app, mouse} = await open();
	await app.press('i');
	await eventually(() => expect(app.frame()).toContain('Which size?'));

	await mouse.click('Which size?');
	app.pass(1000);
	await mouse.click('Which size?');
	expect(app.frame()).toContain('[Inbox]');
	expect(app.frame()).not.toContain('Thread');
	app.pass(1000);
	await mouse.click('Which size?');
	await mouse.click('Which size?');

	await eventually(() => expect(app.frame()).toContain('Thread'));
});

test('two quick clicks on two rows are no double click', async () => {
	const {app, mouse} = await open();
	await app.press('i');
	await eventually(() => expect(app.frame()).toContain('Which size?'));

	await mouse.click('Which size?');
	await mouse.click('Which colour?');

	expect(app.frame()).not.toContain('Thread');
});

test('the wheel scrolls the list by three rows, and the selection goes along only to stay in sight', async () => {
	const {app, mouse, selected} = await open();
	await app.press('5');
	expect(selected()).toContain('Number 4.');

	await mouse.wheel('down', 'Number 4.');
	expect(app.frame()).not.toContain('Number 2.');
	expect(app.frame()).toContain('Number 3.');
	expect(selected()).toContain('Number 4.');
	await mouse.wheel('down', 'Number 4.');
	expect(selected()).toContain('Number 6.');
	await mouse.wheel('up', 'Number 6.');
	await mouse.wheel('up', 'Number 6.');
	await mouse.wheel('up', 'Number 6.');

	expect(app.frame()).toContain('Number 0.');
	expect(selected()).toContain('Number 6.');
});

const lists: ReadonlyArray<[name: string, keys: readonly string[]]> = [
	['sessions', []],
	['tasks', [']']],
	['projects', [']', ']']],
	['inbox', ['i']],
	['menu', ['y']],
	['keys', ['?']],
	['settings', [',']],
	['palette', [':']],
	['modes', [']', 'n']],
	['receivers', ['m', 'tab']],
];

for (const [name, keys] of lists) {
	test(`in ${name} a row is where it is clicked, at every size and wherever the list was scrolled to`, async () => {
		const {app, mouse} = await open();
		await app.press(...keys);
		const rowOf = () =>
			app
				.frame()
				.split('\n')
				.findIndex(line => /^[✓ ]{0,3}›/.test(line));
		for (const size of [
			{columns: 80, rows: 24},
			{columns: 200, rows: 50},
			{columns: 40, rows: 10},
		]) {
			await app.resize(size);
			await eventually(() => expect(rowOf()).toBeGreaterThan(0));
			const places = [rowOf()];
			for (let turn = 0; turn < extent(8, 40); turn += 1) {
				await app.press('down');
				places.push(rowOf());
			}

			for (const place of places.slice(-extent(2, 12))) {
				await mouse.clickAt(3, place);
				app.pass(1000);
				expect([size.columns, rowOf()]).toEqual([size.columns, place]);
			}
		}
	});
}

test('the wheel over the pane scrolls what is in it, and a click gives it the focus or takes it back', async () => {
	const description = Array.from({length: 60}, (_, line) => `Line ${line}.`).join('\n');
	const app = await openApp({
		projects: [project()],
		tasks: [task({title: 'Mend it.', description, createdAt: 1}), ...tasks.slice(1, 4)],
	});
	await app.press(']');
	await eventually(() => expect(app.frame()).toContain('Line 2.'));
	const mouse = createMouse(app);
	const hasFocus = () => app.client.store.get().screen.pane.hasFocus;

	await mouse.wheel('down', 'Line 2.');
	expect(app.frame()).not.toContain('Line 0.');
	expect(app.frame()).toMatch(/› T-1 +Mend it\./);
	await mouse.wheel('up', 'Line 4.');
	expect(app.frame()).toContain('Line 0.');
	await mouse.click('Line 2.');
	expect(hasFocus()).toBe(true);
	await mouse.click('Thing 2.');

	expect(hasFocus()).toBe(false);
	expect(app.frame()).toMatch(/› T-3 +Thing 2\./);
});

test('the wheel scrolls a text', async () => {
	const {app, mouse} = await open();
	app.server.put.message(
		message({
			id: 'm-3',
			order: 3,
			from: 's-3',
			message: Array.from({length: 60}, (_, line) => `Line ${line}.`).join('\n'),
		}),
	);
	await app.press('i');
	await eventually(() => expect(app.frame()).toContain('Line 0.'));
	await mouse.click('Line 0.');
	await app.press('enter', 'g', 'g');
	await eventually(() => expect(app.frame()).toContain('Line 1.'));

	await mouse.wheel('down', 'Line 5.');

	expect(app.frame()).not.toContain('Line 1.');
	expect(app.frame()).toContain('Line 6.');
});

test('in a thread a click goes to the message', async () => {
	const {app, mouse} = await open();
	for (const id of ['m-11', 'm-12', 'm-13']) {
		const text = Array.from({length: 4}, (_, line) => `${id} says ${line}.`).join('\n');
		app.server.put.message(
			message({
				id,
				order: Number(id.slice(2)),
				from: 's-1',
				message: text,
				metadata: {threadId: 'm-1', replyTo: 'm-1'},
			}),
		);
	}

	await app.press('i');
	await eventually(() => expect(app.frame()).toContain('m-13 says 0.'));
	await mouse.click('m-13 says 0.');
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('m-12 says 2.'));

	await mouse.click('m-12 says 2.');
	expect(app.client.store.get().screen.selected.thread).toBe('m-12');
	await mouse.click('m-11 says 1.');

	expect(app.client.store.get().screen.selected.thread).toBe('m-11');
	expect(app.frame()).toContain('m-12 says 2.');
});

test('the rows of a dispatch, of receivers and of settings are clicked as well', async () => {
	const app = await openApp({
		projects: [project()],
		tasks: [task()],
		sessions: sessions.slice(0, 5),
		modes: [mode(), mode({id: 'hunt', label: 'Hunt bugs'}), mode({id: 'paint', label: 'Paint it'})],
	});
	await eventually(() => expect(app.frame()).toContain('Number 0.'));
	const mouse = createMouse(app);
	const selectedIn = (list: 'modes' | 'receivers' | 'settings') => app.client.store.get().screen.selected[list];

	await app.press(']', 'n');
	await eventually(() => expect(app.frame()).toContain('paint'));
	await mouse.click('paint');
	expect(selectedIn('modes')).toBe('paint');
	await app.press('esc', '[', 'm', 'tab');
	await eventually(() => expect(app.frame()).toContain('Number 3.'));
	await mouse.click('Number 3.');
	expect(selectedIn('receivers')).toBe('s-3');
	await app.press('esc', 'esc');
	await app.press(',');
	await eventually(() => expect(app.frame()).toContain('Motion'));
	await mouse.click('Motion');

	expect(selectedIn('settings')).toBe('motion');
});

test('a question is answered before anything else is clicked, and by a click on a key of its own', async () => {
	const {app, mouse} = await open();
	await app.press('j', '/');
	expect(app.client.store.get().screen.field).toBeDefined();

	await mouse.click('Number 3.');
	expect(app.client.store.get().screen.selected.sessions).toBe('s-1');
	await mouse.click('enter ');

	expect(app.client.store.get().screen.field).toBeUndefined();
});

test('clicks are no typing, and other buttons, moves and places outside mean nothing', async () => {
	const {app, mouse} = await open();
	for (const name of ['Number 1.', 'Number 2.', 'Number 3.', 'Number 4.', 'Number 5.']) {
		await mouse.click(name);
	}

	expect(app.frame()).not.toContain('looked like typing');
	expect(app.client.store.get().screen.selected.sessions).toBe('s-5');
	const before = app.client.store.get().screen;
	for (const button of [1, 2, 4, 8, 16, 32, 35, 66, 67, 128]) {
		await mouse.report(button, 5, 4);
	}

	await mouse.report(0, 500, 4);
	await mouse.report(0, 5, 500);
	await mouse.report(0, 5, 0);

	expect(app.client.store.get().screen).toBe(before);
});

test('the mouse is switched on with the screen, off by its setting, and off at the end', async () => {
	const {app} = await open();
	const written = () => app.written.join('');
	await eventually(() => expect(written()).toMatch(/\u001B\[\?1000;1006h/));

	await app.client.actions.changeSetting('mouse', false);
	await eventually(() => expect(written()).toMatch(/\u001B\[\?1000;1006l/));
	const off = written().length;
	await app.leave();

	expect(written().slice(off)).not.toMatch(/\u001B\[\?1000;1006h/);
});

test('without the mouse nothing is asked of the terminal', async () => {
	const {app} = await open({settings: {mouse: false}});
	expect(app.written.join('')).not.toMatch(/\u001B\[\?1000;1006h/);
});
