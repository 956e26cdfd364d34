import {expect, test} from 'vitest';
import {message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {
	projects: [project()],
	tasks: [task()],
	sessions: [session({name: 'Builder'}), session({id: 's-2', name: 'Reviewer'})],
	messages: [
		message({message: 'Postgres or SQLite?'}),
		message({id: 'm-2', order: 2, from: 's-2', message: 'The door is mended'}),
	],
};

const open = async (files: ReadonlyMap<string, string> = new Map()) => {
	const app = await openApp({...given, files});
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	await app.press('i');
	return app;
};

const named = async (app: Awaited<ReturnType<typeof open>>, name: string) => app.press('ctrl+u', name, 'enter');

test('a thread is written to a file, whose place is told', async () => {
	const app = await open();

	await app.press('enter', 'E');
	expect(app.frame()).toMatch(/Write this thread to .*maestro-builder-\d{4}-\d\d-\d\d\.md/);
	await app.press('enter');

	await eventually(() => expect(app.frame()).toMatch(/Wrote 1 message to \/home\/me\/maestro-builder-/));
	expect([...app.saved.values()]).toEqual(['## s-1 to operator\n\nPostgres or SQLite?\n']);
});

test('what the filter leaves is written, as JSON where the name ends so', async () => {
	const app = await open();
	await app.press('/', 'mended', 'enter', 'E');
	await named(app, 'mended.json');

	await eventually(() => expect(app.frame()).toContain('Wrote 1 message to /home/me/mended.json'));
	expect(JSON.parse(app.saved.get('mended.json') ?? '')).toMatchObject([{id: 'm-2'}]);
});

test('several threads become one file', async () => {
	const app = await open();
	await app.press('/', 'o', 'enter', 'E');
	await named(app, 'both.json');

	await eventually(() => expect(app.frame()).toContain('Wrote 2 messages'));
	expect(JSON.parse(app.saved.get('both.json') ?? '')).toMatchObject([{id: 'm-1'}, {id: 'm-2'}]);
});

test('a file that is there is replaced only after a question', async () => {
	const app = await open(new Map([['notes.md', 'mine']]));
	await app.press('E');
	await named(app, 'notes.md');
	await eventually(() => expect(app.frame()).toContain('notes.md is there already. Replace it? (y or n)'));

	await app.press('n');
	expect(app.saved.get('notes.md')).toBe('mine');
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('Replace it?'));
	await app.press('y');

	await eventually(() => expect(app.frame()).toContain('Wrote 2 messages to /home/me/notes.md'));
	expect(app.saved.get('notes.md')).toContain('The door is mended');
});

test('a name that says no format is asked for again', async () => {
	const app = await open();
	await app.press('E');
	await named(app, 'notes');

	expect(app.frame()).toContain('Write your messages to');
	expect(app.client.store.get().notice?.text).toBe('Let the name end with .md for Markdown, or with .json');
	expect(app.saved.size).toBe(0);
});
