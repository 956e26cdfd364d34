import {expect, test} from 'vitest';
import {lacks} from '../../source/client/cannot.js';
import type {ClientEvent} from '../../source/client/event.js';
import type {Field} from '../../source/client/state/screen.js';
import type {Binding} from '../../source/keymap/binding.js';
import {findBinding, openScopes, scopes} from '../../source/keymap/index.js';
import {act, whyNotNow} from '../../source/keymap/press.js';
import {allCapabilities, desktopCapabilities} from '../../source/protocol/health.js';
import {longAgo} from '../helpers/builders.js';
import {
	desktopMember,
	desktopProject,
	desktopPrompt,
	desktopSession,
	desktopTask,
} from '../helpers/desktop/builders.js';
import {startDesktopServer} from '../helpers/desktop/server.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const metadata = {mode: 'worker', agentTool: 'claude-code', model: 'opus', spawnSource: 'ui'};
const doc = {id: 'doc_1', title: 'Design', filePath: 'docs/design.md', addedAt: longAgo, addedBy: 'sess_1'};

/** Something of all that such a server has, and two of what is taken away on the way. */
const given = {
	projects: [desktopProject(), desktopProject({id: 'proj_2', name: 'Empty'})],
	tasks: [
		desktopTask({sessionIds: ['sess_1']}),
		desktopTask({id: 'task_2', title: 'Oil the hinge', parentId: 'task_1'}),
		desktopTask({id: 'task_3', title: 'Paint it'}),
	],
	sessions: [
		desktopSession({name: 'Builder', metadata, docs: [{...doc, taskId: 'task_1'}], claudeSessionId: 'c-1'}),
		desktopSession({
			...{id: 'sess_2', name: 'Asker', parentSessionId: 'sess_1', metadata},
			needsInput: {active: true, message: 'May I?', since: longAgo},
		}),
		desktopSession({id: 'sess_3', name: 'Done', status: 'completed', completedAt: longAgo, metadata}),
		desktopSession({
			...{id: 'sess_5', name: 'Other', status: 'completed', completedAt: longAgo},
			metadata: {...metadata, agentTool: 'codex'},
		}),
		desktopSession({id: 'sess_4', name: 'Old', status: 'stopped', completedAt: longAgo, metadata}),
	],
	teamMembers: [desktopMember()],
	prompts: [desktopPrompt()],
	contents: {doc_1: '# Hinges\n\nOn the left.'},
};

const draft = {event: 'draft:opened', data: {id: 'd', to: 'sess_1', replyTo: undefined}} as const;
const written = {event: 'draft:edited', data: {id: 'd', by: {kind: 'insert', text: 'Hello'}}} as const;

/** Every place that keys are live in, and how it is come to. */
const places: ReadonlyArray<readonly ClientEvent[]> = [
	...(['sess_1', 'sess_2', 'sess_3', 'sess_4', 'sess_5'] as const).map((id): readonly ClientEvent[] => [
		{event: 'list:opened', data: {screen: 'sessions'}},
		{event: 'row:selected', data: {list: 'sessions', id}},
	]),
	[{event: 'list:opened', data: {screen: 'tasks'}}],
	[
		{event: 'list:opened', data: {screen: 'tasks'}},
		{event: 'row:selected', data: {list: 'tasks', id: 'task_3'}},
	],
	[
		{event: 'list:opened', data: {screen: 'projects'}},
		{event: 'row:selected', data: {list: 'projects', id: 'proj_2'}},
	],
	[
		{event: 'list:opened', data: {screen: 'inbox'}},
		{event: 'scope:changed', data: {scope: 'all'}},
	],
	[{event: 'search:asked', data: {query: 'hinges'}}],
	[{event: 'timeline:opened', data: {of: {kind: 'session', id: 'sess_1'}}}],
	[{event: 'details:opened', data: {kind: 'session', id: 'sess_1'}}],
	[{event: 'details:opened', data: {kind: 'task', id: 'task_1'}}],
	[{event: 'peek:opened', data: {sessionId: 'sess_1'}}],
	[{event: 'menu:opened', data: {kind: 'status', taskIds: ['task_1']}}],
	[{event: 'menu:opened', data: {kind: 'copy', of: {kind: 'session', id: 'sess_1'}}}],
	[{event: 'dispatch:opened', data: {taskId: 'task_3'}}],
	[{event: 'screen:opened', data: {screen: 'hosts'}}],
	[{event: 'screen:opened', data: {screen: 'docs'}}],
	[{event: 'doc:opened', data: {id: 'doc_1', sessionId: 'sess_1'}}],
	[
		{event: 'row:selected', data: {list: 'tasks', id: 'task_3'}},
		{event: 'screen:opened', data: {screen: 'members'}},
	],
	[{event: 'screen:opened', data: {screen: 'stats'}}],
	[{event: 'screen:opened', data: {screen: 'settings'}}],
	...(['text', 'to', 'how'] as const).map((focus): readonly ClientEvent[] => [
		draft,
		written,
		{event: 'draft:turned', data: {id: 'd', focus}},
	]),
	[{event: 'folder:offered', data: {directory: '/tmp/x', name: 'x'}}],
];

/** What is written where a line is asked for. */
const lines: Readonly<Partial<Record<Field['purpose'], string>>> = {
	'new-task': 'Hang the bell',
	'new-part': 'Polish the hinge',
	'rename-task': 'Mend the old door',
	'rename-project': 'Shop',
	'rename-member': 'Joiner',
	'member-role': 'Makes doors',
	'new-project': '/tmp/shed',
	search: 'hinges',
	words: 'Mind the cat',
	'doc-search': 'left',
	'doc-save': 'design.md',
	filter: 'door',
};

/** What would end the test, or wait for somebody else. */
const leftOut = new Set([
	'app.quit',
	'app.leave',
	'screen.suspend',
	'app.read-only',
	'server.log-in',
	'server.log-out',
]);

/** What is refused for what was done before, and not for what the server is. */
const inWords = [
	/^undo\.take: .* was changed since, so it is left as it is$/,
	/^project\.remove: .* with existing tasks$/,
	/^\S+: Session with id '\w+' not found$/,
];

/** What is live everywhere does the same at the third place. */
const mostTimes = 2;

/** What takes away what others need comes last. */
const isLast = (id: string): boolean => /\.(?:delete|remove|archive|stop|stop-soon|restart|done)$/.test(id);

/** Goes through every binding at every place, does what can be done there, and notes what came of it. */
const walk = async () => {
	const desktop = await startDesktopServer(given, {repositories: ['/tmp']});
	const app = await openApp({locate: desktop.locate, columns: 120, rows: 40});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	const {store, actions} = app.client;
	const start = store.get();
	const refused: string[] = [];
	const times = new Map<string, number>();
	const reasons = new Map<string, string>();

	const goTo = (events: readonly ClientEvent[]): void =>
		store.send(
			{event: 'screen:restored', data: {screen: start.screen, drafts: new Map()}},
			{event: 'notice:cleared'},
			...events,
		);

	/** What is fetched when a place is opened is there before keys are pressed, and so is the server: without one there are other reasons. */
	const settled = async () =>
		eventually(() => {
			const {modes, doc, connection} = store.get();
			expect([modes?.phase, doc?.phase]).not.toContain('asked');
			expect(connection.phase).toBe('open');
		});

	const contextOf = ({keys}: Binding) => ({
		state: store.get(),
		send: store.send,
		key: keys[0] ?? '',
		actions,
		now: store.get,
	});

	const perform = async (binding: Binding): Promise<void> => {
		const context = contextOf(binding);
		binding.run?.(context);
		await act(binding, context);
		const {notice, screen} = store.get();
		if (notice?.tone === 'error') {
			refused.push(`${binding.id}: ${notice.text}`);
		}

		const text = lines[screen.field?.purpose ?? 'kill'];
		const submit = findBinding('field.submit');
		if (text !== undefined && screen.field?.text.text !== text && submit !== undefined) {
			store.send({event: 'field:edited', data: {kind: 'clear'}}, {event: 'field:edited', data: {kind: 'insert', text}});
			await perform(submit);
		}
	};

	const visit = async (chosen: (id: string) => boolean): Promise<void> => {
		for (const events of places) {
			goTo(events);
			const live = openScopes(store.get()).flatMap(({bindings}) => bindings);
			for (const binding of new Set(
				live.filter(({id}) => chosen(id) && !leftOut.has(id) && (times.get(id) ?? 0) < mostTimes),
			)) {
				goTo(events);
				await settled();
				const why = whyNotNow(binding, store.get());
				if (why === undefined) {
					times.set(binding.id, (times.get(binding.id) ?? 0) + 1);
					await perform(binding);
				} else {
					reasons.set(binding.id, why);
				}
			}
		}
	};

	await visit(id => !isLast(id));
	await visit(isLast);
	return {desktop, refused, done: new Set(times.keys()), reasons};
};

test('at a desktop server every key does what it says, or says why it cannot, and nothing is asked that is not there', async () => {
	const {desktop, refused, done, reasons} = await walk();

	const asked = desktop.wiretap.asked();
	expect(asked.filter(({route}) => route === undefined).map(({method, path}) => `${method} ${path}`)).toEqual([]);
	expect(asked.filter(({status}) => status === 400).map(({method, path, body}) => [method, path, body])).toEqual([]);
	expect(refused.filter(text => !inWords.some(words => words.test(text)))).toEqual([]);

	const all = scopes.flatMap(({bindings}) => bindings);
	const lacking = all.filter(({needs}) =>
		allCapabilities.some(one => one === needs && !desktopCapabilities.some(two => two === one)),
	);
	expect(lacking.length).toBeGreaterThan(10);
	for (const {id, needs} of lacking) {
		expect([id, done.has(id)]).toEqual([id, false]);
		const lack = lacks[needs as keyof typeof lacks];
		expect([id, reasons.get(id) ?? 'is live nowhere']).toEqual([
			id,
			expect.stringMatching(/^is live nowhere$|^The Maestro desktop server /),
		]);
		expect(reasons.get(id) ?? lack.instead).toContain(lack.instead);
	}

	for (const id of [
		'session.done',
		'session.archive',
		'session.delete',
		'session.resume',
		'task.complete',
		'task.delete',
		'member.archive',
		'doc.export',
		'dispatch.go',
		'compose.send',
	]) {
		expect([id, done.has(id)]).toEqual([id, true]);
	}
}, 120_000);
