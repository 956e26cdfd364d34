import {expect, test} from 'vitest';
import {project} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const offered = {event: 'folder:offered', data: {directory: '/srv/shop', name: 'shop'}} as const;

test('a folder that no project has is added with one key', async () => {
	const app = await openApp();
	app.client.store.send(offered);
	await eventually(() => expect(app.frame()).toContain('Add /srv/shop as a project? a adds it, esc leaves it.'));

	await app.press('a');

	await eventually(() => expect(app.frame()).toContain('Added the project shop'));
	expect(app.frame()).not.toContain('as a project?');
	expect([...app.server.data.projects.values()]).toMatchObject([{name: 'shop', workingDir: '/srv/shop'}]);
});

test('an offer that is declined goes away, and nothing is added', async () => {
	const app = await openApp();
	app.client.store.send(offered);
	await eventually(() => expect(app.frame()).toContain('Add /srv/shop'));

	await app.press('esc');

	expect(app.frame()).not.toContain('Add /srv/shop');
	expect(app.server.data.projects.size).toBe(0);
});

test('a folder that a project has already is not offered', async () => {
	const app = await openApp({projects: [project({name: 'Shop', workingDir: '/srv/shop'})]});
	app.client.store.send(offered);

	await app.press(']', ']');

	await eventually(() => expect(app.frame()).toContain('Shop'));
	expect(app.frame()).not.toContain('as a project?');
});

test('before a server has answered, the screen says what is awaited, and can be left', async () => {
	const app = await openApp({locate: async () => new Promise(() => {})});
	await eventually(() => expect(app.frame()).toContain('Looking for a server…'));

	app.client.store.send({event: 'connection:starting', data: {text: 'Starting a server…'}});
	await eventually(() => expect(app.frame()).toContain('Starting a server…'));
	await app.press('q');

	await app.exited;
});

test('an empty screen names the keys that fill it', async () => {
	const app = await openApp();

	await eventually(() => expect(app.frame()).toContain('No sessions yet. ] goes to the tasks: t creates one, n dis'));
});
