import {expect, test} from 'vitest';
import {longAgo, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {
	projects: [project({name: 'Shop'}), project({id: 'p-2', name: 'Attic'})],
	tasks: [task({title: 'Zinc'}), task({id: 'T-2', title: 'Air', projectId: 'p-2', createdAt: longAgo + 1})],
	sessions: [
		session({name: 'Zoe', startedAt: 3}),
		session({id: 's-2', name: 'Adam', status: 'idle' as const, projectId: 'p-2', startedAt: 2}),
		session({id: 's-3', name: 'Eve', status: 'completed' as const, completedAt: longAgo, startedAt: 1}),
	],
};

/** The names and titles that are shown, in their order; the selected row with its mark. */
const shown = (frame: string, names: RegExp): readonly string[] =>
	frame
		.split('\n')
		.filter(line => names.test(line) && !/filter|──/.test(line))
		.map(line => `${line.startsWith('›') ? '› ' : ''}${line.match(names)?.[0]}`);

const sessions = /Zoe|Adam|Eve|[▾▸] (?:Shop|Attic) \(\d\)/;
const tasks = /Zinc|Air|[▾▸] (?:Shop|Attic) \(\d\)/;

for (const size of [
	{columns: 80, rows: 24},
	{columns: 40, rows: 10},
]) {
	const open = async () => {
		const app = await openApp({...given, ...size});
		await eventually(() => expect(shown(app.frame(), sessions)).toEqual(['› Zoe', 'Adam', 'Eve']));
		return app;
	};

	test(`rows are sorted and turned round, and the selection stays, at ${size.columns} × ${size.rows}`, async () => {
		const app = await open();

		await app.press('s');
		expect(shown(app.frame(), sessions)).toEqual(['Adam', 'Eve', '› Zoe']);
		await app.press('S');
		expect(shown(app.frame(), sessions)).toEqual(['› Zoe', 'Eve', 'Adam']);
		await app.press('S', 's', 's', 's', 's', 's');
		expect(shown(app.frame(), sessions)).toEqual(['› Zoe', 'Adam', 'Eve']);
	});

	test(`rows stand in groups that fold, at ${size.columns} × ${size.rows}`, async () => {
		const app = await open();

		await app.press('b');
		expect(shown(app.frame(), sessions)).toEqual(['▾ Attic (1)', 'Adam', '▾ Shop (2)', '› Zoe', 'Eve']);
		await app.press('k');
		expect(shown(app.frame(), sessions)).toEqual(['▾ Attic (1)', '› Adam', '▾ Shop (2)', 'Zoe', 'Eve']);
		await app.press('left');
		expect(shown(app.frame(), sessions)).toEqual(['› ▸ Attic (1)', '▾ Shop (2)', 'Zoe', 'Eve']);
		await app.press('j');
		expect(shown(app.frame(), sessions)).toEqual(['▸ Attic (1)', '▾ Shop (2)', '› Zoe', 'Eve']);
		await app.press('k', 'enter');
		expect(shown(app.frame(), sessions)).toEqual(['▾ Attic (1)', '› Adam', '▾ Shop (2)', 'Zoe', 'Eve']);
	});

	test(`what is idle is hidden, and what is pinned stays at the top, at ${size.columns} × ${size.rows}`, async () => {
		const app = await open();

		await app.press('G', 'P');
		expect(shown(app.frame(), sessions)).toEqual(['› Eve', 'Zoe', 'Adam']);
		expect(app.frame()).toContain('◆ Eve');
		await app.press('f');
		expect(shown(app.frame(), sessions)).toEqual(['› Eve', 'Zoe']);
		await app.press('f', 'P');
		expect(shown(app.frame(), sessions)).toEqual(['Zoe', 'Adam', '› Eve']);
	});
}

test('what is hidden is counted beside the tabs', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Zoe'));

	await app.press('s', 'f');

	expect(app.frame().split('\n')[1]).toMatch(/by name +2 hidden/);
});

test('tasks have the same order keys, and what needs a person is found in a folded group', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Zoe'));
	await app.press('b', 'left');
	expect(shown(app.frame(), sessions)).toEqual(['▾ Attic (1)', 'Adam', '› ▸ Shop (2)']);

	app.server.put.session({
		...given.sessions[0],
		needsInput: {active: true, message: 'May I?', since: longAgo},
	} as never);
	await eventually(() => expect(app.frame()).toContain('1 needs you'));
	await app.press('w');
	expect(shown(app.frame(), sessions)).toEqual(['▾ Attic (1)', 'Adam', '▾ Shop (2)', '› Zoe', 'Eve']);

	await app.press(']', 's');
	expect(shown(app.frame(), tasks)).toEqual(['Air', '› Zinc']);
	await app.press('b');
	expect(shown(app.frame(), tasks)).toEqual(['▾ Attic (1)', 'Air', '▾ Shop (1)', '› Zinc']);
});
