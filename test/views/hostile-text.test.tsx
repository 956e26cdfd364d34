import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import type {ScreenId} from '../../source/client/state/screen.js';
import {capabilities} from '../../source/protocol/health.js';
import {anyText} from '../helpers/any-text.js';
import {docNote, hold, longAgo, message, mode, project, session, task, teamMember} from '../helpers/builders.js';
import {extent} from '../helpers/extent.js';
import {openStill, type Still} from '../helpers/still-app.js';

const window = {multiplexer: 'tmux', address: 'a', session: 'm', windowId: '@1', paneId: '%1', key: 'k'};

/** A world in which `next` answers the text of every field. */
const worldOf = (next: () => string): readonly ClientEvent[] => {
	const run = (isHeadless: boolean, isEnded: boolean) => ({
		...{id: 'r-1', taskId: 'T-1', mode: next(), agent: next(), isHeadless, startedAt: longAgo, directory: next()},
		...{extras: [next(), next()], words: next(), reason: isEnded ? next() : undefined},
		...(isHeadless ? {} : {window: {...window, address: next(), session: next()}}),
	});
	return [
		{
			event: 'connection:open',
			data: {
				...{url: `http://${next()}`, name: next(), version: next(), since: longAgo},
				capabilities: [...capabilities, next()],
			},
		},
		{
			event: 'snapshot',
			data: {
				projects: [project({name: next(), workingDir: `/${next()}`, description: next()})],
				tasks: [
					task({
						title: next(),
						description: next(),
						workTree: {path: next(), branch: next(), base: next(), baseCommit: 'c', createdAt: longAgo},
					}),
					task({id: 'T-2', title: 'plain'}),
					task({id: 'T-3', parentId: 'T-1', title: next()}),
				],
				sessions: [
					session({
						...{name: next(), startedAt: longAgo + 2, run: run(true, false), metadata: {[next()]: next()}},
						activity: {state: 'working', source: next(), at: longAgo, detail: next()},
						docs: [
							docNote({title: next(), filePath: next(), taskId: 'T-1'}),
							docNote({id: 'doc-2', title: next(), kind: 'diagram'}),
						],
						teamMemberSnapshot: {name: next(), role: next()},
						timeline: [
							{id: next(), type: 'progress', timestamp: longAgo, message: next(), taskId: next()},
							{id: next(), type: 'error', timestamp: longAgo, message: next()},
						],
					}),
					session({id: 's-2', name: 'plain', startedAt: longAgo + 1, taskIds: []}),
					session({
						...{id: 's-3', name: next(), run: run(false, false)},
						needsInput: {active: true, message: next(), since: longAgo},
					}),
					session({id: 's-4', name: next(), status: 'failed', completedAt: longAgo, run: run(true, true)}),
				],
				messages: [
					message({from: 's-1', message: next(), delivery: {attempts: 1, lastError: next(), via: next()}}),
					message({id: 'm-2', order: 2, from: 's-2', message: 'plain'}),
					message({id: 'm-3', order: 3, from: 'operator', to: 's-3', message: next(), metadata: {taskId: next()}}),
				],
				holds: [hold({between: ['s-1', 's-3']})],
				members: [
					teamMember({
						...{name: next(), role: next(), identity: next(), avatar: next(), model: next()},
						...{agentTool: next(), mode: next(), permissionMode: next()},
					}),
				],
			},
		},
		{event: 'preview:seen', data: {sessionId: 's-3', text: [next(), next(), next()].join('\n')}},
		{
			event: 'tail:known',
			data: {runId: 'r-1', piece: {from: 0, bytes: Buffer.from(`${next()}\n${next()}\n`)}, readOutput: undefined},
		},
	];
};

const logOf = (next: () => string): readonly ClientEvent[] => {
	const bytes = Buffer.from(`${next()}\n${next()}\n${next()}\n`);
	const facts = {startedAt: longAgo, marks: [], readOutput: undefined};
	return [
		{event: 'log:known', data: {runId: 'r-1', size: bytes.length, facts}},
		{event: 'log:read', data: {runId: 'r-1', piece: {from: 0, bytes}, size: bytes.length}},
	];
};

const search = {kind: 'search', query: 'x'} as const;

const visits = (next: () => string): ReadonlyArray<readonly [ScreenId, readonly ClientEvent[]]> => [
	['sessions', [{event: 'list:opened', data: {screen: 'sessions'}}]],
	['sessions', [{event: 'row:selected', data: {list: 'sessions', id: 's-3'}}]],
	['tasks', [{event: 'list:opened', data: {screen: 'tasks'}}]],
	['projects', [{event: 'list:opened', data: {screen: 'projects'}}]],
	['inbox', [{event: 'list:opened', data: {screen: 'inbox'}}]],
	['thread', [{event: 'thread:opened', data: {id: 'm-1'}}]],
	['hold', [{event: 'exchange:opened', data: {id: 'hold-1', between: ['s-1', 's-3']}}]],
	[
		'search',
		[
			{event: 'search:asked', data: {query: next()}},
			{event: 'messages:found', data: {of: search, round: 1, messages: [message({message: next()})], hasMore: true}},
			{event: 'messages:failed', data: {of: search, round: 1, reason: next()}},
		],
	],
	['compose', [{event: 'draft:opened', data: {id: 'd', to: 's-1', replyTo: undefined}}]],
	['compose', [{event: 'draft:edited', data: {id: 'd', by: {kind: 'insert', text: next()}}}]],
	['compose', [{event: 'draft:turned', data: {id: 'd', focus: 'to'}}]],
	[
		'compose',
		[
			{event: 'draft:turned', data: {id: 'd', focus: 'how'}},
			{
				event: 'templates:found',
				data: {
					templates: [
						{id: 't', label: next(), text: next(), source: next()},
						{id: 'u', label: next(), text: '', source: next(), problem: next()},
					],
				},
			},
		],
	],
	[
		'dispatch',
		[
			{event: 'dispatch:opened', data: {taskId: 'T-1'}},
			{
				event: 'modes:found',
				data: {
					round: 1,
					modes: [mode({id: next(), label: next(), summary: next(), source: next(), shadows: [next()]}), mode()],
					problems: [{file: next(), line: 1, text: next()}],
				},
			},
			{
				event: 'agents:found',
				data: {agents: [{id: 'a', label: next(), problem: next(), canRunHeadless: true, permissions: []}]},
			},
		],
	],
	['log', [{event: 'log:opened', data: {sessionId: 's-1', runId: 'r-1'}}, ...logOf(next)]],
	[
		'timeline',
		[
			{event: 'timeline:opened', data: {of: {kind: 'task', id: 'T-1'}}},
			{event: 'timeline:failed', data: {round: 1, reason: next()}},
		],
	],
	['docs', [{event: 'screen:opened', data: {screen: 'docs'}}]],
	[
		'doc',
		[
			{event: 'doc:opened', data: {id: 'doc-1', sessionId: 's-1'}},
			{event: 'doc:found', data: {id: 'doc-1', found: {text: next(), length: 300_000, isDiagram: false}}},
			{event: 'doc:failed', data: {id: 'doc-1', reason: next()}},
		],
	],
	['members', [{event: 'screen:opened', data: {screen: 'members'}}]],
	[
		'sessions',
		[
			{event: 'list:opened', data: {screen: 'sessions'}},
			{event: 'row:selected', data: {list: 'sessions', id: 's-2'}},
			{
				event: 'digest:found',
				data: {
					...{sessionId: 's-2', at: longAgo},
					found: {
						sessionId: 's-2',
						entries: [{timestamp: longAgo, text: next(), source: 'user'}],
						stuck: {silentDurationMs: 1, toolCallsSinceLastText: 1, warning: next()},
					},
				},
			},
		],
	],
	['details', [{event: 'details:opened', data: {kind: 'doc', id: 'doc-1'}}]],
	['details', [{event: 'details:opened', data: {kind: 'member', id: 'tm-1'}}]],
	[
		'hosts',
		[
			{event: 'screen:opened', data: {screen: 'hosts'}},
			{event: 'host:failed', data: {round: 1, reason: next()}},
		],
	],
	['details', [{event: 'details:opened', data: {kind: 'session', id: 's-1'}}]],
	['details', [{event: 'details:opened', data: {kind: 'task', id: 'T-1'}}]],
	['details', [{event: 'details:opened', data: {kind: 'message', id: 'm-3'}}]],
	['peek', [{event: 'peek:opened', data: {sessionId: 's-3'}}]],
	['menu', [{event: 'menu:opened', data: {kind: 'copy', of: {kind: 'session', id: 's-1'}}}]],
	['palette', [{event: 'palette:opened'}]],
	[
		'sessions',
		[
			{event: 'list:opened', data: {screen: 'sessions'}},
			{event: 'filter:changed', data: {list: 'sessions', text: next()}},
		],
	],
	[
		'tasks',
		[
			{event: 'list:opened', data: {screen: 'tasks'}},
			{event: 'notice', data: {tone: 'error', text: next()}},
		],
	],
	['tasks', [{event: 'confirm:asked', data: {question: next(), bindingId: 'task.delete', subject: 'T-1'}}]],
	[
		'tasks',
		[
			{event: 'confirm:closed'},
			{event: 'field:opened', data: {purpose: 'new-task', label: next(), text: next(), subject: ''}},
		],
	],
	['tasks', [{event: 'field:closed'}, {event: 'connection:lost', data: {reason: next(), at: longAgo}}]],
];

/** The frame is whole, nothing that a terminal would obey or reorder is on it, and the terminal is as it was. */
const isCalm = (still: Still, columns: number, before: unknown): void => {
	const lines = still.lines();
	expect(lines[0]).toMatch(/^(?:maestro-tui |\d+ needs? you )/);
	expect(lines.at(-1)).toMatch(/\S/);
	for (const line of lines) {
		expect(line).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?!\u200C)\p{Cf}/u);
		expect([...line].reduce((most, character) => (/\p{M}/u.test(character) ? most + 1 : most), 0)).toBeLessThan(
			8 * columns,
		);
	}

	expect([still.told, still.clipboard, still.modes()]).toEqual([[], [], before]);
};

const sizes = [
	{columns: 40, rows: 10},
	{columns: 120, rows: 30},
	{columns: 161, rows: 40},
] as const;

test('whatever is in any field, every screen stays whole, and nothing gets through to the terminal', async () => {
	const still = await openStill();
	const before = structuredClone(still.modes());

	await fc.assert(
		fc.asyncProperty(
			fc.array(anyText, {minLength: 8, maxLength: 24}),
			fc.constantFrom(...sizes),
			async (texts, size) => {
				let count = 0;
				const next = (): string => {
					count += 1;
					return texts[count % texts.length] ?? '';
				};

				await still.show(size, ...worldOf(next));
				for (const [screen, events] of visits(next)) {
					await still.send(...events);
					try {
						isCalm(still, size.columns, before);
					} catch (error) {
						throw new Error(`${screen} at ${size.columns}:\n${still.lines().join('\n')}`, {cause: error});
					}
				}
			},
		),
		{numRuns: extent(3, 40), endOnFailure: true},
	);
});

/** Where a column begins is the same in every row, whatever is in the cells before it. */
const lists: ReadonlyArray<
	readonly [what: string, open: readonly ClientEvent[], rows: readonly number[], last: string]
> = [
	['sessions', [{event: 'list:opened', data: {screen: 'sessions'}}], [2, 3, 4, 5], '  5m'],
	['tasks', [{event: 'list:opened', data: {screen: 'tasks'}}], [2, 3, 4], 'medium'],
	['messages', [{event: 'list:opened', data: {screen: 'inbox'}}], [3, 4, 5], '  5m'],
	['what happened', [{event: 'timeline:opened', data: {of: {kind: 'session', id: 's-1'}}}], [2, 3], '  5m'],
];

for (const [what, open, rows, last] of lists) {
	test(`the columns of ${what} stand below each other whatever is in them`, async () => {
		const still = await openStill();
		await fc.assert(
			fc.asyncProperty(fc.array(anyText, {minLength: 8, maxLength: 16}), async texts => {
				let count = 0;
				const next = (): string => {
					count += 1;
					return texts[count % texts.length] ?? '';
				};

				await still.show({columns: 120, rows: 40}, ...worldOf(next), ...open, {
					event: 'timeline:found',
					data: {round: still.store.get().timeline?.round ?? 1, happened: new Map()},
				});
				const places = rows.map(row => {
					const cells = still.cells(row);
					return [...cells.keys()].filter(column => cells.slice(column, column + last.length).join('') === last);
				});
				const shared = places.reduce((a, b) => a.filter(column => b.includes(column)));
				if (shared.length === 0) {
					throw new Error(`No column has ${last}:\n${rows.map(row => still.cells(row).join('|')).join('\n')}`);
				}
			}),
			{numRuns: extent(5, 100), endOnFailure: true},
		);
	});
}

test('the cursor stands behind what was written, whatever that is', async () => {
	const still = await openStill();
	await fc.assert(
		fc.asyncProperty(anyText, async text => {
			await still.show(
				{columns: 80, rows: 24},
				...worldOf(() => 'plain'),
				{event: 'draft:dropped', data: {id: 'd'}},
				{event: 'draft:opened', data: {id: 'd', to: 's-2', replyTo: undefined}},
				{event: 'draft:edited', data: {id: 'd', by: {kind: 'insert', text}}},
			);
			expect(still.inverse()).toHaveLength(1);

			await still.send({event: 'draft:edited', data: {id: 'd', by: {kind: 'insert', text: 'END'}}});
			const [[row = 0, column = 0] = []] = still.inverse();
			// What has no blank in it is broken anywhere, and so are these three letters at the edge.
			const above = still
				.cells(row - 1)
				.join('')
				.trimEnd();
			expect(above + still.cells(row).slice(0, column).join('')).toMatch(/END$/);
		}),
		{numRuns: extent(12, 200), endOnFailure: true},
	);
});
