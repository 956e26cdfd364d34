import {expect, test} from 'vitest';
import {longAgo, project, session} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const window = {
	multiplexer: 'tmux',
	address: '/tmp/tmux-1/default',
	session: 'maestro',
	windowId: '@1',
	paneId: '%1',
	key: 'k',
};
const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};
const given = {
	projects: [project()],
	sessions: [
		session({name: 'Builder', run: {...run, window}}),
		session({id: 's-2', name: 'Asker', status: 'idle', needsInput: {active: true}}),
		session({id: 's-3', name: 'Done', status: 'completed', completedAt: longAgo}),
	],
};

const open = async (options: Parameters<typeof openApp>[0] = {}) => {
	const app = await openApp({...given, rows: 44, ...options});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press('H');
	return app;
};

test('the server is shown with how far away it is, what it can do, what is on it and what is missing', async () => {
	const app = await open();

	await eventually(() => expect(app.frame()).toMatch(/Clock +as here/));
	expect(app.frame()).toMatch(/› ● connected +127\.0\.0\.1:\d+ +2 live, 1 working +1 needs you +<1 ms/);
	for (const fact of [
		/Server +maestro-tui 0\.0\.0/,
		/Connection +connected since \d\d:\d\d/,
		/Round trip +below 1 ms/,
		/Runs since .*1h ago/,
		/Process +4321/,
		/Sessions +2 live, 1 working, 1 needs you/,
		/Can +messages, receipts, dispatch, runs, work-trees,/,
		/Multiplexer +tmux 3\.3a at \/tmp\/tmux-1\/default, in the session maestro/,
		/Windows +1 in tmux at \/tmp\/tmux-1\/default/,
		/Agents +Claude Code 2\.1\.0, Codex 0\.99\.0, OpenCode 1\.0\.0/,
		/Missing +Gemini CLI: gemini is not in PATH/,
	]) {
		expect(app.frame()).toMatch(fact);
	}
});

test('the way is measured when the hosts are opened and when it is asked for, and never by itself', async () => {
	const app = await open();
	await eventually(() => expect(app.frame()).toMatch(/Clock +as here/));
	const asked = () => app.server.asked.filter(({path}) => path === '/health').length;
	const before = asked();

	await app.press('j', 'k', 'd', 'esc');
	expect(asked()).toBe(before);
	await app.press('R');
	await eventually(() => expect(asked()).toBe(2 * before));
});

test('enter shows the sessions of a host', async () => {
	const app = await open();

	await app.press('enter');

	expect(app.frame()).toMatch(/\[Sessions\].*filter: host:127\.0\.0\.1:\d+/);
	expect(app.frame()).toContain('Builder');
});

test('a server of another kind says what it cannot do', async () => {
	const app = await open({capabilities: []});

	await eventually(() => expect(app.frame()).toMatch(/Can +projects, tasks and sessions alone/));
	expect(app.frame()).toMatch(/Cannot +messages, receipts, dispatch, runs, orders,/);
	await app.press('tab', 'end');
	expect(app.frame()).toMatch(/digests +it does not tell what agents said last; the pane or the log/);
});

test('a connection that is lost is told since when, and the way there is not measured', async () => {
	const app = await open();
	await eventually(() => expect(app.frame()).toMatch(/Clock +as here/));

	await app.server.stop();

	await eventually(() => expect(app.frame()).toMatch(/✗ lost +127/));
	expect(app.frame()).toMatch(/Connection +lost since \d\d:\d\d: /);
	expect(app.frame()).toMatch(/Asked +not now: it is not connected/);
	await app.press('R');
	expect(app.frame()).toContain('Not connected: ');
	await app.server.start();
	await eventually(() => expect(app.frame()).toMatch(/Clock +as here/));
});
