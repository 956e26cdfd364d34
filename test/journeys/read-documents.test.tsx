import {expect, test} from 'vitest';
import {desktopCapabilities} from '../../source/protocol/health.js';
import {docNote, longAgo, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const door = docNote({id: 'doc-1', title: 'Design of the door', taskId: 'T-1', filePath: '/srv/shop/docs/door.md'});
const plan = docNote({
	id: 'doc-2',
	title: 'Floor plan',
	kind: 'diagram',
	filePath: 'plan.excalidraw',
	addedAt: longAgo + 1,
});

const text = [
	'# The door',
	'',
	'The hinge is on the left.',
	...Array.from({length: 40}, (_, row) => `Line ${row}`),
	'No hinge is on the right.',
];
const drawing = JSON.stringify({
	type: 'excalidraw',
	elements: [
		{id: 'a', type: 'rectangle'},
		{id: 'b', type: 'text', text: 'Front\ndoor'},
		{id: 'c', type: 'text', text: 'gone', isDeleted: true},
	],
});

const given = {
	projects: [project({name: 'Shop'}), project({id: 'p-2', name: 'Barn'})],
	tasks: [task({title: 'Mend the door'})],
	sessions: [
		session({name: 'Builder', docs: [door]}),
		session({id: 's-2', name: 'Drawer', projectId: 'p-2', taskIds: [], docs: [plan], startedAt: longAgo - 1}),
	],
	docs: {'s-1': [{...door, content: text.join('\n')}], 's-2': [{...plan, content: drawing}]},
};

const open = async (options: Parameters<typeof openApp>[0] = {}) => {
	const app = await openApp({...given, ...options});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	return app;
};

test('the documents of all sessions are listed, the newest first, with who left them', async () => {
	const app = await open({columns: 120});

	await app.press('B');

	expect(app.frame()).toMatch(/› Documents/);
	expect(app.frame()).toMatch(
		/› Floor plan +diagram +Drawer .*Barn +4m\n +Design of the door +markdown +Builder +T-1 Mend the door +Shop +5m/,
	);
	expect(app.frame()).toMatch(/From +Drawer/);
	expect(app.frame()).toMatch(/File +plan\.excalidraw/);
});

test('a document that a session leaves is there with the next word of that session', async () => {
	const app = await open();
	await app.press('B');

	app.server.put.session(
		session({name: 'Builder', docs: [door, docNote({id: 'doc-3', title: 'Bill', addedAt: longAgo + 9})]}),
	);

	await eventually(() => expect(app.frame()).toMatch(/Bill[\s\S]*› Floor plan/));
});

test('documents are filtered by what they are, by whom and of what', async () => {
	const app = await open();
	await app.press('B');

	for (const [filter, kept, gone] of [
		['kind:diagram', 'Floor plan', 'Design'],
		['session:builder', 'Design', 'Floor plan'],
		['project:barn', 'Floor plan', 'Design'],
		['task:T-1', 'Design', 'Floor plan'],
	] as const) {
		await app.press('/', filter, 'enter');
		expect(app.frame()).toContain(kept);
		expect(app.frame()).not.toContain(gone);
		await app.press('esc');
	}
});

test('a document is read, searched, saved and copied', async () => {
	const app = await open();
	await app.press('B', 'j', 'enter');
	await eventually(() => expect(app.frame()).toContain('The hinge is on the left.'));
	expect(app.frame()).toMatch(/› Document/);
	expect(app.frame()).toMatch(/^Design of the door$/m);

	await app.press('/', 'hinge', 'enter');
	expect(app.frame().split('\n')[2]).toBe('The hinge is on the left.');
	await app.press('n');
	expect(app.frame()).toContain('No hinge is on the right.');
	await app.press('n');
	expect(app.frame()).toContain('It is found nowhere below');
	await app.press('N');
	expect(app.frame().split('\n')[2]).toBe('The hinge is on the left.');

	await app.press('y');
	await eventually(() => expect(app.frame()).toContain('Copied the document'));
	await app.press('E', 'enter');
	await eventually(() => expect(app.frame()).toContain('characters to /home/me/door.md'));
	expect(app.saved.get('door.md')).toBe(text.join('\n'));
});

test('a document that changes while it is read is shown as it is then, and stays where it was scrolled to', async () => {
	const app = await open();
	await app.press('B', 'j', 'enter');
	await eventually(() => expect(app.frame()).toContain('The hinge is on the left.'));

	app.server.put.docs('s-1', [{...door, content: 'The hinge is gone.'}]);

	await eventually(() => expect(app.frame()).toContain('The hinge is gone.'));
	app.server.put.docs('s-1', []);
	await eventually(() =>
		expect(app.frame()).toContain('Its server does not have it any more; this is what it said last.'),
	);
	expect(app.frame()).toContain('The hinge is gone.');
});

test('a document is not asked for any more once it is left', async () => {
	const app = await open();
	const asked = () => app.server.asked.filter(({path}) => path.endsWith('/docs')).length;
	await app.press('B', 'j', 'enter');
	await eventually(() => expect(asked()).toBeGreaterThan(1));

	await app.press('esc');
	await eventually(() => expect(app.frame()).toContain('Floor plan'));
	const before = asked();
	app.server.put.task(task({title: 'Paint the door'}));
	await eventually(() => expect(app.client.store.get().tasks.get('T-1')?.title).toBe('Paint the door'));
	expect(asked()).toBeLessThanOrEqual(before + 1);
});

test('of a diagram it is said what is drawn, and what is written in it', async () => {
	const app = await open();

	await app.press('B', 'enter');

	await eventually(() =>
		expect(app.frame()).toContain('This is a diagram, which a terminal cannot draw: 1 rectangle, 1 text.'),
	);
	expect(app.frame()).toMatch(/- Front\n {2}door/);
	expect(app.frame()).not.toContain('gone');
});

test('long lines are wrapped, or cut and gone along', async () => {
	const long = `${'word '.repeat(30)}end`;
	const app = await open({docs: {'s-1': [{...door, content: long}]}});
	await app.press('B', 'j', 'enter');
	await eventually(() => expect(app.frame()).toContain('word end'));

	await app.press('S');
	expect(app.frame()).not.toContain('word end');
	await app.press('right', 'right', 'right');
	expect(app.frame()).toContain('word end');
});

test('what a document says cannot leave its place on the screen', async () => {
	const app = await open({docs: {'s-1': [{...door, content: 'one\u001B[2J\u001B[1;1Htwo\u0007'}]}});
	await app.press('B', 'j', 'enter');

	await eventually(() => expect(app.frame()).toContain('onetwo'));
	expect(app.frame()).toContain('maestro-tui');
});

test('the details of a session and of a task lead to their documents', async () => {
	const app = await open({rows: 40});

	await app.press('d');
	expect(app.frame()).toMatch(/Documents +1/);
	expect(app.frame()).toMatch(/^3 document {2}Design of the door {2}5m/m);
	await app.press('3', 'enter');
	await eventually(() => expect(app.frame()).toContain('The hinge is on the left.'));
	await app.press('esc', 'esc', 'esc', ']', 'enter');
	expect(app.frame()).toMatch(/document {2}Design of the door/);
});

test('what cannot be looked at again says why, and what was there stays', async () => {
	const app = await open();
	await app.press('B', 'j', 'enter');
	await eventually(() => expect(app.frame()).toContain('The hinge is on the left.'));

	app.server.refuse({method: 'GET', path: '/api/sessions/s-1/docs', code: 'internal', text: 'the disk is slow'});

	await eventually(() =>
		expect(app.frame()).toMatch(/could not be looked at again, so it may have changed: the disk is\s+slow/),
	);
	expect(app.frame()).toContain('The hinge is on the left.');
});

test('what cannot be fetched at all says why', async () => {
	const app = await open();
	app.server.refuse({method: 'GET', path: '/api/sessions/s-1/docs', code: 'internal', text: 'the disk is slow'});

	await app.press('B', 'j', 'enter');

	await eventually(() => expect(app.frame()).toContain('It could not be fetched: the disk is slow'));
});

test('a server without documents says what there is instead', async () => {
	const app = await open({capabilities: desktopCapabilities.filter(one => one !== 'docs')});

	await app.press('B');

	expect(app.frame()).toMatch(/keeps no documents of sessions; instead:\s+they stand in the folders/);
});
