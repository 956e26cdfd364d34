import {expect, test} from 'vitest';
import {longAgo, message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const run = {
	...{id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo},
	...{directory: '/srv/shop', extras: ['--model', 'big one'], words: 'Mind the step'},
	window: {
		multiplexer: 'tmux',
		address: '/tmp/tmux-1/default',
		session: 'maestro',
		windowId: '@7',
		paneId: '%9',
		key: 'k',
	},
};
const workTree = {path: '/srv/shop', branch: 'maestro/T-1', base: 'main', baseCommit: 'c0ffee', createdAt: longAgo};
const given = {
	rows: 40,
	projects: [project({name: 'Shop', description: 'All of the shop'})],
	tasks: [
		task({title: 'Mend the door', description: 'First.\n\nThen the hinge.', priority: 'high', workTree}),
		task({id: 'T-2', parentId: 'T-1', title: 'Oil it', createdAt: longAgo + 1}),
	],
	sessions: [
		session({name: 'Builder', run, metadata: {mode: 'coordinator', agentVersion: '2.1.0'}}),
		session({id: 's-2', name: 'Helper', parentSessionId: 's-1', taskIds: [], startedAt: longAgo - 1}),
	],
	messages: [message({from: 's-1', message: 'One.\nTwo.', metadata: {priority: 'high', taskId: 'T-1'}})],
} as const;

const open = async (...keys: readonly string[]) => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press(...keys);
	return app;
};

const pages: ReadonlyArray<readonly [what: string, keys: readonly string[], facts: readonly RegExp[]]> = [
	[
		'a session',
		['d'],
		[
			/^Builder$/m,
			/Session +s-1/,
			/Why +working; nobody has seen what it does/,
			/Role +orchestrator/,
			/Folder +\/srv\/shop/,
			/Branch +maestro\/T-1/,
			/Arguments +--model 'big one'/,
			/Said besides +Mind the step/,
			/Window +@7 of maestro, pane %9/,
			/agentVersion +2\.1\.0/,
			/^1 task {2}T-1 Mend the door/m,
			/^2 project {2}Shop/m,
			/^3 it started {2}Helper {2}working/m,
		],
	],
	[
		'a task',
		[']', 'd'],
		[
			/Priority +high/,
			/Parts +1, 0 of them closed/,
			/Branch +maestro\/T-1/,
			/^2 session {2}Builder {2}interactive {2}working/m,
			/^3 part {2}T-2 Oil it {2}todo/m,
			/^First\.\n\nThen the hinge\.$/m,
		],
	],
	['a project', [']', ']', 'd'], [/^Shop$/m, /Tasks +2 open of 2/, /Sessions +2 live of 2/, /^All of the shop$/m]],
	[
		'a message',
		['i', 'd'],
		[/^Builder to you$/m, /Message +m-1/, /State +pending/, /Priority +high/, /^One\.\nTwo\.$/m, /^1 from {2}Builder/m],
	],
];

for (const [what, keys, facts] of pages) {
	test(`all that is known of ${what} is on one page`, async () => {
		const app = await open(...keys);

		for (const fact of facts) {
			expect(app.frame()).toMatch(fact);
		}
	});
}

test('digits go to what a page leads to, and esc back the same way', async () => {
	const app = await open('d', '1');
	expect(app.frame()).toContain('› T-1  › Details');
	await app.press('3');
	expect(app.frame()).toContain('› T-2  › Details');

	await app.press('esc');
	expect(app.frame()).toContain('› T-1  › Details');
	await app.press('esc');
	expect(app.frame()).toContain('› Builder  › Details');
	await app.press('esc');
	expect(app.frame().split('\n')[1]).toBe('[Sessions]   Tasks    Projects    Inbox');
});

test('enter, m and h are about what is shown', async () => {
	const app = await open(']', 'd');
	expect(app.frame().split('\n').at(-1)).toMatch(/^enter Jump to its window/);

	await app.press('h');
	expect(app.frame()).toContain('› Mend the door'.replace('Mend', 'T-1 Mend'));
	await app.press('esc', 'm');
	expect(app.frame()).toContain('To: Builder');
});

test('a page that is longer than the screen is scrolled, and what is gone says so', async () => {
	const app = await open('d');
	await app.resize({columns: 40, rows: 10});
	expect(app.frame()).not.toContain('agentVersion');

	await app.press('G');
	expect(app.frame()).toContain('it started  Helper');
	app.server.data.sessions.delete('s-1');
	app.server.emit({event: 'session:deleted', data: {id: 's-1'}});

	await eventually(() => expect(app.frame()).toContain('This session is not there any more.'));
});
