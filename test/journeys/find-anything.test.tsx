import {expect, test} from 'vitest';
import {longAgo, message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};
const given = {
	projects: [project({name: 'Shop'})],
	tasks: [task(), task({id: 'T-12', title: 'Paint it', parentId: 'T-1'})],
	sessions: [session({name: 'Builder', run, startedAt: 2}), session({id: 's-2', name: 'Reviewer', startedAt: 1})],
	messages: [message({from: 's-2', message: 'The hinge squeaks'})],
};

for (const size of [
	{columns: 80, rows: 24},
	{columns: 40, rows: 10},
]) {
	const open = async () => {
		const app = await openApp({...given, ...size});
		await eventually(() => expect(app.frame()).toContain('Reviewer'));
		return app;
	};

	test(`what is found is gone to: a task, a session, a thread, a screen, at ${size.columns} × ${size.rows}`, async () => {
		const app = await open();

		await app.press(']', 'left', ':', 'task T-12');
		expect(app.frame()).toMatch(/› task +T-12 Paint it/);
		await app.press('enter');
		expect(app.frame()).toMatch(/› .*Paint it/);

		await app.press(':', 'review', 'enter');
		expect(app.frame()).toContain('[Sessions]');
		expect(app.frame()).toMatch(/› ● working +Reviewer/);

		await app.press(':', 'squeaks', 'enter');
		await eventually(() => expect(app.frame()).toMatch(/The hinge squeaks/));
		await eventually(() =>
			expect(app.server.asked.filter(({method}) => method === 'PATCH').map(({path}) => path)).toEqual([
				'/api/messages/m-1',
			]),
		);

		await app.press(':', 'inbox', 'enter');
		expect(app.frame()).toMatch(/\[Inbox\]|\[I/);
	});

	test(`Esc leaves everything as it was, at ${size.columns} × ${size.rows}`, async () => {
		const app = await open();
		await app.press('j', '/', 'r', 'enter');
		const before = app.client.store.get().screen;
		const frame = app.frame();

		await app.press(':', 'delete', 'down', 'up', 'esc');

		expect({...app.client.store.get().screen, selected: before.selected}).toEqual(before);
		expect(app.frame()).toBe(frame);
	});

	test(`an action is done on the screen below, and asks as its key does, at ${size.columns} × ${size.rows}`, async () => {
		const app = await open();

		await app.press(']', ':', 'action delete it', 'enter');
		await eventually(() => expect(app.frame().replace(/\s+/g, ' ')).toContain('Delete T-1 (Mend the door)?'));
		await app.press('n', ':', 'work tree own', 'enter');

		await eventually(() =>
			expect(app.server.asked.findLast(({method}) => method === 'POST')?.path).toBe('/api/tasks/T-1/work-tree'),
		);
		expect(app.frame()).toContain('[Tasks]');
	});
}

test('what cannot be done now says why, and Enter on it does nothing', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Reviewer'));

	await app.press('j', ':', 'action show the log');
	expect(app.frame()).toMatch(/› action +Show the log of its run +Only what runs headless/);
	await app.press('enter');

	expect(app.frame()).toContain('Only what runs headless has a log');
	expect(app.client.store.get().screen.stack).toEqual(['sessions', 'palette']);
});

test('with nothing typed, what was used last comes first', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	await app.press(':', 'review', 'enter', ':', 'projects', 'enter');

	await app.press(':');

	expect(app.frame()).toMatch(/› screen +Projects[\s\S]*?\n +session +Reviewer/);
});

test('a setting has a value that is found, and is given it', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Reviewer'));

	await app.press(':', 'theme light', 'enter');

	await eventually(() => expect(app.client.store.get().settings.values.theme).toBe('light'));
	expect(app.frame()).toContain('[Sessions]');
});

test('what is written among ten thousand sessions finds the one that is meant', async () => {
	const sessions = Array.from({length: 10_000}, (_, index) =>
		session({id: `s-${index}`, name: `Worker ${index}`, startedAt: 10_000 - index}),
	);
	const app = await openApp({...given, sessions, messages: []});
	await eventually(() => expect(app.frame()).toContain('Worker 0'));

	await app.press(':', 'worker 9876', 'enter');

	expect(app.frame()).toMatch(/› ● working +Worker 9876/);
});

test('what arrives later does not take the place of what is selected', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	await app.press(':', 'session rev');
	expect(app.frame()).toMatch(/› session +Reviewer/);

	app.server.put.session(session({id: 's-9', name: 'Rev', startedAt: 9}));
	await eventually(() => expect(app.frame()).toMatch(/session +Rev +working/));
	expect(app.frame()).toMatch(/› session +Reviewer/);
	await app.press('enter');

	expect(app.frame()).toMatch(/› ● working +Reviewer/);
});

const commands: ReadonlyArray<[typed: string, section: string, text: string]> = [
	['hosts', 'screen', 'Hosts'],
	['inbox', 'screen', 'Inbox'],
	['settings', 'screen', 'Settings'],
	['mouse', 'action', 'Switch the mouse on or off'],
	['quiet', 'action', 'Be quiet outside the screen'],
	['quit', 'action', 'Quit, or close this view'],
	['readonly', 'action', 'Lock it read-only, o'],
	['task T-12', 'task', 'T-12 Paint it'],
	['theme dark', 'setting', 'Theme dark'],
];

test('what people write behind a colon is what they mean', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Reviewer'));

	await app.press(':');
	for (const [typed, section, text] of commands) {
		await app.press('ctrl+u', typed);
		expect(app.frame()).toMatch(new RegExp(`› ${section} +${text}`));
	}
});
