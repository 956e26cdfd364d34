import {expect, test} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

test('a folder that no project has is added with one key', async () => {
	const app = await openApp();
	app.client.store.send({event: 'folder:offered', data: {directory: '/srv/shop', name: 'shop'}});
	await eventually(() => expect(app.frame()).toContain('Add /srv/shop as a project? a adds it, esc leaves it.'));

	await app.press('a');

	await eventually(() => expect(app.frame()).toContain('Added the project shop'));
	expect(app.frame()).not.toContain('as a project?');
	expect([...app.server.data.projects.values()]).toMatchObject([{name: 'shop', workingDir: '/srv/shop'}]);
});
