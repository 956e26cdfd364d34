import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {ScreenId} from '../../source/client/state/screen.js';
import {longAgo, message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

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

/** Four keys at least, no two of which that follow each other are the same: one that is held down is no typing. */
const words = fc
	.string({minLength: 4, maxLength: 12, unit: 'grapheme-ascii'})
	.filter(text => [...text].filter((character, index) => character !== text[index - 1]).length >= 4);

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

/** Every screen that can be open without something being about it. */
const stacks: ReadonlyArray<readonly ScreenId[]> = [
	['sessions'],
	['tasks'],
	['projects'],
	['inbox'],
	['inbox', 'stats'],
	['tasks', 'help'],
	['sessions', 'settings'],
	['sessions', 'hosts'],
];

test('whatever is typed fast outside a field, nothing changes', async () => {
	const app = await open();
	const {screen, drafts} = app.client.store.get();

	await fc.assert(
		fc.asyncProperty(words, fc.constantFrom(...stacks), fc.constantFrom('rush', 'send'), async (text, stack, how) => {
			app.client.store.send({event: 'screen:restored', data: {screen: {...screen, stack}, drafts}});
			const before = app.client.store.get().screen;
			await app[how](text);
			await app.send('\r');
			app.pass(1000);

			expect(app.client.store.get().screen).toEqual(before);
		}),
		{numRuns: 60},
	);

	expect(writes(app.server.asked)).toEqual([]);
	expect(app.hasExited()).toBe(false);
});

test('the same is so when it comes as one input, or as a paste', async () => {
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
