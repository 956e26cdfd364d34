import {expect, test} from 'vitest';
import type {Run} from '../../source/domain/run.js';
import {longAgo, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {createFakeLog} from '../helpers/fake-log.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {openApp} from '../helpers/open-app.js';

const minutes = 60_000;
const run = (given: Partial<Run> = {}): Run => ({
	...{
		id: 'r-1',
		taskId: 'T-1',
		mode: 'code-review',
		agent: 'claude',
		isHeadless: true,
		startedAt: longAgo - 59 * minutes,
	},
	...given,
});
const ended = {status: 'failed', completedAt: longAgo} as const;
const given = {projects: [project()], tasks: [task()]};

const open = async (more: Parameters<typeof openApp>[0]) => {
	const app = await openApp({...given, ...more});
	await eventually(() => expect(app.frame()).toContain('[Sessions]'));
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	return app;
};

const posts = ({server}: Awaited<ReturnType<typeof openApp>>) =>
	server.asked.filter(({method}) => method === 'POST').map(({path, body}) => [path, body]);

const ends: ReadonlyArray<[title: string, given: Parameters<typeof session>[0], row: RegExp]> = [
	['goes on', {run: run()}, /● working +Reviewer .*▤ headless code-review .* 1h 04m/],
	[
		'ended well',
		{...ended, status: 'completed', run: run({exitCode: 0, endedAt: longAgo})},
		/✓ ended 0 +Reviewer .* 59m/,
	],
	[
		'failed',
		{...ended, run: run({exitCode: 3, endedAt: longAgo - 59 * minutes + 42_000})},
		/✗ failed 3 +Reviewer .* 42s/,
	],
	['was killed', {...ended, run: run({signal: 9, endedAt: longAgo})}, /✗ failed KILL +Reviewer/],
	[
		'is lost',
		{...ended, run: run(), activity: {state: 'lost', source: 'folder', at: longAgo}},
		/! lost +Reviewer .*▤ headless code-review .* 5m/,
	],
];

for (const [title, how, row] of ends) {
	test(`a headless run that ${title} is told in its row`, async () => {
		const app = await open({columns: 110, sessions: [session({name: 'Reviewer', ...how})]});

		expect(app.frame()).toMatch(row);
	});
}

test('the preview of a headless run says what is known of it', async () => {
	const workTree = {path: '/srv/trees/T-1', branch: 'maestro/T-1', base: 'main', baseCommit: 'c0ffee', createdAt: 1};
	const app = await open({
		tasks: [task({workTree})],
		sessions: [
			session({
				...{name: 'Reviewer', ...ended, status: 'stopped'},
				run: run({
					...{directory: '/srv/trees/T-1', extras: ['--model', 'big one'], words: 'Be kind'},
					...{signal: 15, endedAt: longAgo, reason: 'stopped by operator'},
				}),
			}),
		],
		rows: 34,
	});

	for (const fact of [
		/Runs +claude in code-review, headless/,
		/Folder +\/srv\/trees\/T-1/,
		/Branch +maestro\/T-1/,
		/Arguments +--model 'big one'/,
		/Said besides +Be kind/,
		/Ended +.*, after 59m, SIGTERM/,
		/Reason +stopped by operator/,
		/enter shows its log/,
	]) {
		expect(app.frame()).toMatch(fact);
	}
});

test('in ASCII a headless run is told as well', async () => {
	const app = await open({
		settings: {glyphs: 'ascii'},
		columns: 120,
		sessions: [session({name: 'Reviewer', run: run()})],
	});

	expect(app.frame()).toMatch(/\* working +Reviewer .*% headless code-review/);
});

test('a run that has ended is resumed', async () => {
	const app = await open({sessions: [session({name: 'Reviewer', ...ended, run: run({exitCode: 1})})]});

	await app.press('u');

	await eventually(() => expect(app.frame()).toMatch(/● working +Reviewer/));
	expect(posts(app)).toEqual([['/api/sessions/s-1/resume', {}]]);
	await app.press('u');
	expect(app.frame()).toContain('It has not ended (working), so there is nothing to resume');
});

test('a run that goes on is stopped and started again after a yes, with the same order', async () => {
	const order = {agent: 'codex', extras: ['--fast'], words: 'Again', permission: 'edit'} as const;
	const app = await open({sessions: [session({name: 'Reviewer', run: run(order)})]});

	await app.press('U');
	expect(app.frame()).toContain('Stop Reviewer and start it again? What it is doing is cut off');
	await app.press('y');

	await eventually(() =>
		expect(posts(app)).toEqual([
			['/stop/code-review/T-1', {}],
			['/dispatch/code-review/T-1', {...order, multiplexer: 'tmux'}],
		]),
	);
	await eventually(() => expect(app.frame()).toMatch(/› ● working +T-1-code-review/));
	expect(app.frame()).toMatch(/■ stopped +Reviewer/);
});

test('a run that has ended is started again at once', async () => {
	const app = await open({sessions: [session({name: 'Reviewer', ...ended, run: run({exitCode: 1})})]});

	await app.press('U');

	await eventually(() => expect(posts(app)).toEqual([['/dispatch/code-review/T-1', expect.anything()]]));
	await eventually(() => expect(app.frame()).toMatch(/› ● working +T-1-code-review/));
});

test('a headless run is stopped once its name is typed', async () => {
	const app = await open({sessions: [session({name: 'Reviewer', run: run()})]});

	await app.press('X', 'Reviewer', 'enter');

	await eventually(() => expect(app.frame()).toMatch(/■ stopped +Reviewer/));
});

test('the window of a run is opened in a terminal of its own', async () => {
	const multiplexer = createFakeMultiplexer();
	const {window} = await multiplexer.openWindow({
		...{
			key: 'key_00000001',
			name: 'T-1-interactive',
			directory: '/tmp',
			command: ['cat'],
			environment: {},
			without: [],
		},
		meta: {taskId: 'T-1', mode: 'interactive', sessionId: 's-1', runId: 'r-1'},
	});
	const place = {multiplexer: 'fake', address: 'memory', session: 'maestro', windowId: window.id};
	const app = await open({
		multiplexer,
		sessions: [
			session({
				name: 'Reviewer',
				run: run({isHeadless: false, window: {...place, paneId: window.paneId, key: window.key}}),
			}),
		],
	});

	await app.press('O');

	await eventually(() => expect(app.frame()).toContain('Opened Reviewer in a terminal'));
	const {command} = await multiplexer.attach({id: window.id, paneId: window.paneId, key: window.key});
	expect(app.opened).toEqual([{command, title: 'Reviewer'}]);
});

test('the log of a headless run is opened from its row', async () => {
	const logs = [createFakeLog({text: 'All is well\n'})];
	const app = await open({sessions: [session({name: 'Reviewer', run: run()})], logs});

	await app.press('enter');

	await eventually(() => expect(app.frame()).toContain('All is well'));
	expect(app.frame()).toMatch(/\[Sessions\].*› Log/);
	await app.press('esc', 'l');
	expect(app.frame()).toMatch(/\[Sessions\].*› Log/);
});

test('the preview of a headless run shows the last that it printed, while it is selected', async () => {
	const log = createFakeLog({text: Array.from({length: 5000}, (_, index) => `line ${index}\n`).join('')});
	const app = await open({
		sessions: [session({name: 'Reviewer', run: run()}), session({id: 's-2', name: 'Ghost', startedAt: longAgo - 1})],
		logs: [log],
	});
	await eventually(() => expect(app.frame()).toContain('line 4999'));
	expect(app.frame()).toContain('Runs');
	expect(app.frame()).toContain('enter shows its log');

	log.print('line 5000\n');
	await eventually(() => expect(app.frame()).toContain('line 5000'));
	expect(log.reads.map(([, length]) => length)).toEqual([16 * 1024]);

	await app.press('j');
	await eventually(() => expect(app.server.viewers()).toBe(0));
	expect(app.frame()).not.toContain('line 5000');
	await app.press('k', 'p');
	expect(app.frame()).not.toContain('line 5000');
	log.print('line 5001\n');
	await app.press('p');
	await eventually(() => expect(app.frame()).toContain('line 5001'));

	await app.server.stop();
	await eventually(() => expect(app.frame()).toContain('connection lost'));
	log.print('line 5002\n');
	await app.server.start();
	await eventually(() => expect(app.frame()).toContain('line 5002'));
	log.end({exitCode: 0});
	await eventually(() => expect(app.server.viewers()).toBe(0));
});

test('what cannot be done with a run says why', async () => {
	const app = await open({
		sessions: [session({name: 'Reviewer', run: run()}), session({id: 's-2', name: 'Ghost', startedAt: longAgo - 1})],
	});

	await app.press('O');
	expect(app.frame()).toContain('It runs headless, without a window');
	await app.press('j', 'l');
	expect(app.frame()).toContain('Only what runs headless has a log');
	await app.press('U');
	expect(app.frame()).toContain('It was not started by a dispatch from here');

	await app.server.stop();
	await eventually(() => expect(app.frame()).toContain('connection lost'));
	await app.press('k', 'X');
	expect(app.frame()).toContain('Not connected');
});
