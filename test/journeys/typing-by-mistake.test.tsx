import {expect, test} from 'vitest';
import {longAgo, message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';
import {typeByMistake} from '../helpers/type-by-mistake.js';

const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};
const given = {
	projects: [project()],
	tasks: [task(), task({id: 'T-2', title: 'Paint it'})],
	sessions: [session({name: 'Builder', run}), session({id: 's-2', name: 'Reviewer', startedAt: 1})],
	messages: [message()],
};

const writes = (asked: ReadonlyArray<{readonly method: string}>) => asked.filter(({method}) => method !== 'GET');

const open = async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	return app;
};

test('a message that is typed outside a field does nothing, and says which key writes one', async () => {
	const app = await open();
	const before = app.client.store.get().screen;

	await app.rush('make it so');
	await app.send('\r');
	app.pass(1000);

	expect(app.frame()).toContain('That looked like typing, so nothing was done; press m to write to Builder');
	expect(app.client.store.get().screen).toEqual(before);
	expect(app.client.store.get().drafts.size).toBe(0);
	expect(writes(app.server.asked)).toEqual([]);
});

test('whatever is typed or pasted into any screen changes nothing, and where there is a field is its text and nothing else', async () => {
	await typeByMistake(135);
}, 60_000);

test('what comes as one input, or as a paste, does nothing', async () => {
	const app = await open();
	const before = app.client.store.get().screen;

	await app.send('quit now\r');
	app.pass(1000);
	await app.paste('XyDy\rq');
	app.pass(1000);

	expect(app.client.store.get().screen).toEqual(before);
	expect(writes(app.server.asked)).toEqual([]);
	expect(app.hasExited()).toBe(false);
});

test('a key that is held down moves on', async () => {
	const app = await open();

	await app.rush('jjjjjj');

	expect(app.frame()).toMatch(/› ● working +Reviewer/);
});

test('a key is drawn at once', async () => {
	const app = await open();

	await app.rush('j');

	expect(app.frame()).toMatch(/› ● working +Reviewer/);
});

test('what leaves the screen waits until it is sure that it was no typing', async () => {
	const app = await open();
	await app.press(']');

	await app.rush('c');
	expect(writes(app.server.asked)).toEqual([]);
	app.pass(150);

	await eventually(() => expect(writes(app.server.asked)).toMatchObject([{method: 'PATCH', path: '/api/tasks/T-1'}]));
});

test('what is typed by mistake where rows are grouped, sorted and marked leaves them so', async () => {
	const app = await open();
	await app.press('b', 's', 'v');
	const before = app.client.store.get().screen;

	await app.rush('bsfPSv');
	app.pass(1000);

	expect(app.client.store.get().screen).toEqual(before);
	expect(app.frame()).toContain('That looked like typing');
});

test('a key that opens the palette in the middle of a word opens nothing', async () => {
	const app = await open();
	const before = app.client.store.get().screen;

	await app.rush('a: b');
	await app.send('\r');
	app.pass(1000);
	await app.send('note: quit\r');
	app.pass(1000);

	expect(app.client.store.get().screen).toEqual(before);
	expect(writes(app.server.asked)).toEqual([]);
	expect(app.hasExited()).toBe(false);
});

test('what is pasted into the palette is looked for, and nothing of it is done', async () => {
	const app = await open();
	await app.press(':');

	await app.paste('delete\rquit\tnow');

	expect(app.frame()).toContain(': delete quit now');
	expect(app.client.store.get().screen.stack).toEqual(['sessions', 'palette']);
	expect(writes(app.server.asked)).toEqual([]);
});
