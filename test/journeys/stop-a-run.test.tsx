import {expect, test} from 'vitest';
import {longAgo, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};
const builder = session({name: 'Builder', startedAt: longAgo + 3, run});
const reviewer = session({
	id: 's-2',
	name: 'Reviewer',
	startedAt: longAgo + 2,
	run: {...run, id: 'r-2', mode: 'review'},
});
const over = session({
	...{id: 's-3', name: 'Old hand', startedAt: longAgo + 1, status: 'completed', completedAt: longAgo},
	run: {...run, id: 'r-3', mode: 'old'},
});
const given = {projects: [project()], tasks: [task()], sessions: [builder]};

type Asked = ReadonlyArray<{readonly path: string}>;
const stops = (asked: Asked) => asked.filter(({path}) => path.startsWith('/stop/')).map(({path}) => path);

const open = async (sessions = [builder]) => {
	const app = await openApp({...given, sessions});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	return app;
};

test('x stops a run after ten seconds, and says so at once', async () => {
	const app = await open();

	await app.press('x');
	expect(app.frame()).toContain('Builder stops in 10 s; z takes it back');
	expect(stops(app.server.asked)).toEqual([]);
	app.pass(10_000);

	await eventually(() => expect(app.frame()).toMatch(/■ stopped +Builder/));
	expect(stops(app.server.asked)).toEqual(['/stop/interactive/T-1']);
});

test('z within ten seconds leaves it running', async () => {
	const app = await open();

	await app.press('x', 'z');
	await eventually(() => expect(app.frame()).toContain('Taken back: The stop of Builder'));
	app.pass(20_000);
	await app.press('z');

	expect(app.frame()).toContain('There is nothing to take back');
	expect(stops(app.server.asked)).toEqual([]);
});

test('what stops in a moment already is not stopped twice', async () => {
	const app = await open();

	await app.press('x', 'x');

	expect(app.frame()).toContain('It stops in a moment already');
	expect(app.client.store.get().stops).toHaveLength(1);
});

test('whoever quits before is asked, and then it is stopped at once', async () => {
	const app = await open();

	await app.press('x', 'q');
	expect(app.frame()).toContain('Builder will be stopped at once. Quit? (y or n)');
	await app.press('n');
	expect(stops(app.server.asked)).toEqual([]);
	await app.leave();

	expect(stops(app.server.asked)).toEqual(['/stop/interactive/T-1']);
});

test('X stops a run at once when its name was typed, and not before', async () => {
	const app = await open();

	await app.press('X');
	expect(app.frame()).toContain('Type "Builder" to stop it at once');
	await app.press('y', 'enter');
	expect(app.frame()).toContain('Type "Builder", or leave with esc and nothing is stopped');
	await app.press('backspace', 'Builder', 'enter');

	await eventually(() => expect(app.frame()).toMatch(/■ stopped +Builder/));
	expect(stops(app.server.asked)).toEqual(['/stop/interactive/T-1']);
});

test('of what has a name that cannot be typed, the id is', async () => {
	const app = await openApp({...given, sessions: [session({name: 'ビルダー', run})]});
	await eventually(() => expect(app.frame()).toContain('ビルダー'));

	await app.press('X', 's-1', 'enter');

	await eventually(() => expect(stops(app.server.asked)).toEqual(['/stop/interactive/T-1']));
});

test('a run goes on when the typing is left', async () => {
	const app = await open();

	await app.press('X', 'Builder', 'esc', 'enter');

	expect(app.frame()).not.toContain('Type "Builder"');
	expect(stops(app.server.asked)).toEqual([]);
});

test('a name does nothing once its session is not there any more', async () => {
	const app = await open();
	await app.press('X', 'Builder');
	app.server.data.sessions.delete('s-1');
	app.server.emit({event: 'session:deleted', data: {id: 's-1'}});
	app.server.put.session({...reviewer, name: 'Builder'});
	await eventually(() => expect(app.client.store.get().sessions.has('s-1')).toBe(false));

	await app.press('enter');

	expect(app.frame()).toContain('It is not there any more; leave with esc');
	expect(stops(app.server.asked)).toEqual([]);
});

test('those that are marked are stopped together, and it is said which could not be', async () => {
	const app = await open([builder, reviewer, over]);

	await app.press('V', 'X', 'stop 2', 'enter');

	await eventually(() => expect(app.frame()).toContain('2 of 3 stopped'));
	expect(stops(app.server.asked).sort()).toEqual(['/stop/interactive/T-1', '/stop/review/T-1']);
});
