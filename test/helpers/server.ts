import path from 'node:path';
import {agents} from '../../source/agents/index.js';
import {createDispatcher} from '../../source/dispatch/dispatch.js';
import {modes} from '../../source/dispatch/modes/index.js';
import {createWatch} from '../../source/dispatch/watch.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {MaestroEvent} from '../../source/domain/event.js';
import type {Project} from '../../source/domain/project.js';
import {operatorId, roleOf, type Session} from '../../source/domain/session.js';
import type {Task} from '../../source/domain/task.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {createApp} from '../../source/server/app.js';
import {createDelivery} from '../../source/server/delivery.js';
import {createLinks} from '../../source/server/links.js';
import {raiseWith} from '../../source/server/raise.js';
import {createReplies} from '../../source/server/replies.js';
import {dispatchRoutes} from '../../source/server/routes/dispatch.js';
import {healthRoutes} from '../../source/server/routes/health.js';
import {messageRoutes} from '../../source/server/routes/messages.js';
import {projectRoutes} from '../../source/server/routes/projects.js';
import {serverRoutes} from '../../source/server/routes/server.js';
import {sessionRoutes} from '../../source/server/routes/sessions.js';
import {taskRoutes} from '../../source/server/routes/tasks.js';
import {openSecrets} from '../../source/server/secrets.js';
import {ended, observed} from '../../source/server/session-life.js';
import {createSessions} from '../../source/server/sessions.js';
import type {Collection} from '../../source/server/stores/collection.js';
import {pathsUnder} from '../../source/system/paths.js';
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
	/** In the place of the collection of sessions. */
	readonly collection?: Collection<Session>;
};

export type Answer = {
	readonly status: number;
	// What came is for the test to compare.
	// biome-ignore lint/suspicious/noExplicitAny: an answer of any shape
	readonly body: any;
};

/**
The server without its sockets: everything behind `app.handle`, over collections in memory, the real inbox, and a multiplexer and
doorbells in memory. `time.now` is its clock.
*/
export const openServer = async (given: Given = {}) => {
	const folder = await temporaryFolder();
	const paths = pathsUnder(path.join(folder, 'home'));
	const projects = createMemoryCollection<Project>(given.projects ?? []);
	const tasks = createMemoryCollection<Task>(given.tasks ?? []);
	const kept = given.collection ?? createMemoryCollection<Session>(given.sessions ?? []);
	const bells = createMemoryBells();
	const reports: string[] = [];
	const events: MaestroEvent[] = [];
	const report = (text: string) => {
		reports.push(text);
	};
	const replies = createReplies(id => inbox.firstReply(id));
	const publish = (event: MaestroEvent) => {
		events.push(event);
		replies.notice(event);
	};

	const {inbox, time} = await openInbox({
		folder,
		publish,
		parties: id => (id === operatorId ? operatorId : kept.get(id)),
		raise: raiseWith({bells, report}),
	});
	const clock = () => time.now;
	const random = Math.random;
	const secrets = await openSecrets(paths.operatorSecret);
	const sessions = createSessions({collection: kept, publish, clock, random});
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
	const watch = createWatch({
		multiplexer,
		runs: sessions,
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
		multiplexer,
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

	const links = createLinks({tasks, publish, clock});
	const raised = bells.settled;
	const shared = {projects, tasks, sessions, links, inbox, delivery, raised, publish, clock, random};
	let numbers = 0;
	let stops = 0;
	const app = createApp({
		routes: [
			...healthRoutes({version: '1.2.3', secrets, port: () => 4567, clock}),
			...serverRoutes({
				pid: 4711,
				version: '1.2.3',
				home: paths.home,
				watchers: () => 2,
				stop: () => {
					stops += 1;
				},
				clock,
			}),
			...projectRoutes(shared),
			...taskRoutes({
				...shared,
				nextNumber: async () => {
					numbers += 1;
					return numbers;
				},
			}),
			...sessionRoutes(shared),
			...messageRoutes({inbox, raised, waitForReply: replies.wait}),
			...dispatchRoutes({
				...shared,
				dispatcher,
				modes,
				agents,
				findAgent,
				multiplexer,
				multiplexerSession: 'maestro',
			}),
		],
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
		return {status: response.status, body: text === '' ? undefined : JSON.parse(text)};
	};

	return {
		...{ask, answers, events, reports, time, folder, paths, secrets, bells, fake, stops: () => stops},
		...{projects, tasks, sessions, kept, inbox, delivery, watch, dispatcher},
	};
};

export type OpenServer = Awaited<ReturnType<typeof openServer>>;
