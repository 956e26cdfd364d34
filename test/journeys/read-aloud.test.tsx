import {expect, test} from 'vitest';
import {longAgo, message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const run = {id: 'r-1', taskId: 'T-1', mode: 'code-review', agent: 'claude', isHeadless: true, startedAt: longAgo};

const open = async () => {
	const app = await openApp({
		columns: 160,
		rows: 40,
		look: {isSpoken: true},
		projects: [project({name: 'Shop'})],
		tasks: [
			task(),
			task({id: 'T-2', title: 'Paint it', parentId: 'T-1', status: 'in_progress', createdAt: longAgo + 1}),
		],
		sessions: [
			session({name: 'Builder', startedAt: 2, needsInput: {active: true, message: 'May I?', since: longAgo}}),
			session({
				id: 's-2',
				name: 'Reviewer',
				startedAt: 1,
				run,
				activity: {state: 'working', source: 'hook', at: longAgo},
			}),
		],
		messages: [message({from: 's-2', message: 'Which colour?', metadata: {priority: 'high'}})],
	});
	const lines = () =>
		app
			.frame()
			.split('\n')
			.filter(line => line !== '');
	await eventually(() => expect(lines().join('\n')).toContain('Builder'));
	return {app, lines};
};

test('everything is told in lines of words, the header first', async () => {
	const {lines} = await open();

	const [status, lists, first, second, ...rest] = lines();
	expect(status).toMatch(/^maestro-tui, 1 working, 1 needs you, 1 unread, connected /);
	expect(lists).toBe('Sessions open, Tasks, Projects, Inbox');
	expect(first).toMatch(/^selected, needs-input, Builder, May I\?, Shop, 5m$/);
	expect(second).toMatch(/^working, Reviewer, T-1 Mend the door, headless code-review, Shop, .*5m, unread 1$/);
	expect(rest.at(-1)).toMatch(/^enter .*, n /);
});

test('nothing is drawn that nobody can say, and nothing stands side by side', async () => {
	const {app, lines} = await open();
	for (const keys of [[], [']'], ['i'], ['enter'], ['esc', '?'], ['esc', ','], ['esc', ':']]) {
		await app.press(...keys);
		await eventually(() => expect(lines().length).toBeGreaterThan(3));
		expect(lines().join('\n')).not.toMatch(/[│─●○▲✗✓›•▸▾◐◌■‖▤×]/);
		expect(lines().filter(line => / {2}/.test(line))).toEqual([]);
	}
});

test('the selected row is the one that says so', async () => {
	const {app, lines} = await open();
	await app.press('j');
	await eventually(() => expect(lines().filter(line => line.startsWith('selected, '))).toHaveLength(1));
	expect(lines().find(line => line.startsWith('selected, '))).toContain('Reviewer');

	await app.press(']');
	await eventually(() => expect(lines().join('\n')).toMatch(/^selected, T-1, Mend the door, todo/m));
	await app.press('i');

	await eventually(() =>
		expect(lines().join('\n')).toMatch(/^selected, unread 1, high priority, Reviewer, Which colour\?/m),
	);
});

test('no more is told at once than one listens to, and it all fits on the terminal', async () => {
	const app = await openApp({
		columns: 80,
		rows: 24,
		look: {isSpoken: true},
		sessions: Array.from({length: 50}, (_, index) => session({id: `s-${index}`, name: `Number ${index}.`})),
	});
	await eventually(() => expect(app.frame()).toContain('Number 0.'));
	await app.press('G');
	await eventually(() => expect(app.frame()).toMatch(/^selected, .*Number/m));

	const lines = app.frame().split('\n');
	expect(lines.filter(line => line.includes('Number '))).not.toHaveLength(0);
	expect(lines.filter(line => line.includes('Number ')).length).toBeLessThanOrEqual(12);
	expect(lines.filter(line => line.startsWith('maestro-tui'))).toHaveLength(1);
});

test('it is told line by line, on the screen that was there, and without a mouse', async () => {
	const {app} = await open();
	const written = app.written.join('');

	expect(app.isAlternate()).toBe(false);
	expect(written).not.toContain('\u001B[?1049h');
	expect(written).not.toMatch(/\u001B\[\?1000/);
	expect(written).not.toContain('\u001B]11;?');
	expect(written).not.toMatch(/\u001B\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])m/);
});
