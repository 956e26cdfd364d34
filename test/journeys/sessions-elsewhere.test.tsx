import {expect, test} from 'vitest';
import type {Session} from '../../source/domain/session.js';
import {desktopCapabilities} from '../../source/protocol/health.js';
import {docNote, longAgo, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const metadata = {
	...{mode: 'worker', agentTool: 'claude-code', model: 'opus', worktreeBranch: 'maestro/door', spawnSource: 'ui'},
	...{context: {}, launchConfig: null},
};
const said = (text: string, source: 'assistant' | 'user', minutes: number) => ({
	timestamp: longAgo + minutes * 60_000,
	text,
	source,
});

const given = {
	rows: 40,
	capabilities: desktopCapabilities,
	projects: [project({name: 'Shop'})],
	tasks: [task({title: 'Mend the door'})],
	sessions: [
		session({
			...{name: 'Builder', metadata, teamMemberSnapshot: {name: 'Carpenter', role: 'joinery'}, docs: [docNote()]},
			timeline: [
				{
					...{id: 'e-1', type: 'doc_added', timestamp: longAgo, message: 'Doc added: Design'},
					metadata: {docId: 'doc-1'},
				},
				{id: 'e-2', type: 'needs_input', timestamp: longAgo + 1, message: 'May I?'},
				{id: 'e-2', type: 'needs_input', timestamp: longAgo + 1, message: 'May I?'},
			],
		}),
		session({id: 's-2', name: 'Silent', startedAt: longAgo - 1, metadata}),
		session({
			id: 's-3',
			name: 'Stuck',
			status: 'spawning',
			startedAt: longAgo - 2,
			lastActivity: longAgo - 2,
			metadata,
		}),
	],
	digests: {
		's-1': {
			sessionId: 's-1',
			entries: [said('[PROMPT] Mend it', 'user', 1), said('I will look at the hinge.', 'assistant', 2)],
			stuck: {silentDurationMs: 60_000, toolCallsSinceLastText: 9, warning: 'Nine tools without a word'},
			lastActivityTimestamp: longAgo,
		},
	},
};

const open = async (options: {readonly sessions?: readonly Session[]} = {}) => {
	const app = await openApp({...given, ...options});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	return app;
};

test('of a session without a window here it is shown what it said last, from where that is known and how old it is', async () => {
	const app = await open();

	await eventually(() => expect(app.frame()).toContain('I will look at the hinge.'));

	expect(app.frame()).toContain('It has no window that can be seen from here.');
	expect(app.frame()).toMatch(/Stuck\? Nine tools without a word/);
	expect(app.frame()).toMatch(/Said last, as its server finds it in the agent's transcript, looked at\s+\d\d:\d\d/);
	expect(app.frame()).toMatch(
		/It said \d\d:\d\d, 3m ago:\nI will look at the hinge\.\n\nIt was told \d\d:\d\d, 4m ago:\nMend it/,
	);
});

test('a session of which nothing is found says that nothing is known', async () => {
	const app = await open();

	await app.press('j');

	await eventually(() => expect(app.frame()).toContain('found no transcript of it'));
});

test('what was said last is asked for again, and why it cannot be had is told beside what was', async () => {
	const app = await open();
	await eventually(() => expect(app.frame()).toContain('I will look at the hinge.'));

	app.server.refuse({method: 'GET', path: '/api/sessions/s-1/log-digest', code: 'internal', text: 'too slow'});

	await eventually(() => expect(app.frame()).toContain('What was said last could not be had: too slow'));
	expect(app.frame()).toContain('I will look at the hinge.');
});

test('whoever only walks through the list asks for nothing', async () => {
	const sessions = Array.from({length: 30}, (_, row) =>
		session({id: `s-${row + 10}`, name: row === 0 ? 'Builder' : `Worker ${row}`, startedAt: longAgo - row}),
	);
	const app = await open({sessions});

	app.client.store.send(...sessions.map(({id}) => ({event: 'row:selected', data: {list: 'sessions', id}}) as const));

	await eventually(() => expect(app.client.store.get().digest?.sessionId).toBe('s-39'));
	const asked = app.server.asked.filter(({path}) => path.endsWith('/log-digest')).map(({path}) => path.split('/')[3]);
	expect([...new Set(asked)].filter(id => id !== 's-10' && id !== 's-39')).toEqual([]);
});

test('enter shows what it said last, as there is no window to go to, and a message reaches it', async () => {
	const app = await open();

	expect(app.frame()).toContain('enter Show what it said last');
	await app.press('enter');

	expect(app.frame()).toContain('› Peek');
	await eventually(() => expect(app.frame()).toContain('I will look at the hinge.'));
	await app.press('enter');
	expect(app.frame()).toContain('It has no window that can be gone to from here');
	await app.press('m');
	expect(app.frame()).toContain('To: Builder');
});

test('its details say as what it was started, and lead to its documents', async () => {
	const app = await open();

	await app.press('d');

	for (const fact of [
		/Team member +Carpenter, joinery/,
		/Agent +claude-code/,
		/Model +opus/,
		/Branch +maestro\/door/,
		/Documents +1/,
		/document {2}Design of the door/,
	]) {
		expect(app.frame()).toMatch(fact);
	}

	expect(app.frame()).not.toMatch(/launchConfig|context|null/);
});

test('its history has what its server knows, each of it once', async () => {
	const app = await open();

	await app.press('h');

	await eventually(() => expect(app.frame()).toMatch(/needs you .*May I\?/));
	expect(app.frame().match(/May I\?/g)?.length).toBe(2);
	expect(app.frame()).toMatch(/document .*Doc added: Design/);
	await app.press('G');
	expect(app.frame()).toContain('enter Read it');
	await app.press('enter');
	expect(app.frame()).toContain('› Document');
});

test('one that never came to be says so, and can be deleted', async () => {
	const app = await open();
	await app.press('j', 'j', '.');
	expect(app.frame().replaceAll(/\s+/g, ' ')).toContain('its window should have opened long ago');

	await app.press('Z');
	expect(app.frame()).toContain('Delete Stuck (starting)? Its history and documents go with it');
	await app.press('y');

	await eventually(() => expect(app.client.store.get().sessions.has('s-3')).toBe(false));
});

test('one that somebody is done with goes to the end, asks for nobody any more, and comes back', async () => {
	const app = await open({
		sessions: [
			session({name: 'Builder', needsInput: {active: true, message: 'May I?', since: longAgo}}),
			session({id: 's-2', name: 'Other', startedAt: longAgo - 1}),
		],
	});
	expect(app.frame()).toContain('1 needs you');

	await app.press('c');

	await eventually(() => expect(app.frame()).toMatch(/Other[\s\S]*Builder +done: /));
	expect(app.frame()).toContain('0 need you');
	await app.press('/', 'is:done', 'enter');
	expect(app.frame()).not.toContain('Other');
	await app.press('z');
	await eventually(() => expect(app.client.store.get().sessions.get('s-1')?.humanCompletedAt).toBeNull());
});

test('one that runs elsewhere is no more than marked as stopped, and that is said', async () => {
	const app = await open();

	await app.press('X', 'Builder', 'enter');

	await eventually(() => expect(app.frame()).toContain('Marked Builder as stopped; its window is not here'));
	expect(app.client.store.get().sessions.get('s-1')?.status).toBe('stopped');
});

test('one whose work tree goes with it says so before it is deleted', async () => {
	const app = await open({
		sessions: [session({name: 'Builder', status: 'completed', metadata: {...metadata, worktreePath: '/w/1'}})],
	});

	await app.press('Z');

	expect(app.frame().replaceAll(/\s+/g, ' ')).toContain(
		'Its history and documents go with it, and its work tree with what is not committed there; it cannot be taken back',
	);
});

test('a server that resumes one agent program alone says so of the others', async () => {
	const app = await open({
		sessions: [session({name: 'Builder', status: 'completed', metadata: {...metadata, agentTool: 'codex'}})],
	});

	await app.press('u');

	expect(app.frame().replaceAll(/\s+/g, ' ')).toContain('resumes Claude Code alone, and this is codex');
});
