import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';
import {type WebSocket, WebSocketServer} from 'ws';
import type {AgentChoice, ModeChoice, ModeProblem} from '../../source/client/event.js';
import type {Located} from '../../source/client/feeds/server.js';
import {type RefusalCode, refusals} from '../../source/domain/errors.js';
import type {MaestroEvent} from '../../source/domain/event.js';
import type {Hold, HoldDecision} from '../../source/domain/hold.js';
import {type Message, type MessageMetadata, threadOf} from '../../source/domain/message.js';
import {permissions} from '../../source/domain/permission.js';
import type {Project} from '../../source/domain/project.js';
import {hasEnded, roleOf, type Session, type TimelineEntry} from '../../source/domain/session.js';
import type {Task} from '../../source/domain/task.js';
import type {TeamMember} from '../../source/domain/team-member.js';
import type {Template} from '../../source/domain/template.js';
import type {WorkTree} from '../../source/domain/work-tree.js';
import type {LogDigest} from '../../source/protocol/digests.js';
import type {Doc} from '../../source/protocol/docs.js';
import {capabilities, type Health} from '../../source/protocol/health.js';
import {writeFrame} from '../../source/protocol/live.js';
import type {MessageStats} from '../../source/protocol/messages.js';
import {longAgo, message, mode, project, session, task} from './builders.js';
import type {FakeLog} from './fake-log.js';

export type Given = {
	readonly projects?: readonly Project[];
	readonly tasks?: readonly Task[];
	readonly sessions?: readonly Session[];
	readonly messages?: readonly Message[];
	readonly holds?: readonly Hold[];
	readonly templates?: readonly Template[];
	readonly stats?: MessageStats;
	readonly capabilities?: readonly string[];
	/** The modes of every task, and what is wrong with files of them. */
	readonly modes?: readonly ModeChoice[];
	readonly problems?: readonly ModeProblem[];
	readonly agents?: readonly AgentChoice[];
	/** What the server knows to have happened to sessions, beside what they bring along. */
	readonly happened?: Readonly<Record<string, readonly TimelineEntry[]>>;
	/** What the documents of each session say. */
	readonly docs?: Readonly<Record<string, readonly Doc[]>>;
	readonly members?: readonly TeamMember[];
	/** What was said last in each session. */
	readonly digests?: Readonly<Record<string, LogDigest>>;
	/** What headless runs have printed. */
	readonly logs?: readonly FakeLog[];
};

type Asked = {
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly key: string | undefined;
	readonly body: Readonly<Record<string, unknown>>;
};

class Refusal extends Error {
	readonly code: RefusalCode;

	constructor(code: RefusalCode, text: string) {
		super(text);
		this.code = code;
	}
}

const secret = 'fake-secret';

const usualModes: readonly ModeChoice[] = [
	mode({id: 'interactive', label: 'Interactive', summary: 'Work on it in a window'}),
	mode({id: 'code-review', label: 'Review', summary: 'Review the changes', isHeadless: true}),
];

const usualAgents: readonly AgentChoice[] = [
	{id: 'claude', label: 'Claude Code', version: '2.1.0', canRunHeadless: true, permissions: [...permissions]},
	{id: 'codex', label: 'Codex', version: '0.99.0', canRunHeadless: true, permissions: ['ask', 'edit', 'all']},
	{id: 'opencode', label: 'OpenCode', version: '1.0.0', canRunHeadless: false, permissions: []},
	{id: 'gemini', label: 'Gemini CLI', problem: 'gemini is not in PATH', canRunHeadless: true, permissions: []},
];

const eventOf = {
	pending: 'message:created',
	delivered: 'message:delivered',
	read: 'message:read',
	failed: 'message:failed',
	expired: 'message:expired',
	unknown: 'message:created',
	typed: 'message:created',
} as const;

const keyed = <Item extends {readonly id: string}>(items: readonly Item[]) =>
	new Map(items.map(item => [item.id, item]));

/**
A server in memory on a real socket: it answers what the screen asks, tells of every change, and can be made to fail.
*/
export const startFakeServer = async (given: Given = {}) => {
	const data = {
		projects: keyed(given.projects ?? []),
		tasks: keyed(given.tasks ?? []),
		sessions: keyed(given.sessions ?? []),
		messages: keyed(given.messages ?? []),
		holds: keyed(given.holds ?? []),
		members: keyed(given.members ?? []),
		docs: new Map(Object.entries(given.docs ?? {})),
		digests: new Map(Object.entries(given.digests ?? {})),
	};
	const dispatching: {modes: readonly ModeChoice[]; problems: readonly ModeProblem[]; plans: 'now' | 'later'} = {
		modes: given.modes ?? usualModes,
		problems: given.problems ?? [],
		plans: 'now',
	};
	const waiting: Array<() => void> = [];
	const asked: Asked[] = [];
	const answered = new Map<string, unknown>();
	let sockets = new Set<WebSocket>();
	/** What was said over the event channel. */
	const heard: string[] = [];
	/** Those that follow a log. */
	const viewers = new Set<WebSocket>();
	let lostAnswers = 0;
	const refused: Array<{
		readonly method: string;
		readonly path: string;
		readonly code: RefusalCode;
		readonly text: string;
	}> = [];
	let number = 100;

	const emit = (event: MaestroEvent): void => say(writeFrame(event, longAgo));
	const say = (frame: string): void => {
		for (const socket of sockets) {
			socket.send(frame);
		}
	};

	const put = {
		project(item: Project) {
			const event = data.projects.has(item.id) ? 'project:updated' : 'project:created';
			data.projects.set(item.id, item);
			emit({event, data: item});
			return item;
		},
		task(item: Task) {
			const event = data.tasks.has(item.id) ? 'task:updated' : 'task:created';
			data.tasks.set(item.id, item);
			emit({event, data: item});
			return item;
		},
		session(item: Session) {
			const event = data.sessions.has(item.id) ? 'session:updated' : 'session:created';
			data.sessions.set(item.id, item);
			emit({event, data: item});
			return item;
		},
		message(item: Message) {
			const event = data.messages.has(item.id) ? eventOf[item.status] : 'message:created';
			data.messages.set(item.id, item);
			emit({event, data: item});
			return item;
		},
		member(item: TeamMember) {
			data.members.set(item.id, item);
			emit({event: 'team_member:updated', data: item});
			return item;
		},
		/** The documents of a session say something else; nobody is told. */
		docs(sessionId: string, docs: readonly Doc[]) {
			data.docs.set(sessionId, docs);
		},
		digest(found: LogDigest) {
			data.digests.set(found.sessionId, found);
		},
		hold(item: Hold) {
			const event = item.decision === undefined ? 'hold:opened' : 'hold:decided';
			data.holds.set(item.id, item);
			emit({event, data: item});
			return item;
		},
	};

	const search = ({text = '', from, to, party, threadId, status, before, limit = '100'}: Asked['query']) => {
		const all = [...data.messages.values()]
			.sort((a, b) => a.order - b.order)
			.filter(
				item =>
					text.split(' ').every(word => item.message.toLowerCase().includes(word.toLowerCase())) &&
					(from === undefined || item.from === from) &&
					(to === undefined || item.to === to) &&
					(party === undefined || [item.from, item.to].includes(party)) &&
					(threadId === undefined || threadOf(item) === threadId) &&
					(status === undefined || item.status === status) &&
					(before === undefined || item.order < Number(before)),
			);
		return {messages: all.slice(-Number(limit)), hasMore: all.length > Number(limit)};
	};

	const find = <Item>(items: ReadonlyMap<string, Item>, id: string, code: RefusalCode): Item => {
		const item = items.get(id);
		if (item === undefined) {
			throw new Refusal(code, `${id} is not there`);
		}

		return item;
	};

	const next = (): number => {
		number += 1;
		return number;
	};

	/** What the first request with a key was answered, for all that follow it. */
	const once = (key: string | undefined, answer: () => unknown): unknown => {
		const known = key === undefined ? undefined : answered.get(key);
		const result = known ?? answer();
		answered.set(key ?? `no key ${next()}`, result);
		return result;
	};

	const broadcast = ({body}: Asked): unknown => {
		const all = [...data.sessions.values()].filter(session => !hasEnded(session));
		const to = (body.to as readonly string[]).flatMap(selector =>
			selector.includes(':')
				? all
						.filter(one => selector === `role:${roleOf(one)}` || selector === `project:${one.projectId}`)
						.map(({id}) => id)
				: [selector],
		);
		return {broadcastId: `b-${next()}`, messages: [...new Set(to)].map(id => accept(id, body))};
	};

	const accept = (to: string, body: Asked['body']): Message => {
		const receiver = find(data.sessions, to, 'session-not-found');
		if (hasEnded(receiver) && body.queue !== true) {
			throw new Refusal('session-ended', `The session ${to} has ended`);
		}

		const order = next();
		const sent = message({
			id: `m-${order}`,
			order,
			from: 'operator',
			to,
			message: String(body.message),
			...(body.metadata === undefined ? {} : {metadata: body.metadata as MessageMetadata}),
		});
		const {replyTo} = sent.metadata ?? {};
		const answeredThread =
			replyTo === undefined ? undefined : (data.messages.get(replyTo)?.metadata?.threadId ?? replyTo);
		const whole =
			answeredThread === undefined ? sent : {...sent, metadata: {...sent.metadata, threadId: answeredThread}};
		return put.message(whole);
	};

	const agentFor = ({agent}: Asked['body'], modeId: string): string =>
		String(agent ?? dispatching.modes.find(({id}) => id === modeId)?.agent ?? 'claude');

	const preview = ({body}: Asked, modeId: string, taskId: string): unknown => {
		const found = find(data.tasks, taskId, 'task-not-found');
		const isHeadless = dispatching.modes.find(({id}) => id === modeId)?.isHeadless ?? false;
		const agent = agentFor(body, modeId);
		const {permission, extras = [], words} = body;
		return {
			command: [
				agent,
				...(permission === undefined ? [] : ['--permission', permission]),
				...(extras as readonly string[]),
				`Work on ${found.id}: ${found.title}${words === undefined ? '' : `. ${words}`}`,
			],
			directory: body.workTree === true ? '/srv/demo.worktrees/T-1' : (found.workTree?.path ?? '/srv/demo'),
			window: `${taskId}-${modeId}`,
			headless: isHeadless,
			agent,
			...(body.workTree === true ? {makesWorkTree: true} : {}),
			problem: (given.agents ?? usualAgents).find(({id}) => id === agent)?.problem,
		};
	};

	const workTreeFor = (taskId: string): WorkTree => ({
		path: `/srv/demo.worktrees/${taskId}`,
		branch: `maestro/${taskId}`,
		base: 'main',
		baseCommit: 'c0ffee',
		createdAt: longAgo,
	});

	const dispatch = ({body}: Asked, mode: string, taskId: string): unknown => {
		const subject = find(data.tasks, taskId, 'task-not-found');
		const isHeadless = dispatching.modes.find(({id}) => id === mode)?.isHeadless ?? false;
		const id = `s-${next()}`;
		if (body.workTree === true) {
			put.task({...subject, workTree: workTreeFor(taskId)});
		}

		put.session(
			session({
				id,
				name: `${taskId}-${mode}`,
				taskIds: [taskId],
				run: {
					...{id: `r-${id}`, taskId, mode, agent: agentFor(body, mode), isHeadless, startedAt: longAgo},
					extras: (body.extras ?? []) as readonly string[],
				},
				activity: {state: 'working', source: 'hook SessionStart', at: longAgo},
			}),
		);
		return {session: id, window: `${taskId}-${mode}`, headless: isHeadless, isReused: false};
	};

	const logOf = (id: string): FakeLog => {
		const log = given.logs?.find(({runId}) => runId === id);
		if (log === undefined) {
			throw new Refusal('log-not-found', `${id} has no log`);
		}

		return log;
	};

	type Handler = (asked: Asked, ids: readonly string[]) => unknown;
	const routes: ReadonlyArray<readonly [string, RegExp, Handler]> = [
		['GET', /^\/api\/projects$/, () => [...data.projects.values()]],
		['GET', /^\/api\/tasks$/, () => [...data.tasks.values()]],
		['GET', /^\/api\/sessions$/, () => [...data.sessions.values()]],
		['GET', /^\/api\/modes$/, () => ({modes: dispatching.modes, problems: dispatching.problems})],
		['GET', /^\/api\/runs\/([^/]+)\/log$/, (_, [id = '']) => logOf(id).facts()],
		['GET', /^\/api\/runs\/([^/]+)\/log\/part$/, ({query}, [id = '']) => logOf(id).part(query)],
		['GET', /^\/api\/runs\/([^/]+)\/log\/find$/, ({query}, [id = '']) => logOf(id).find(query)],
		[
			'GET',
			/^\/api\/multiplexer$/,
			() => ({name: 'tmux', version: '3.3a', address: '/tmp/tmux-1/default', session: 'maestro'}),
		],
		['GET', /^\/health$/, () => ({status: 'ok', timestamp: longAgo + 5 * 60_000, uptime: 3600})],
		[
			'GET',
			/^\/api\/server$/,
			() => ({pid: 4321, version: '0.0.0', home: '/home/me/.maestro', startedAt: longAgo, watchers: sockets.size}),
		],
		[
			'GET',
			/^\/api\/sessions\/([^/]+)\/timeline$/,
			(_, [id = '']) => [...find(data.sessions, id, 'session-not-found').timeline, ...(given.happened?.[id] ?? [])],
		],
		['GET', /^\/api\/sessions\/([^/]+)\/docs$/, (_, [id = '']) => data.docs.get(id) ?? []],
		[
			'GET',
			/^\/api\/sessions\/([^/]+)\/log-digest$/,
			(_, [id = '']) =>
				data.digests.get(id) ?? {sessionId: id, entries: [], stuck: null, lastActivityTimestamp: longAgo},
		],
		[
			'DELETE',
			/^\/api\/sessions\/([^/]+)$/,
			(_, [id = '']) => {
				find(data.sessions, id, 'session-not-found');
				data.sessions.delete(id);
				emit({event: 'session:deleted', data: {id}});
				return {success: true, id};
			},
		],
		[
			'GET',
			/^\/api\/team-members$/,
			({query}) =>
				[...data.members.values()].filter(
					({projectId, scope}) => query.projectId === undefined || scope === 'global' || projectId === query.projectId,
				),
		],
		[
			'PATCH',
			/^\/api\/team-members\/([^/]+)$/,
			({body: {projectId: _, ...words}}, [id = '']) => put.member({...find(data.members, id, 'not-found'), ...words}),
		],
		[
			'POST',
			/^\/api\/team-members\/([^/]+)\/(archive|unarchive)$/,
			(_, [id = '', what]) => {
				put.member({...find(data.members, id, 'not-found'), status: what === 'archive' ? 'archived' : 'active'});
				return {success: true};
			},
		],
		['GET', /^\/api\/agents$/, () => given.agents ?? usualAgents],
		[
			'GET',
			/^\/api\/sessions\/([^/]+)\/messages$/,
			({query}, [id = '']) =>
				[...data.messages.values()].filter(
					({from, to}) => [from, to].includes(id) && (query.with === undefined || [from, to].includes(query.with)),
				),
		],
		['GET', /^\/api\/messages$/, ({query}) => search(query)],
		[
			'GET',
			/^\/api\/messages\/export$/,
			({query}) => {
				const {messages} = search({...query, limit: '100000'});
				const text =
					query.format === 'json'
						? JSON.stringify(messages)
						: messages.map(({from, to, message: words}) => `## ${from} to ${to}\n\n${words}`).join('\n\n');
				return {format: query.format, count: messages.length, text};
			},
		],
		['GET', /^\/api\/messages\/stats$/, () => given.stats],
		['GET', /^\/api\/messages\/([^/]+)$/, (_, [id = '']) => ({...find(data.messages, id, 'message-not-found')})],
		['GET', /^\/api\/holds$/, () => [...data.holds.values()]],
		['GET', /^\/api\/templates$/, () => given.templates ?? []],
		['POST', /^\/api\/messages$/, request => once(request.key, () => broadcast(request))],
		[
			'POST',
			/^\/api\/holds\/([^/]+)$/,
			({body}, [id = '']) =>
				put.hold({
					...find(data.holds, id, 'hold-not-found'),
					decision: body.decision as HoldDecision,
					decidedAt: longAgo,
				}),
		],
		[
			'DELETE',
			/^\/api\/messages\/([^/]+)$/,
			(_, [id = '']) => {
				const {from, to} = find(data.messages, id, 'message-not-found');
				data.messages.delete(id);
				emit({event: 'message:deleted', data: {id, from, to}});
				return {success: true, id};
			},
		],
		['POST', /^\/api\/projects$/, ({body}) => put.project(project({...body, id: `p-${next()}`}))],
		[
			'POST',
			/^\/api\/tasks$/,
			({body: {projectId, title, parentId}}) =>
				put.task(task({id: `T-${next()}`, projectId, title, parentId: parentId ?? null} as Task)),
		],
		[
			'PATCH',
			/^\/api\/tasks\/([^/]+)$/,
			({body}, [id = '']) => put.task({...find(data.tasks, id, 'task-not-found'), ...body}),
		],
		['GET', /^\/api\/sessions\/([^/]+)$/, (_, [id = '']) => find(data.sessions, id, 'session-not-found')],
		[
			'PATCH',
			/^\/api\/sessions\/([^/]+)$/,
			({body}, [id = '']) => put.session({...find(data.sessions, id, 'session-not-found'), ...body}),
		],
		[
			'PUT',
			/^\/api\/sessions\/([^/]+)\/name$/,
			({body}, [id = '']) => put.session({...find(data.sessions, id, 'session-not-found'), name: String(body.name)}),
		],
		[
			'PUT',
			/^\/api\/projects\/([^/]+)$/,
			({body}, [id = '']) => put.project({...find(data.projects, id, 'project-not-found'), ...body}),
		],
		[
			'DELETE',
			/^\/api\/projects\/([^/]+)$/,
			(_, [id = '']) => {
				data.projects.delete(id);
				emit({event: 'project:deleted', data: {id}});
				return {success: true, id};
			},
		],
		[
			'DELETE',
			/^\/api\/tasks\/([^/]+)$/,
			(_, [id = '']) => {
				data.tasks.delete(id);
				emit({event: 'task:deleted', data: {id}});
				return {success: true, id};
			},
		],
		[
			'POST',
			/^\/api\/sessions\/([^/]+)\/messages$/,
			(request, [id = '']) => once(request.key, () => accept(id, request.body)),
		],
		[
			'PATCH',
			/^\/api\/messages\/([^/]+)$/,
			(_, [id = '']) => put.message({...find(data.messages, id, 'message-not-found'), status: 'read', readAt: longAgo}),
		],
		[
			'POST',
			/^\/api\/dispatch\/([^/]+)\/([^/]+)\/preview$/,
			async (request, [mode = '', id = '']) => {
				const plan = preview(request, mode, id);
				if (dispatching.plans === 'later') {
					await new Promise<void>(resolve => waiting.push(resolve));
				}

				return plan;
			},
		],
		['POST', /^\/dispatch\/([^/]+)\/([^/]+)$/, (request, [mode = '', id = '']) => dispatch(request, mode, id)],
		[
			'POST',
			/^\/api\/sessions\/([^/]+)\/resume$/,
			(_, [id = '']) =>
				put.session({...find(data.sessions, id, 'session-not-found'), status: 'working', completedAt: null}),
		],
		[
			'POST',
			/^\/api\/tasks\/([^/]+)\/work-tree$/,
			(_, [id = '']) => {
				const workTree = workTreeFor(id);
				put.task({...find(data.tasks, id, 'task-not-found'), workTree});
				return {workTree, taskId: id, isThere: true, changes: [], ahead: 0, sessions: []};
			},
		],
		[
			'DELETE',
			/^\/api\/tasks\/([^/]+)\/work-tree$/,
			(_, [id = '']) => {
				const {workTree, ...rest} = find(data.tasks, id, 'task-not-found');
				if (workTree === undefined || workTree.branch === 'dirty') {
					throw new Refusal('work-tree-dirty', `Not everything is committed in ${workTree?.path}: M door.ts`);
				}

				put.task(rest);
				return {path: workTree.path, branch: workTree.branch, isBranchKept: false};
			},
		],
		[
			'POST',
			/^\/stop\/([^/]+)\/([^/]+)$/,
			(_, [mode, id]) => {
				const found = [...data.sessions.values()].find(
					one => one.run?.mode === mode && one.run?.taskId === id && !hasEnded(one),
				);
				put.session({
					...find(data.sessions, found?.id ?? '', 'run-not-found'),
					status: 'stopped',
					completedAt: longAgo,
				});
				return {stopped: true, session: found?.id};
			},
		],
	];

	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const one = await readRequest(request);
		asked.push(one);
		try {
			if (request.headers.authorization !== `Bearer ${secret}`) {
				throw new Refusal('unauthorized', 'No secret, no answer');
			}

			const refusal = refused.find(({method, path}) => method === one.method && path === one.path);
			if (refusal !== undefined) {
				throw new Refusal(refusal.code, refusal.text);
			}

			for (const [method, pattern, handle] of routes) {
				const match = pattern.exec(one.path);
				if (match !== null && method === one.method) {
					const result = await handle(one, match.slice(1));
					if (one.method === 'POST' && lostAnswers > 0) {
						lostAnswers -= 1;
						request.socket.destroy();
						return;
					}

					response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(result));
					return;
				}
			}

			throw new Refusal('not-found', `${one.method} ${one.path} is not there`);
		} catch (error) {
			if (!(error instanceof Refusal)) {
				throw error;
			}

			const {status} = refusals[error.code];
			response.writeHead(status, {'content-type': 'application/json'});
			response.end(JSON.stringify({error: true, message: error.message, reason: error.code}));
		}
	};

	const open = async () => {
		const http = createServer((request, response) => void answer(request, response));
		const live = new WebSocketServer({noServer: true});
		http.on('upgrade', (request, socket, head) => {
			const {pathname, searchParams} = new URL(request.url ?? '/', 'http://fake');
			live.handleUpgrade(request, socket, head, opened => {
				const all = pathname === '/ws' ? sockets : viewers;
				all.add(opened);
				opened.on('close', () => all.delete(opened));
				opened.on('message', text => heard.push(String(text)));
				if (all === viewers) {
					logOf(searchParams.get('run') ?? '').follow(opened, Number(searchParams.get('since')));
				}
			});
		});
		await new Promise<void>(resolve => {
			http.listen(0, '127.0.0.1', resolve);
		});
		return {http, live, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`};
	};

	let current: Awaited<ReturnType<typeof open>> | undefined = await open();

	const stop = async (): Promise<void> => {
		const stopped = current;
		current = undefined;
		drop();
		stopped?.live.close();
		stopped?.http.closeAllConnections();
		await new Promise<void>(resolve => {
			stopped === undefined ? resolve() : stopped.http.close(() => resolve());
		});
	};

	const drop = (): void => {
		for (const socket of [...sockets, ...viewers]) {
			socket.terminate();
		}

		sockets = new Set();
	};

	onTestFinished(stop);

	return {
		data,
		put,
		emit,
		/** Every request, in order. */
		asked,
		/** Other modes, and other problems, of which everyone is told. */
		changeModes(modes: readonly ModeChoice[], problems: readonly ModeProblem[] = []) {
			Object.assign(dispatching, {modes, problems});
			emit({event: 'modes:changed', data: {at: longAgo}});
		},
		/** What a dispatch would run is answered only when `answerPlans` is called. */
		holdPlans() {
			dispatching.plans = 'later';
		},
		answerPlans() {
			dispatching.plans = 'now';
			for (const answerOne of waiting.splice(0)) {
				answerOne();
			}
		},
		/** Sends a frame as it is. */
		say,
		/** Cuts the live connections; the server stays. */
		drop,
		stop,
		/** Comes back, on another port. */
		async start() {
			current = await open();
		},
		/** The next answers to a POST are lost on the way, after what was asked for was done. */
		loseAnswers(count: number) {
			lostAnswers = count;
		},
		/** A request is refused from now on. */
		refuse(one: (typeof refused)[number]) {
			refused.push(one);
		},
		/** Stops reading what is sent over the live connections, pings too. */
		freeze() {
			for (const socket of sockets) {
				socket.pause();
			}
		},
		heard,
		watchers: () => sockets.size,
		viewers: () => viewers.size,
		async locate(): Promise<Located> {
			const health: Health = {
				status: 'ok',
				timestamp: longAgo,
				uptime: 1,
				name: 'maestro-tui',
				version: '0.0.0',
				capabilities: [...(given.capabilities ?? capabilities)],
			};
			return {kind: 'ours', url: current?.url ?? 'http://127.0.0.1:1', secret, health};
		},
	};
};

export type FakeServer = Awaited<ReturnType<typeof startFakeServer>>;

const readRequest = async (request: IncomingMessage): Promise<Asked> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) {
		chunks.push(chunk);
	}

	const url = new URL(request.url ?? '/', 'http://fake');
	const text = Buffer.concat(chunks).toString();
	const key = request.headers['idempotency-key'];
	return {
		method: request.method ?? '',
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		key: typeof key === 'string' ? key : undefined,
		body: text === '' ? {} : JSON.parse(text),
	};
};
