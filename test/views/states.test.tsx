import {expect, test} from 'vitest';
import type {ClientEvent, Snapshot} from '../../source/client/event.js';
import {type ScreenId, screenIds} from '../../source/client/state/screen.js';
import {capabilities} from '../../source/protocol/health.js';
import type {MessageStats} from '../../source/protocol/messages.js';
import {docNote, hold, longAgo, message, project, session, task, teamMember} from '../helpers/builders.js';
import {extent} from '../helpers/extent.js';
import {openStill, type Still} from '../helpers/still-app.js';

const nothing: Snapshot = {projects: [], tasks: [], sessions: [], messages: [], holds: []};
const something: Snapshot = {
	projects: [project({name: 'Shop'})],
	tasks: [task({title: 'Mend the door'})],
	sessions: [
		session({
			name: 'Builder',
			run: {id: 'r-1', taskId: 'T-1', mode: 'code-review', agent: 'claude', isHeadless: true, startedAt: longAgo},
			timeline: [{id: 'e-1', type: 'progress', timestamp: longAgo, message: 'Half way'}],
			docs: [docNote()],
		}),
	],
	messages: [message({from: 's-1', message: 'May I?'})],
	holds: [hold()],
	members: [teamMember()],
};
const stats: MessageStats = {
	...{total: 0, byStatus: {}, byDay: [], toDelivered: {count: 0}, toAnswer: {count: 0}, routes: []},
} as unknown as MessageStats;

const connected: ClientEvent = {
	event: 'connection:open',
	data: {
		...{url: 'http://127.0.0.1:4567', name: 'maestro-tui', version: '1.0.0'},
		capabilities,
		since: longAgo,
	},
};
const with_ = (data: Snapshot): ClientEvent => ({event: 'snapshot', data});
const lost: ClientEvent = {event: 'connection:lost', data: {reason: 'the line was cut', at: longAgo}};
const reason = 'it broke in two';

/** How each screen is opened, and what is answered where something is fetched: nothing, or that it failed. */
type Case = {
	readonly open: readonly ClientEvent[];
	readonly empty?: readonly ClientEvent[];
	readonly failed?: readonly ClientEvent[];
	/** The words that matter there. */
	readonly says: {
		readonly empty?: RegExp;
		readonly loading?: RegExp;
		readonly error?: RegExp;
		/** Of the last picture. */
		readonly lost: RegExp;
	};
};

const opened = (screen: ScreenId): readonly ClientEvent[] => [{event: 'screen:opened', data: {screen}}];
const listed = (screen: ScreenId): readonly ClientEvent[] => [{event: 'list:opened', data: {screen}}];

const fetched = (of: Extract<ClientEvent, {event: 'messages:failed'}>['data']['of']) => ({
	empty: [{event: 'messages:found', data: {of, round: 1, messages: [], hasMore: false}}] as const,
	failed: [{event: 'messages:failed', data: {of, round: 1, reason}}] as const,
});

const cases: Readonly<Record<ScreenId, Case>> = {
	sessions: {open: listed('sessions'), says: {empty: /No sessions yet\. \S+ goes to the tasks/, lost: /Builder/}},
	tasks: {open: listed('tasks'), says: {empty: /No project yet\. \S+ goes to the projects/, lost: /Mend the door/}},
	projects: {open: listed('projects'), says: {empty: /No projects yet\. a adds a folder/, lost: /Shop/}},
	inbox: {
		open: listed('inbox'),
		says: {empty: /No messages yet\. m on a session writes to it/, lost: /Builder/},
	},
	thread: {
		open: [{event: 'thread:opened', data: {id: 'm-1'}}],
		...fetched({kind: 'thread', id: 'm-1'}),
		says: {
			empty: /These messages are not there any more/,
			loading: /Fetching these messages/,
			error: /could not be fetched: it broke in two/,
			lost: /May I\?/,
		},
	},
	hold: {
		open: [{event: 'exchange:opened', data: {id: 'hold-1', between: ['s-1', 's-2']}}],
		...fetched({kind: 'hold', id: 'hold-1', between: ['s-1', 's-2']}),
		says: {empty: /not there any more/, lost: /Builder/},
	},
	search: {
		open: [{event: 'search:asked', data: {query: 'door'}}],
		...fetched({kind: 'search', query: 'door'}),
		says: {empty: /0 messages fit/, loading: /Searching/, error: /The search failed: it broke/, lost: /door/},
	},
	stats: {
		open: opened('stats'),
		empty: [{event: 'stats:found', data: stats}],
		failed: [{event: 'stats:failed', data: {reason}}],
		says: {
			empty: /0 messages are kept/,
			loading: /Counting/,
			error: /could not be fetched: it broke in two/,
			lost: /Counting|kept/,
		},
	},
	compose: {
		open: [
			{event: 'draft:opened', data: {id: 'd', to: undefined, replyTo: undefined}},
			{event: 'draft:turned', data: {id: 'd', focus: 'to'}},
		],
		says: {empty: /There is no session to write to|all workers/, lost: /To: /},
	},
	dispatch: {
		open: [{event: 'dispatch:opened', data: {taskId: 'T-1'}}],
		empty: [{event: 'modes:found', data: {round: 1, modes: [], problems: []}}],
		failed: [{event: 'modes:failed', data: {round: 1, reason}}],
		says: {
			empty: /The server has no modes/,
			loading: /Fetching the modes/,
			error: /The modes could not be fetched: it bro/,
			lost: /T-1: Mend the door/,
		},
	},
	log: {
		open: [{event: 'log:opened', data: {sessionId: 's-1', runId: 'r-1'}}],
		failed: [{event: 'log:failed', data: {runId: 'r-1', reason}}],
		says: {loading: /Opening/, error: /it broke in two/, lost: /Opening|Builder/},
	},
	timeline: {
		open: [{event: 'timeline:opened', data: {of: {kind: 'session', id: 's-1'}}}],
		empty: [{event: 'timeline:found', data: {round: 1, happened: new Map()}}],
		failed: [{event: 'timeline:failed', data: {round: 1, reason}}],
		says: {
			empty: /Nothing is known to have happened yet/,
			loading: /Fetching what happened/,
			error: /could not be fetched: it broke in two/,
			lost: /Half way/,
		},
	},
	hosts: {
		open: opened('hosts'),
		failed: [{event: 'host:failed', data: {round: 1, reason}}],
		says: {loading: /asking/, error: /no reply/, lost: /127\.0\.0\.1:4567/},
	},
	docs: {
		open: opened('docs'),
		says: {empty: /No session has left a document yet/, lost: /Design of the door/},
	},
	doc: {
		open: [{event: 'doc:opened', data: {id: 'doc-1', sessionId: 's-1'}}],
		empty: [{event: 'doc:found', data: {id: 'doc-1', found: {text: '', length: 0, isDiagram: false}}}],
		failed: [{event: 'doc:failed', data: {id: 'doc-1', reason}}],
		says: {
			empty: /Nothing is in it/,
			loading: /Fetching it/,
			error: /It could not be fetched: it broke in two/,
			lost: /Design of the door/,
		},
	},
	members: {
		open: opened('members'),
		says: {empty: /There are no team members yet/, lost: /Carpenter/},
	},
	details: {
		open: [{event: 'details:opened', data: {kind: 'session', id: 's-1'}}],
		says: {empty: /This session is not there any more/, lost: /Session +s-1/},
	},
	peek: {open: [{event: 'peek:opened', data: {sessionId: 's-1'}}], says: {lost: /./}},
	menu: {
		open: [{event: 'menu:opened', data: {kind: 'copy', of: {kind: 'session', id: 's-1'}}}],
		says: {empty: /nothing to choose/, lost: /s-1/},
	},
	settings: {open: opened('settings'), says: {lost: /Theme/i}},
	help: {open: opened('help'), says: {lost: /./}},
	palette: {open: [{event: 'palette:opened'}], says: {lost: /./}},
};

const sizes = [
	{columns: 40, rows: 10},
	{columns: 80, rows: 24},
	{columns: 200, rows: 50},
] as const;

/** Every line fits, the header is the first one, and the last one says which keys there are. */
const isWhole = (still: Still, columns: number, glyphs: 'unicode' | 'ascii'): void => {
	const lines = still.lines();
	expect(lines[0]).toMatch(/^maestro-tui /);
	expect(lines[1]).toMatch(/\S/);
	expect(lines.at(-1)).toMatch(/^\S+( or \S+)? \S/);
	for (const line of lines) {
		expect([...line].length).toBeLessThanOrEqual(columns);
	}

	if (glyphs === 'ascii') {
		expect(lines.join('\n').replaceAll(/[–…]/g, '')).toMatch(/^[\u0000-\u007E]*$/);
	}
};

const states: ReadonlyArray<
	readonly [
		state: keyof Case['says'],
		before: readonly ClientEvent[],
		after: (screen: Case) => readonly ClientEvent[] | undefined,
	]
> = [
	['empty', [connected, with_(nothing)], ({empty = []}) => empty],
	['loading', [connected, with_(nothing)], () => []],
	['error', [connected, with_(nothing)], ({failed}) => failed],
	['lost', [connected, with_(something)], () => [lost]],
];

for (const glyphs of ['unicode', 'ascii'] as const) {
	for (const [state, before, after] of states) {
		test(`every screen that is ${state} says so in words, in ${glyphs}`, async () => {
			const still = await openStill({glyphs});
			for (const screen of screenIds) {
				const {open, says, ...answers} = cases[screen];
				const events = after({open, says, ...answers});
				if (events === undefined) {
					continue;
				}

				for (const size of glyphs === 'ascii' ? sizes.slice(-extent(1, 3)) : sizes.slice(0, extent(2, 3))) {
					await still.show(size, ...before, ...open);
					await still.send(...events.map(event => inRound(event, still)));
					isWhole(still, size.columns, glyphs);
					const words = still.lines().slice(1).join(' ').replaceAll(/\s+/g, ' ');
					if (says[state] !== undefined) {
						expect(`${screen} ${size.columns}: ${words}`).toMatch(says[state]);
					}

					if (state === 'lost') {
						expect(still.lines()[0]).toMatch(
							size.columns < 80 ? /lost 5m ago/ : /connection lost, as of \d\d:\d\d, 5m ago/,
						);
					}
				}
			}
		});
	}
}

/** An answer to the time that it was asked for last: each size is another. */
const inRound = (event: ClientEvent, still: Still): ClientEvent => {
	const {timeline, host, modes, fetched: messages} = still.store.get();
	const rounds: Readonly<Record<string, number | undefined>> = {
		'timeline:found': timeline?.round,
		'timeline:failed': timeline?.round,
		'host:failed': host?.round,
		'modes:found': modes?.round,
		'modes:failed': modes?.round,
		'messages:found': messages.thread?.round ?? messages.search?.round ?? messages.hold?.round,
		'messages:failed': messages.thread?.round ?? messages.search?.round ?? messages.hold?.round,
	};
	const round = rounds[event.event];
	return round === undefined
		? event
		: ({...event, data: {...('data' in event ? event.data : {}), round}} as ClientEvent);
};

test('before the first picture a screen says what it waits for, and what is wrong', async () => {
	for (const size of sizes) {
		const still = await openStill();
		await still.show(size, {event: 'connection:starting', data: {text: 'Starting a server…'}});
		expect(still.lines().slice(1).join('\n')).toContain('Starting a server…');
		await still.send({event: 'connection:lost', data: {reason: 'nobody answers', at: longAgo}});
		expect(still.lines().slice(1).join(' ').replaceAll(/\s+/g, ' ')).toMatch(
			/No connection: nobody answers\. Trying again; R tries at once, q quits\./,
		);
		await still.send(connected);
		expect(still.lines().slice(1).join('\n')).toContain('Fetching everything…');
	}
});

test('every screen of a terminal that is too small is one sentence', async () => {
	const still = await openStill();
	for (const screen of screenIds) {
		for (const size of [
			{columns: 39, rows: 24},
			{columns: 80, rows: 9},
		]) {
			await still.show(size, connected, with_(something), ...cases[screen].open);
			expect(still.lines().join(' ').replaceAll(/\s+/g, ' ').trim()).toBe(
				`Make this terminal at least 40 × 10; it is ${size.columns} × ${size.rows}.`,
			);
		}
	}
});
