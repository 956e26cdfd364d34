import {expect, test} from 'vitest';
import {longAgo, message, mode, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};
const given = {
	projects: [project({name: 'My App'}), project({id: 'p-2', name: 'Shop'})],
	tasks: [task(), task({id: 'T-2', title: 'Paint it', projectId: 'p-2', status: 'blocked' as const})],
	sessions: [
		session({name: 'Builder', run, startedAt: 2}),
		session({id: 's-2', name: 'Señor Review', status: 'idle' as const, projectId: 'p-2', startedAt: 1}),
		session({id: 's-3', name: 'Painter', projectId: 'p-2', startedAt: 0}),
	],
	messages: [
		message({from: 's-2', message: 'Ångström?'}),
		message({id: 'm-2', from: 's-3', order: 2, message: 'Blue?'}),
	],
	modes: [mode(), mode({id: 'code-review', label: 'Review', isHeadless: true})],
};

for (const size of [
	{columns: 80, rows: 24},
	{columns: 40, rows: 10},
]) {
	test(`a list is filtered by what its rows are, at ${size.columns} × ${size.rows}`, async () => {
		const app = await openApp({...given, ...size});
		await eventually(() => expect(app.frame()).toContain('Painter'));

		await app.press('/');
		expect(app.frame()).toContain('3 of 3  status: project: mode: ');
		await app.press('status:working !project:"my app"');
		expect(app.frame()).toContain('1 of 3  ');
		expect(app.frame()).toContain('Painter');
		expect(app.frame()).not.toMatch(/Builder|Review/);

		await app.press('enter');
		expect(app.frame().split('\n')[1]).toMatch(/\[Sessions\] +filter: status:working/);

		await app.press('esc');
		expect(app.frame()).toContain('Builder');
	});
}

test('a name that there is not is told while it is written', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Painter'));

	await app.press('/', 'statsu:idle');

	expect(app.frame()).toContain('0 of 3  There is no "statsu:" here; there are status, project, mode');
});

test('Tab completes names and values, and what was looked for comes back with ↑', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Painter'));

	await app.press('/', 'sta', 'tab', 'wor', 'tab', 'pro', 'tab', 'my', 'tab');
	expect(app.frame()).toContain('Filter: status:working project:"My App"');
	expect(app.frame()).toContain('1 of 3');
	await app.press('enter', 'esc', '/', 'senor', 'enter', 'esc', '/');
	expect(app.frame()).toContain('3 of 3');

	await app.press('up');
	expect(app.frame()).toMatch(/Filter: senor/);
	await app.press('up');
	expect(app.frame()).toContain('Filter: status:working project:"My App"');
	await app.press('down', 'enter');
	expect(app.frame()).toContain('Señor Review');
	expect(app.frame()).not.toContain('Painter');
});

test('Enter keeps a filter, and Esc in its line takes it away', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Painter'));

	await app.press('/', 'painter', 'esc');

	expect(app.frame()).toContain('Builder');
	expect(app.client.store.get().screen.formerFilters).toEqual({});
});

test('every list has the same words: tasks, projects, inbox, what was found, and modes', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Painter'));

	await app.press(']', '/', 'status:blocked age:>1m', 'enter');
	expect(app.frame()).toContain('Paint it');
	expect(app.frame()).not.toContain('Mend the door');
	await app.press(']', '/', 'status:active shop', 'enter');
	expect(app.frame()).not.toContain('My App');
	await app.press(']', '/', 'is:thread from:senor', 'enter');
	expect(app.frame()).toContain('Ångström?');
	expect(app.frame()).not.toContain('Blue?');

	await app.press('esc', 'F', '?', 'enter');
	await eventually(() => expect(app.frame()).toContain('2 messages fit'));
	await app.press('/', '!angstrom', 'enter');
	expect(app.frame()).toContain('Blue?');
	expect(app.frame()).not.toContain('Ångström?');
	await app.press('esc');
	expect(app.frame()).toContain('Ångström?');

	await app.press('esc', '[', '[', 'esc', 'n');
	await eventually(() => expect(app.frame()).toContain('code-review'));
	await app.press('/', 'is:headless', 'enter');
	expect(app.frame()).toContain('code-review');
	expect(app.frame()).not.toContain('› interactive');
	await app.press('esc');
	expect(app.frame()).toContain('interactive');
});

test('all tasks of a project are shown whatever its name is', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Painter'));

	await app.press(']', ']', 'enter', 'enter');

	expect(app.frame()).toContain('filter: project:"My App"');
	expect(app.frame()).toContain('Mend the door');
	expect(app.frame()).not.toContain('Paint it');
});

test('who a message goes to is found by the same words', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Painter'));
	await app.press('m', 'shift+tab', 'shift+tab');

	await app.press('status:working !builder');
	expect(app.frame()).toContain('Painter');
	expect(app.frame()).not.toMatch(/working +Builder/);
	await app.press('ctrl+u', 'statsu:idle');

	expect(app.frame()).toContain('There is no "statsu:" here; there are status, project, mode');
});

test('an age is told by the time that goes on', async () => {
	const sessions = [
		session({name: 'Early', startedAt: 2, lastActivity: longAgo - 60 * 60_000}),
		session({id: 's-2', name: 'Late', lastActivity: longAgo, startedAt: 1}),
	];
	const app = await openApp({...given, sessions});
	await eventually(() => expect(app.frame()).toContain('Late'));
	await app.press('/', 'age:<30m', 'enter');
	expect(app.frame()).not.toContain('Early');
	expect(app.frame()).toContain('Late');

	app.client.store.send({event: 'minute:began', data: {now: longAgo + 31 * 60_000}});

	await eventually(() => expect(app.frame()).toContain('No session has these words'));
});
