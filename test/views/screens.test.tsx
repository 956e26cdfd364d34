import {expect, test} from 'vitest';
import {hold, longAgo, message, mode, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {extent} from '../helpers/extent.js';
import {openApp} from '../helpers/open-app.js';

const ascii = {theme: 'none', glyphs: 'ascii'} as const;
const looks = [{theme: 'dark'}, {theme: 'light'}, ascii] as const;
const started = {agent: 'claude', isHeadless: false, startedAt: longAgo - 7 * 60_000};
const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', ...started};
const given = {
	projects: [project({name: 'Shop'})],
	tasks: [
		task({title: 'Mend 日本 👩‍👩‍👧'}),
		task({id: 'T-2', title: 'Paint it', parentId: 'T-1', status: 'in_progress'}),
	],
	sessions: [
		session({
			name: 'レビュー 👍🏽',
			startedAt: longAgo + 2,
			needsInput: {active: true, message: 'May I?', since: longAgo},
		}),
		session({
			id: 's-2',
			name: 'Builder',
			startedAt: longAgo + 1,
			run,
			activity: {state: 'working', source: 'hook', at: longAgo},
		}),
		session({id: 's-3', name: 'Done', status: 'completed', completedAt: longAgo}),
	],
	messages: [message({from: 's-2'})],
} as const;

test('the sessions at 80 × 24', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));

	const shown = app.frame().replace(/ at :\d+$/m, ' at :4567');

	expect(`\n${shown}`).toBe(
		`
maestro-tui  1 working  1 needs you  1 unread  ● maestro-tui 0.0.0 at :4567
[Sessions]   Tasks    Projects    Inbox
› ▲ needs-input レビュー 👍            May I?                            5m
  ● working     Builder                T-1 Mend 日本 👩  interactive     5m •1
  ✓ ended       Done                   T-1 Mend 日本 👩                  5m







── レビュー 👍 ─────────────────────────────────────────────────────────────────
It has no window that can be seen from here.









enter It has no window  n Dispatch  space Peek  / Filter  ? Keys  : Find  q Quit`,
	);
});

test('columns stand below each other whatever is in them', async () => {
	const app = await openApp({...given, columns: 120});
	await eventually(() => expect(app.frame()).toContain('Builder'));

	expect(new Set([2, 3, 4].map(row => app.columnOf(row, '5m')))).toEqual(new Set([113]));
});

test('every row is drawn within the terminal, at every size', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));

	for (const size of [
		{columns: 200, rows: 50},
		{columns: 40, rows: 10},
		{columns: 61, rows: 15},
		{columns: 141, rows: 24},
	]) {
		await app.resize(size);
		for (const key of [']', ']', ']', ']', '?', 'esc']) {
			await app.press(key);
			const lines = app.frame().split('\n');
			expect(lines[0]).toMatch(/^maestro-tui/);
			expect(lines.at(-1)).toMatch(/^(enter|\?|w|j) /);
		}
	}
});

const sizes = [
	{columns: 40, rows: 10},
	{columns: 80, rows: 24},
	{columns: 200, rows: 50},
] as const;

/** Each theme has one size, and each size several themes; where there is time each has all. */
const sizesFor = (index: number) => [...sizes, ...sizes].slice(index % sizes.length).slice(0, extent(1, sizes.length));

test('the screens of messages are drawn within the terminal, at every size and in every theme', async () => {
	for (const [index, settings] of looks.entries()) {
		const app = await openApp({
			...given,
			settings,
			messages: [
				message({from: 's-2', message: 'A long question '.repeat(30), metadata: {priority: 'high'}}),
				message({id: 'm-2', order: 2, from: 's-2', to: 's-1', message: '日本 👍🏽'}),
			],
			holds: [hold()],
		});
		await eventually(() => expect(app.frame()).toContain('Builder'));
		for (const size of sizesFor(index)) {
			await app.resize(size);
			for (const keys of [
				['i', 't'],
				['t', 'G', 'enter'],
				['esc', 'g', 'g', 'enter'],
				['X'],
				['esc', 'm', 'tab'],
				['tab'],
				['esc', 'i', 'F'],
				['esc', '#'],
			]) {
				await app.press(...keys);
				const lines = app.frame().split('\n');
				expect(lines[0]).toMatch(/^maestro-tui/);
				expect(lines.at(-1)).toMatch(/^(enter|\?|w|j|r|a|y) /);
			}

			await app.press('esc', 'i');
		}

		await app.leave();
	}
});

test('a dispatch is drawn within the terminal, at every size and in every theme', async () => {
	for (const [index, settings] of looks.entries()) {
		const app = await openApp({
			...given,
			settings,
			problems: [{file: `/home/me/${'日本/'.repeat(30)}x.md`, line: 3, text: 'bad'}],
		});
		await eventually(() => expect(app.frame()).toContain('Builder'));
		await app.press(']', 'n');
		await eventually(() => expect(app.frame()).toContain('interactive'));
		await app.press('s', 'Mind 日本 '.repeat(30), 'enter', 'enter');
		await eventually(() => expect(app.frame()).toContain('T-1-interactive'));
		for (const size of sizesFor(index)) {
			await app.resize(size);
			for (const key of ['space', 'space', 'e', 'esc']) {
				await app.press(key);
				const lines = app.frame().split('\n');
				expect(lines[0]).toMatch(/^maestro-tui/);
				expect(lines[2]).toMatch(/^T-1: Mend/);
				expect(lines.at(-1)).toMatch(/^enter /);
			}
		}

		await app.leave();
	}
});

test('a dispatch at 80 × 24', async () => {
	const app = await openApp({
		...given,
		modes: [
			mode({id: 'interactive', summary: 'Work on it in a window'}),
			mode({id: 'hunt', summary: 'Hunt bugs', isHeadless: true, source: '/m/hunt.md', shadows: ['built in']}),
		],
	});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press(']', 'j', 'n');
	await eventually(() => expect(app.frame()).toContain('Not installed'));
	await app.press('j');

	expect(app.frame().split('\n').slice(2, 16)).toEqual([
		'T-2: Paint it',
		'  interactive          Work on it in a window                           window',
		'› hunt                 Hunt bugs                                      ▤ headless',
		'a Agent        the usual one',
		"p Permission   the agent's own rule",
		's Say besides  nothing',
		'e Arguments    none',
		'b Work tree    none',
		'',
		'Hunt bugs',
		'It is from /m/hunt.md',
		'It stands before the one of that name that is built in',
		'Not installed: Gemini CLI; maestro doctor says more',
		'',
	]);
});

test('the inbox at 80 × 24', async () => {
	const app = await openApp({
		...given,
		messages: [
			message({from: 's-2', message: 'May I go on?', metadata: {priority: 'high'}}),
			message({id: 'm-2', order: 2, from: 'operator', to: 's-2', message: 'Tidy up', status: 'delivered'}),
			message({id: 'm-3', order: 3, from: 'operator', to: 's-3', message: 'Too late', status: 'expired'}),
		],
		holds: [hold()],
	});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press('i');

	expect(app.frame().split('\n').slice(1, 7)).toEqual([
		' Sessions    Tasks    Projects   [Inbox]',
		'› ▲     レビュ… and Builder may they go on? 21 messages withou… ‖ held        5m',
		'  •1  ! Builder             May I go on?                   (1)                5m',
		'        Done                Too late                       (1)  ! expired     5m',
		'        Builder             Tidy up                        (1)  ● delivered   5m',
		'',
	]);
});

test('a terminal that is too small is told so in one sentence', async () => {
	const app = await openApp({...given, columns: 39, rows: 24});

	await eventually(() => expect(app.frame().trim()).toBe('Make this terminal at least 40 × 10; it\n is 39 × 24.'));
	await app.resize({columns: 80, rows: 24});
	await eventually(() => expect(app.frame()).toContain('Builder'));
});

test('without a theme there are no colours, and ASCII glyphs are ASCII', async () => {
	const app = await openApp({...given, tasks: [], sessions: [session()], messages: [], settings: ascii});
	await eventually(() => expect(app.frame()).toMatch(/> \* working +Mend the door/));

	await app.press(']', ']', '?');

	expect(app.written.join('')).not.toMatch(/\u001B\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])m/);
	expect(app.frame()).toMatch(/^[\u0000-\u007E–]*$/);
});

test('the terminal is given back as it was', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));
	expect(app.isAlternate()).toBe(true);

	await app.press('q');
	await app.exited;

	const end = app.written.join('').slice(-200);
	expect(app.isAlternate()).toBe(false);
	for (const sequence of ['\u001B[?7h', '\u001B[?25h', '\u001B[?2004l', '\u001B[?1049l']) {
		expect(end).toContain(sequence);
	}
});

test('Ctrl+C twice leaves from anywhere, and once says so', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press('m', 'Half a word', 'ctrl+c');
	expect(app.frame()).toContain('Press Ctrl+C again to quit');
	expect(app.hasExited()).toBe(false);

	await app.press('ctrl+c');

	await app.exited;
});

test('nothing is written while nothing happens', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press('j', 'k');
	const before = app.written.length;

	app.server.put.session({...given.sessions[2]});
	app.server.put.task({...given.tasks[0]});
	await eventually(() => expect(app.client.store.get().sessions.get('s-3')).not.toBe(given.sessions[2]));
	app.client.store.send({event: 'notice:cleared'});

	expect(app.written.slice(before).join('')).toBe('');
});

test('a list of many shows the rows around the selected one', async () => {
	const sessions = Array.from({length: 300}, (_, index) =>
		session({id: `s-${index}`, name: `Number ${index}`, startedAt: 1000 - index}),
	);
	const app = await openApp({...given, sessions});
	await eventually(() => expect(app.frame()).toMatch(/› ● working +Number 0 /));

	await app.press('G');
	expect(app.frame()).toMatch(/› ● working +Number 299/);
	await app.press('g', 'g', 'ctrl+d', '4');

	expect(app.frame()).toMatch(/› ● working +Number 3 /);
	expect(app.frame()).not.toContain('Number 40');
});
