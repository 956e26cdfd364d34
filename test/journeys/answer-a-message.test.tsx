import {expect, test} from 'vitest';
import {message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {projects: [project()], tasks: [task()], sessions: [session({name: 'Builder'})]};

test('a question that arrives is counted, read and answered without leaving the keyboard', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('0 unread'));
	app.server.put.message(message({message: 'Postgres or SQLite?'}));
	await eventually(() => expect(app.frame()).toContain('1 unread'));

	await app.press('i');
	expect(app.frame()).toMatch(/› •1 +Builder +Postgres or SQLite\?/);
	await app.press('enter');
	await eventually(() => expect(app.frame()).toMatch(/Builder to you .* read/));
	expect(app.frame()).toContain('0 unread');
	await app.press('r', 'SQLite', 'enter');

	await eventually(() => expect(app.frame()).toContain('Sent to Builder'));
	await eventually(() => expect(app.frame()).toMatch(/you to Builder .* ○ pending\n +pending for 5m\n +SQLite/));
	expect(app.server.asked.find(({body}) => body.message === 'SQLite')).toMatchObject({
		path: '/api/sessions/s-1/messages',
		body: {metadata: {replyTo: 'm-1'}},
	});
});

test('w walks through what needs a person, the oldest first, from any screen', async () => {
	const needsInput = {active: true, message: 'May I?', since: 5};
	const app = await openApp({
		...given,
		sessions: [session({name: 'Builder'}), session({id: 's-2', name: 'Asker', needsInput})],
		messages: [
			message({message: 'Older', createdAt: 1}),
			message({id: 'm-2', order: 2, message: 'Newer', createdAt: 9}),
		],
	});
	await eventually(() => expect(app.frame()).toContain('1 needs you  2 unread'));

	await app.press(']', 'w');
	await eventually(() => expect(app.frame()).toContain('  Older'));
	await app.press('w');
	expect(app.frame()).toMatch(/› ▲ needs-input Asker/);
	await app.press('w');
	await eventually(() => expect(app.frame()).toContain('  Newer'));
});

test('nothing that arrives moves the selection or takes the focus', async () => {
	const app = await openApp({
		...given,
		sessions: [session({id: 's-5', name: 'Five', startedAt: 5}), session({id: 's-4', name: 'Four', startedAt: 4})],
	});
	await eventually(() => expect(app.frame()).toContain('Four'));
	await app.press('j');
	expect(app.frame()).toMatch(/› ● working +Four/);

	app.server.put.session(session({id: 's-9', name: 'Nine', startedAt: 9}));
	app.server.put.message(message({from: 's-5', message: 'Look at me'}));

	await eventually(() => expect(app.frame()).toMatch(/Nine[\s\S]*Five[\s\S]*› ● working +Four/));
	await eventually(() => expect(app.frame()).toContain('1 unread'));
});

test('a server without messages says so where the inbox would be, and is not asked for any', async () => {
	const app = await openApp({...given, capabilities: ['dispatch']});
	await eventually(() => expect(app.frame()).toContain('Builder'));

	await app.press('i');

	expect(app.frame()).toMatch(/The server at \S+ keeps no messages; instead: jump to the\s+window of a session/);
	expect(app.server.asked.map(({path}) => path)).not.toContain('/api/sessions/operator/messages');
	await app.press('m');
	expect(app.frame()).toMatch(/The server at .* keeps no messages/);
});

test('what an agent writes cannot leave its place on the screen', async () => {
	const app = await openApp({
		...given,
		sessions: [session({name: 'Evil \u001B[2J\u001B[1;1HName\u0007'})],
		messages: [message({message: 'one\u001B]0;title\u0007\rtwo \u001B[31mred\u001B[0m\nthree'})],
	});
	await eventually(() => expect(app.frame()).toContain('Evil Name'));

	await app.press('i', 'enter');

	expect(app.frame()).toContain('  one\n  two red\n  three');
	expect(app.frame()).toContain('maestro-tui');
});
