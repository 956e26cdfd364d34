import {expect, test} from 'vitest';
import {project, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

test('a task is created, and dispatched after the exact command was shown', async () => {
	const app = await openApp({projects: [project()]});
	await eventually(() => expect(app.frame()).toContain('No sessions yet'));

	await app.press('tab', 't');
	expect(app.frame()).toContain('New task in Demo:');
	await app.press('Mend the door', 'enter');
	await eventually(() => expect(app.frame()).toMatch(/› T-101 +Mend the door/));

	await app.press('n');
	expect(app.frame()).toMatch(/› interactive +Work on it in a window/);
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain("Command    claude 'Work on T-101'"));
	expect(app.server.data.sessions.size).toBe(0);

	await app.press('enter');
	await eventually(() => expect(app.frame()).toMatch(/› ● working +T-101-interactive +T-101 Mend the .+ interactive/));
	expect(app.frame()).toContain('1 working');
});

test('leaving a dispatch leaves nothing behind', async () => {
	const app = await openApp({projects: [project()], tasks: [task()]});
	await app.press('tab');
	await eventually(() => expect(app.frame()).toContain('Mend the door'));

	await app.press('n', 'enter', 'esc');

	expect(app.frame()).toContain('[Tasks]');
	expect(app.server.data.sessions.size).toBe(0);
});

test('another mode has to be shown before it is run', async () => {
	const app = await openApp({projects: [project()], tasks: [task()]});
	await app.press('tab');
	await eventually(() => expect(app.frame()).toContain('Mend the door'));
	await app.press('n', 'enter');
	await eventually(() => expect(app.frame()).toContain('T-1-interactive'));

	await app.press('j', 'enter');

	await eventually(() => expect(app.frame()).toContain('T-1-code-review'));
	expect(app.server.data.sessions.size).toBe(0);
});

test('what a refusal said stays on the screen, and so does what was written', async () => {
	const app = await openApp({projects: [project()]});
	await eventually(() => expect(app.frame()).toContain('No sessions yet'));
	await app.press('tab', 't', 'Mend the door');
	await app.server.stop();

	await app.press('enter');

	await eventually(() => expect(app.frame()).toContain('New task in Demo: Mend the door'));
});
