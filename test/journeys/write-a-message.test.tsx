import {expect, test} from 'vitest';
import {project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {
	projects: [project()],
	tasks: [task()],
	sessions: [session({name: 'Builder', startedAt: 2}), session({id: 's-2', name: 'Reviewer', startedAt: 1})],
};

const open = async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	return app;
};

test('a message of several lines is typed and pasted, and goes to the selected session', async () => {
	const app = await open();

	await app.press('j', 'm', 'First', 'ctrl+j');
	await app.paste('pasted\rover\r\ntwo lines\u001B[31m');
	expect(app.frame()).toContain('To: Reviewer (s-2)');
	expect(app.frame()).toContain('First\npasted\nover\ntwo lines');
	expect(app.frame()).toContain('27 of 10,000 characters');
	await app.press('enter');

	await eventually(() => expect(app.frame()).toContain('Sent to Reviewer'));
	expect([...app.server.data.messages.values()]).toMatchObject([
		{to: 's-2', message: 'First\npasted\nover\ntwo lines'},
	]);
});

test('text and Enter that a slow line brings together are sent as they were meant', async () => {
	const app = await open();
	await app.press('m');

	await app.send('Ship it\r');

	await eventually(() => expect([...app.server.data.messages.values()]).toMatchObject([{message: 'Ship it'}]));
});

test('line ends within one input are no Enter', async () => {
	const app = await open();
	await app.press('m');

	await app.send('one\rtwo\r');

	expect(app.frame()).toContain('one\ntwo');
	expect(app.server.data.messages.size).toBe(0);
});

test('a draft is kept until it is sent, and asked about before the app is left', async () => {
	const app = await open();
	await app.press('m', 'Half a thought', 'esc', 'q');
	expect(app.frame()).toContain('A draft is not sent; it is kept for the next time. Quit?');
	await app.press('n', 'm');

	expect(app.frame()).toContain('Half a thought');
});

test('the receiver is chosen among all, those that live first', async () => {
	const app = await openApp({
		...given,
		sessions: [...given.sessions, session({id: 's-3', name: 'Reviewed', status: 'completed', completedAt: 1})],
	});
	await eventually(() => expect(app.frame()).toContain('Reviewed'));
	await app.press('m', 'tab', 'review');
	expect(app.frame()).toMatch(/› ● working +Reviewer/);
	expect(app.frame()).toMatch(/Reviewer[\s\S]*✓ ended +Reviewed/);

	await app.press('enter', 'Hello', 'enter');

	await eventually(() => expect([...app.server.data.messages.values()]).toMatchObject([{to: 's-2', message: 'Hello'}]));
});

test('a message whose answer was lost is there once', async () => {
	const app = await open();
	app.server.loseAnswers(1);

	await app.press('m', 'Only once', 'enter');

	await eventually(() => expect(app.frame()).toContain('Sent to Builder'));
	const tries = app.server.asked.filter(({body}) => body.message === 'Only once');
	expect(tries.length).toBe(2);
	expect(new Set(tries.map(({key}) => key)).size).toBe(1);
	expect(app.server.data.messages.size).toBe(1);
});

test('a message that is too long is not sent, and not lost', async () => {
	const app = await open();
	await app.press('m');
	await app.paste('a'.repeat(10_001));

	await app.press('enter');

	expect(app.frame()).toContain('The message has 10,001 characters; at most 10,000 can be sent');
	expect(app.server.data.messages.size).toBe(0);
});

test('the cursor goes to where a mistake is', async () => {
	const app = await open();
	await app.press('m', 'Hallo', 'left', 'left', 'left', 'backspace', 'e', 'home', '>', 'end', '!', 'enter');

	await eventually(() => expect([...app.server.data.messages.values()]).toMatchObject([{message: '>Hello!'}]));
});
