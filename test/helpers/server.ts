import path from 'node:path';
import {agents} from '../../source/agents/index.js';
import {openStores} from '../../source/cli/open-stores.js';
import {wireLate} from '../../source/cli/wire-late.js';
import {wireWork} from '../../source/cli/wire-work.js';
import {createDispatcher} from '../../source/dispatch/dispatch.js';
import {createModes} from '../../source/dispatch/mode-files/modes.js';
import {modes as builtIn} from '../../source/dispatch/modes/index.js';
import {createWatch} from '../../source/dispatch/watch.js';
import {createWorkTrees} from '../../source/dispatch/work-trees.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {MaestroEvent} from '../../source/domain/event.js';
import type {Project} from '../../source/domain/project.js';
import {operatorId, roleOf, type Session} from '../../source/domain/session.js';
import type {Task} from '../../source/domain/task.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import type {Multiplexers} from '../../source/multiplexer/multiplexers.js';
import {createApp} from '../../source/server/app.js';
import {createAtEnd} from '../../source/server/at-end.js';
import {createTaskChange} from '../../source/server/change-task.js';
import {createClients} from '../../source/server/clients.js';
import {withCommonDoorbell} from '../../source/server/common-doorbell.js';
import {createDelivery} from '../../source/server/delivery.js';
import type {InboxParts} from '../../source/server/inbox.js';
import {createLanes} from '../../source/server/lanes.js';
import {createLinks} from '../../source/server/links.js';
import {createLogs} from '../../source/server/logs/logs.js';
import {createOrders} from '../../source/server/orders.js';
import {raiseWith} from '../../source/server/raise.js';
import {createReplies} from '../../source/server/replies.js';
import {createRoutes} from '../../source/server/routes/index.js';
import {openSecrets} from '../../source/server/secrets.js';
import {ended, observed} from '../../source/server/session-life.js';
import {createSessions} from '../../source/server/sessions.js';
import type {Collection} from '../../source/server/stores/collection.js';
import {listTemplates} from '../../source/server/templates/index.js';
import {openBytes} from '../../source/system/byte-file.js';
import {createClientNotes} from '../../source/system/client-notes.js';
import {pathsUnder} from '../../source/system/paths.js';
import {run} from '../../source/system/run.js';
import {createFakeHeadless} from './fake-headless.js';
import {createFakeMultiplexer} from './fake-multiplexer.js';
import {openInbox} from './inbox.js';
import {createMemoryBells} from './memory-bells.js';
import {createMemoryCollection} from './memory-collection.js';
import {temporaryFolder} from './temporary.js';

type Given = {
	readonly projects?: readonly Project[];
	readonly tasks?: readonly Task[];
	readonly sessions?: readonly Session[];
	readonly multiplexer?: Multiplexer;
	/** The agent's program is not there. */
	readonly isAgentMissing?: boolean;
	/** Where data lies that is read from its files; in memory, and none, unless given. */
	readonly home?: string;
	/** How many watch the event channel; two unless given. */
	readonly watchers?: number;
	/** In the place of the collection of sessions. */
	readonly collection?: Collection<Session>;
	/** How often a session may write; as often as it likes unless given. */
	readonly limits?: InboxParts['limits'];
};

export type Answer = {
	readonly status: number;
	// What came is for the test to compare.
	// biome-ignore lint/suspicious/noExplicitAny: an answer of any shape
	readonly body: any;
	/** Seconds, as the header says it. */
	readonly retryAfter?: string | undefined;
};

/**
The server without its sockets: everything behind `app.handle`, over collections in memory, the real inbox, and a multiplexer and
doorbells in memory. `time.now` is its clock.
*/
export const openServer = async (given: Given = {}) => {
	const folder = await temporaryFolder();
	const paths = pathsUnder(given.home ?? path.join(folder, 'home'));
	const reports: string[] = [];
	const disk = given.home === undefined ? undefined : await openStores({paths, log: text => reports.push(text)});
	const projects = disk?.projects ?? createMemoryCollection<Project>(given.projects ?? []);
	const tasks = disk?.tasks ?? createMemoryCollection<Task>(given.tasks ?? []);
	const kept = disk?.sessions ?? given.collection ?? createMemoryCollection<Session>(given.sessions ?? []);
	const rawBells = createMemoryBells();
	const bells = withCommonDoorbell(rawBells, id => clients.isAdopted(id));
	/** The processes of clients that run, each with when it was born. */
	const processes = new Map<number, string>();
	const events: MaestroEvent[] = [];
	const report = (text: string) => {
		reports.push(text);
	};
	const replies = createReplies(id => inbox.firstReply(id));
	const publish = (event: MaestroEvent) => {
		events.push(event);
		replies.notice(event);
	};

	const parties = (id: string) => (id === operatorId ? operatorId : kept.get(id));
	const {inbox, time} = await openInbox({
		folder,
		publish,
		parties,
		sessions: kept.all,
		raise: raiseWith({bells, report}),
		...(given.limits === undefined ? {} : {limits: given.limits}),
	});
	const clock = () => time.now;
	const random = Math.random;
	const secrets = await openSecrets(paths.operatorSecret);
	const changeTask = createTaskChange({tasks, publish, clock});
	const links = createLinks({tasks, changeTask, publish, clock});
	const sessions = createSessions({
		...{collection: kept, publish, clock, random},
		machine: {hostname: 'workstation', platform: 'linux'},
		onEnd: links.settle,
	});
	const clients = createClients({
		notes: createClientNotes(paths),
		sessions,
		birthOf: async pid => processes.get(pid),
		report,
		clock,
	});
	await clients.open();
	let nonces = 0;
	const delivery = createDelivery({
		inbox,
		sessions,
		agentOf: () => agents[0] as (typeof agents)[number],
		bells,
		clock,
		nonce() {
			nonces += 1;
			return `nonce${nonces}`;
		},
	});

	const fake = createFakeMultiplexer({clock});
	const multiplexer = given.multiplexer ?? fake;
	const multiplexers: Multiplexers = {choose: async () => multiplexer, at: () => multiplexer};
	const headless = createFakeHeadless(clock);
	const watch = createWatch({
		...{multiplexers, headless, paths},
		runs: sessions,
		atEnd: createAtEnd({multiplexers, changeTask, report, clock}),
		began: ({at, detail}) => observed({state: 'working', source: 'process', at, detail}, {isNewTurn: false}),
		ended,
		seen: ({at, detail}) => observed({state: 'needs-input', source: 'window', at, detail}, {isNewTurn: false}),
		report,
		clock,
	});
	const findAgent = async () => {
		if (given.isAgentMissing === true) {
			throw new MaestroError('agent-missing', 'Claude Code is not installed');
		}

		return {path: '/usr/bin/claude', version: '2.1.329'};
	};
	const dispatcher = createDispatcher({
		...{multiplexers, headless},
		findAgent,
		runs: sessions,
		secretFor: secrets.forSession,
		bells,
		watch,
		serverUrl: () => 'http://127.0.0.1:4567',
		paths,
		clock,
		random,
	});

	const raised = bells.settled;
	const modes = createModes({folder: paths.modes, builtIn, agents});
	const workTrees = createWorkTrees({
		...{run, tasks, sessions, changeTask, clock},
		environment: process.env,
		inTurn: createLanes(),
	});
	const orders = createOrders({
		...{modes, agents, tasks, projects},
		directoryOf: workTrees.directoryOf,
		limits: {minutes: 0, outputBytes: 0},
	});
	const sightingOf = (id: string) => clients.sightingOf(id) ?? watch.sightingOf(id);
	let numbers = 0;
	const nextTaskNumber = async () => {
		numbers += 1;
		return numbers;
	};

	const stores = {projects, tasks, sessions: kept, nextTaskNumber};
	const known = {paths, projects, tasks, sessions, links, publish, clock, random, orders, dispatcher, workTrees};
	const work = wireWork({...known, stores, changeTask});
	let stops = 0;
	const app = createApp({
		routes: createRoutes({
			...{projects, tasks, sessions, links, inbox, delivery, clients, parties, raised, publish, clock, random},
			...{orders, sightingOf, dispatcher, modes, agents, findAgent, multiplexers, secrets, workTrees},
			...work,
			...{logs: createLogs({sessions, paths}), headless, openBytes},
			...{pid: 4711, version: '1.2.3', home: paths.home, multiplexerSession: 'maestro'},
			watchers: () => given.watchers ?? 2,
			stop: () => {
				stops += 1;
			},
			port: () => 4567,
			waitForReply: replies.wait,
			templates: async () => listTemplates(paths.templates),
		}),
		lateRoutes: async () => wireLate({...known, ...work, inbox, report, homeFolder: path.join(folder, 'user')}),
		secrets,
		roleOf(id) {
			const session = kept.get(id);
			return session === undefined ? undefined : roleOf(session);
		},
		log: (text, error) => report(`${text} ${String(error)}`),
	});

	/** Every answer that was given, as text. */
	const answers: string[] = [];
	const ask = async (
		method: string,
		url: string,
		body?: unknown,
		{as = operatorId, headers = {}}: {readonly as?: string; readonly headers?: Readonly<Record<string, string>>} = {},
	): Promise<Answer> => {
		const secret = as === operatorId ? secrets.operator : secrets.forSession(as);
		const response = await app.handle(
			new Request(`http://127.0.0.1:4567${url}`, {
				method,
				headers: {host: '127.0.0.1:4567', authorization: `Bearer ${secret}`, ...headers},
				...(body === undefined ? {} : {body: typeof body === 'string' ? body : JSON.stringify(body)}),
			}),
		);
		const text = await response.text();
		answers.push(text);
		const retryAfter = response.headers.get('retry-after') ?? undefined;
		return {status: response.status, body: text === '' ? undefined : JSON.parse(text), retryAfter};
	};

	return {
		...{
			ask,
			answers,
			events,
			reports,
			time,
			folder,
			paths,
			secrets,
			bells: rawBells,
			processes,
			clients,
			fake,
			stops: () => stops,
		},
		...{projects, tasks, sessions, kept, inbox, delivery, watch, dispatcher, headless, orders},
	};
};

export type OpenServer = Awaited<ReturnType<typeof openServer>>;
