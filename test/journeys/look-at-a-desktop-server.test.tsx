import {expect, test} from 'vitest';
import {startDesktopServer} from '../helpers/desktop/server.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const rows: ReadonlyArray<[columns: number, header: RegExp]> = [
	[200, /● connected to Maestro desktop at 127\.0\.0\.1:\d+$/],
	[85, /● Maestro desktop at 127\.0\.0\.1:\d+$/],
	[77, /● Maestro desktop at :\d+$/],
	[65, /● desktop :\d+$/],
	[45, /^maestro-tui {2}0 need you {2}0 new {2}● desktop$/],
	[40, /^0 need you {2}0 new {2}● desktop :\d+$/],
];

for (const [columns, header] of rows) {
	test(`in ${columns} columns the header says which server it is, in whole words`, async () => {
		const server = await startDesktopServer();
		const app = await openApp({columns, rows: columns < 80 ? 10 : 24, locate: server.locate});

		await eventually(() => expect(app.frame().split('\n')[0]).toMatch(header));
	});
}

test('of a desktop server it is said what it is, how one is let in, and who else watches', async () => {
	const server = await startDesktopServer();
	const app = await openApp({
		...{columns: 120, rows: 40},
		locate: async () => ({...(await server.locate()), access: {kind: 'trusted'}}),
	});
	await eventually(() => expect(app.frame()).toContain('Maestro desktop'));

	await app.press('H');

	await eventually(() => expect(app.frame()).toMatch(/Watched by +1 screen/));
	expect(app.frame()).toMatch(/Server +Maestro desktop, which tells no version/);
	expect(app.frame()).toMatch(/Login +none is needed from this machine/);
	expect(app.frame()).toMatch(/Can +messages, dispatch, orders, /);
});
