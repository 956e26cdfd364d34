import {expect, test} from 'vitest';
import {longAgo, message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {
	projects: [project()],
	tasks: [task({description: 'It squeaks'}), task({id: 'T-2', title: 'Paint it', createdAt: longAgo + 1})],
	sessions: [session({name: 'Builder'})],
	messages: [message()],
};

const open = async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));
	return app;
};

type App = Awaited<ReturnType<typeof open>>;
const first = (app: App) => app.server.data.tasks.get('T-1');

test('a task is completed and that is taken back', async () => {
	const app = await open();

	await app.press(']', 'c');
	await eventually(() => expect(app.frame()).toContain('T-1 is completed; z takes it back'));
	await app.press('z');

	await eventually(() => expect(app.frame()).toContain('Taken back: T-1 is completed'));
	expect(first(app)?.status).toBe('todo');
});

test('several things are taken back one after the other, the newest first', async () => {
	const app = await open();

	await app.press(']', 'c');
	await eventually(() => expect(first(app)?.status).toBe('completed'));
	await app.press('+');
	await eventually(() => expect(app.frame()).toContain('T-1 has high priority; z takes it back'));
	await app.press('z', 'z');

	await eventually(() => expect(first(app)).toMatchObject({priority: 'medium', status: 'todo'}));
});

test('what was done before the connection was lost is taken back when it is there again', async () => {
	const app = await open();
	await app.press(']', 'c');
	await eventually(() => expect(first(app)?.status).toBe('completed'));
	await app.server.stop();
	await eventually(() => expect(app.frame()).toContain('connection lost'));

	await app.press('z');
	expect(app.frame()).toContain('Not connected, so it cannot be taken back yet');
	await app.server.start();
	await eventually(() => expect(app.frame()).toContain('● maestro-tui'));
	await app.press('z');

	await eventually(() => expect(first(app)?.status).toBe('todo'));
});

test('what somebody else has changed since stays as they made it, and it is said why', async () => {
	const app = await open();
	await app.press(']', 'c');
	await eventually(() => expect(app.frame()).toContain('z takes it back'));
	app.server.put.task(task({status: 'blocked'}));
	await eventually(() => expect(app.frame()).toContain('blocked'));

	await app.press('z');

	await eventually(() => expect(app.frame()).toContain('The status of T-1 was changed since, so it is left as it is'));
	expect(first(app)?.status).toBe('blocked');
});

test('a filter of the help that was cleared is nothing to take back', async () => {
	const app = await open();
	await app.press('?', '/', 'quit', 'enter', 'esc', 'esc');

	await app.press('z');

	expect(app.frame()).toContain('There is nothing to take back');
});

test('four characters typed fast outside a field take nothing back', async () => {
	const app = await open();
	await app.press(']', 'c');
	await eventually(() => expect(app.frame()).toContain('z takes it back'));
	const {undos} = app.client.store.get();

	await app.rush('zebra');
	app.pass(1000);

	expect(app.client.store.get().undos).toEqual(undos);
	expect(first(app)?.status).toBe('completed');
});

const renamed: ReadonlyArray<[what: string, keys: readonly string[], name: (app: App) => string | undefined]> = [
	['session', [], app => app.server.data.sessions.get('s-1')?.name],
	['task', [']'], app => first(app)?.title],
	['project', [']', ']'], app => app.server.data.projects.get('p-1')?.name],
];

for (const [what, keys, name] of renamed) {
	test(`e gives a ${what} another name, and z its own again`, async () => {
		const app = await open();
		const before = name(app);

		await app.press(...keys, 'e', ' too', 'enter');
		await eventually(() => expect(name(app)).toBe(`${before} too`));
		await eventually(() => expect(app.frame()).toContain('z takes it back'));
		await app.press('z');

		await eventually(() => expect(name(app)).toBe(before));
	});
}

test('ctrl+e writes the description of a task in the editor', async () => {
	const app = await open();
	app.edits.push('It squeaks\nand it sticks');

	await app.press(']', 'ctrl+e');

	await eventually(() => expect(first(app)?.description).toBe('It squeaks\nand it sticks'));
	expect(app.edited).toEqual([{text: 'It squeaks', name: 'T-1.md'}]);
	await eventually(() => expect(app.frame()).toContain('T-1 has another description; z takes it back'));
});

test('an editor that is left without an answer changes nothing', async () => {
	const app = await open();

	await app.press(']', 'ctrl+e');
	await eventually(() => expect(app.edited).toHaveLength(1));
	await app.press('j');

	expect(app.server.asked.filter(({method}) => method !== 'GET')).toEqual([]);
	expect(app.client.store.get().screen.isLent).toBe(false);
});

test('ctrl+e in compose writes the message in the editor', async () => {
	const app = await open();
	app.edits.push('Dear Builder,\nplease');

	await app.press('m', 'Dear', 'ctrl+e');

	await eventually(() => expect(app.frame()).toContain('please'));
	expect(app.edited).toEqual([{text: 'Dear', name: 'message.md'}]);
	await app.press('!', 'enter');
	await eventually(() => expect([...app.server.data.messages.values()].at(-1)?.message).toBe('Dear Builder,\nplease!'));
});

test('a chooses what a part of a task is called, and = its status', async () => {
	const app = await open();

	await app.press(']', 'a', 'Oil it', 'enter');
	await eventually(() => expect([...app.server.data.tasks.values()].at(-1)).toMatchObject({parentId: 'T-1'}));
	await app.press('g', 'g', '=');
	expect(app.frame()).toContain('The status of T-1');
	await app.press('j', 'j', 'enter');

	await eventually(() => expect(first(app)?.status).toBe('in_review'));
	await eventually(() => expect(app.frame()).toContain('T-1 is in review; z takes it back'));
});
