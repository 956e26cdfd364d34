import {expect, test} from 'vitest';
import {longAgo, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};
const given = {projects: [project()], tasks: [task()], sessions: [session({name: 'Builder', run})]};

const stops = (asked: ReadonlyArray<{readonly path: string}>) => asked.filter(({path}) => path.startsWith('/stop/'));

const open = async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));
	return app;
};

test('a run is stopped after a yes', async () => {
	const app = await open();

	await app.press('X');
	expect(app.frame()).toContain('Stop Builder? What it is doing is cut off (y or n)');
	expect(stops(app.server.asked)).toEqual([]);
	await app.press('y');

	await eventually(() => expect(app.frame()).toMatch(/■ stopped +Builder/));
});

test('a run goes on after a no, and whatever else is pressed', async () => {
	const app = await open();

	await app.press('X', 'j', 'enter', 'x', 'n');

	expect(app.frame()).not.toContain('(y or n)');
	expect(stops(app.server.asked)).toEqual([]);
});

test('a yes does nothing once another session is where the question was asked', async () => {
	const app = await open();
	await app.press('X');
	app.server.data.sessions.delete('s-1');
	app.server.emit({event: 'session:deleted', data: {id: 's-1'}});
	app.server.put.session(session({id: 's-2', name: 'Another', run: {...run, id: 'r-2'}}));
	await eventually(() => expect(app.frame()).toContain('Another'));

	await app.press('y');

	expect(app.frame()).toContain('not there any more; nothing was done');
	expect(stops(app.server.asked)).toEqual([]);
});
