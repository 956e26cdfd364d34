import {expect, test} from 'vitest';
import {project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {
	projects: [project({name: 'Shop'})],
	tasks: [task(), task({id: 'T-2', title: 'Paint it'})],
	sessions: [session({name: 'Builder'})],
};

for (const size of [
	{columns: 80, rows: 24},
	{columns: 40, rows: 10},
]) {
	test(`a key is found in the help and pressed from there, at ${size.columns} × ${size.rows}`, async () => {
		const app = await openApp({...given, ...size});
		await eventually(() => expect(app.frame()).toContain('Builder'));
		await app.press(']', 'j', '?');
		expect(app.frame()).toMatch(/^Tasks$|^\S.*\n› /m);

		await app.press('/', 'delete it');
		expect(app.frame()).toMatch(/1 of \d+/);
		await app.press('enter');
		expect(app.frame()).toMatch(/› D +Delete it/);
		await app.press('enter');

		expect(app.frame().replace(/\s+/g, ' ')).toContain('Delete T-2 (Paint it)?');
		await app.press('y');
		await eventually(() =>
			expect(app.server.asked.findLast(({method}) => method === 'DELETE')?.path).toBe('/api/tasks/T-2'),
		);
	});
}

test('why a key does nothing now stands beside it, and is said when it is tried', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press('?', '/', 'show the log', 'enter');
	expect(app.frame()).toMatch(/› l +Show the log of its run \(Only what runs headless/);

	await app.press('enter');

	expect(app.client.store.get().screen.stack).toEqual(['sessions', 'help']);
	expect(app.frame().split('\n').at(-2)).toContain('Only what runs headless has a log');
});

test('Esc clears the filter of the help, and then closes it', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press('?', '/', 'nothing of that', 'enter');
	expect(app.frame()).toContain('No key has these words. esc clears the filter.');

	await app.press('esc');
	expect(app.frame()).not.toContain('No key has these words');
	await app.press('esc');

	expect(app.frame()).toContain('Builder');
	expect(app.client.store.get().screen.stack).toEqual(['sessions']);
});
