import {expect, test} from 'vitest';
import {project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {projects: [project()], tasks: [task()], sessions: [session({name: 'Builder'})]};

test('while the connection is lost the last picture stays with its age, and actions say why they cannot run', async () => {
	const app = await openApp({...given, columns: 160});
	await eventually(() => expect(app.frame()).toContain('Builder'));

	await app.server.stop();

	await eventually(() => expect(app.frame()).toMatch(/connection lost, as of \d\d:\d\d: /));
	expect(app.frame()).toContain('Builder');
	await app.press('m');
	expect(app.frame()).toContain('Not connected: ');
});

test('a server that comes back at another port is found, with all that happened in between', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.server.stop();
	await eventually(() => expect(app.frame()).toContain('connection lost'));

	app.server.data.sessions.set('s-1', session({name: 'Renamed'}));
	await app.server.start();

	await eventually(() => expect(app.frame()).toContain('Renamed'));
	expect(app.frame()).not.toContain('connection lost');
	app.server.put.session(session({name: 'Live again'}));
	await eventually(() => expect(app.frame()).toContain('Live again'));
});
