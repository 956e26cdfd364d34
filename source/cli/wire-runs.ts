import type {Agent} from '../agents/agent.js';
import {claude} from '../agents/claude.js';
import {agentsOf} from '../agents/index.js';
import {createAdoption} from '../dispatch/adopt.js';
import {createAgentFinder} from '../dispatch/agent-program.js';
import {createDispatcher} from '../dispatch/dispatch.js';
import {createHeadless} from '../dispatch/headless-runs.js';
import {createModes} from '../dispatch/mode-files/modes.js';
import {watchModes} from '../dispatch/mode-files/watch.js';
import {modes as builtIn} from '../dispatch/modes/index.js';
import {createQuota} from '../dispatch/quota.js';
import {createWatch} from '../dispatch/watch.js';
import {createWorkTrees} from '../dispatch/work-trees.js';
import type {MaestroEvent} from '../domain/event.js';
import type {Session} from '../domain/session.js';
import {createAtEnd} from '../server/at-end.js';
import type {ChangeTask} from '../server/change-task.js';
import {createLanes} from '../server/lanes.js';
import {createLogs} from '../server/logs/logs.js';
import {createOrders} from '../server/orders.js';
import {ended, observed} from '../server/session-life.js';
import type {Sessions} from '../server/sessions.js';
import type {Settings} from '../server/settings.js';
import type {Bells} from '../system/bells.js';
import {clock} from '../system/clock.js';
import {gather} from '../system/gather.js';
import type {Log} from '../system/log.js';
import type {Paths} from '../system/paths.js';
import {run} from '../system/run.js';
import {createMultiplexers} from './drivers.js';
import type {Stores} from './open-stores.js';

const megabyte = 1024 * 1024;

/** Runs that end one after the other are swept after once. */
const sweepAfterMs = 10_000;

type Options = {
	readonly paths: Paths;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** The Node that runs this. */
	readonly node: string;
	readonly settings: Settings;
	readonly stores: Pick<Stores, 'projects' | 'tasks'>;
	readonly sessions: Sessions;
	readonly changeTask: ChangeTask;
	readonly secretFor: (sessionId: string) => string;
	readonly bells: Bells;
	readonly serverUrl: () => string;
	readonly publish: (event: MaestroEvent) => void;
	readonly log: Log;
	readonly random: () => number;
	readonly signal: AbortSignal;
};

/**
All that starts, watches and ends runs, of its real parts.
*/
export const wireRuns = (options: Options) => {
	const {paths, environment, node, settings, stores, sessions, changeTask, publish, log, random, signal} = options;
	const {tasks, projects} = stores;
	const agents = agentsOf(settings);
	const agentOf = ({metadata}: Session): Agent => agents.find(({id}) => id === metadata?.agentTool) ?? claude;

	const multiplexerSession = environment.MAESTRO_MULTIPLEXER_SESSION ?? settings.multiplexerSession ?? 'maestro';
	const multiplexers = createMultiplexers({
		session: multiplexerSession,
		set: environment.MAESTRO_MULTIPLEXER ?? settings.multiplexer,
		environment,
	});
	const headless = createHeadless({paths, node, run, environment, report: log});
	const {minutes, outputMegabytes, keepMegabytes} = settings.runs;
	const quota = createQuota({
		...{paths, headless, clock},
		...{runs: sessions, keepBytes: keepMegabytes * megabyte, report: log},
	});
	const sweepSoon = gather(quota.sweep, {afterMs: sweepAfterMs, signal});
	const atEnd = createAtEnd({multiplexers, changeTask, report: log, clock});
	const watch = createWatch({
		...{multiplexers, headless, paths, clock, ended},
		runs: sessions,
		atEnd: {
			...atEnd,
			async after(session) {
				await atEnd.after(session);
				sweepSoon();
			},
		},
		seen: ({at, detail}) => observed({state: 'needs-input', source: 'window', at, detail}, {isNewTurn: false}),
		began: ({at, detail}) => observed({state: 'working', source: 'process', at, detail}, {isNewTurn: false}),
		silenceOf: session => agentOf(session).silence,
		isSilent: session => agentOf(session).isSilent === true,
		report: log,
	});
	const findAgent = createAgentFinder({run, searchPath: environment.PATH});
	const workTrees = createWorkTrees({...{run, environment, tasks, sessions, changeTask, clock}, inTurn: createLanes()});
	const modes = createModes({
		...{folder: paths.modes, builtIn, agents},
		onLook: watchModes({
			onChange: () => publish({event: 'modes:changed', data: {at: clock()}}),
			report: log,
			signal,
		}),
	});
	return {
		...{agents, agentOf, findAgent, multiplexers, multiplexerSession, headless, watch, workTrees, modes},
		orders: createOrders({
			...{modes, agents, tasks, projects},
			usualAgent: settings.agent,
			directoryOf: workTrees.directoryOf,
			limits: {minutes, outputBytes: outputMegabytes * megabyte},
		}),
		dispatcher: createDispatcher({
			...{multiplexers, headless, findAgent, watch, paths, clock, random},
			...{secretFor: options.secretFor, bells: options.bells, serverUrl: options.serverUrl},
			runs: sessions,
		}),
		adoption: createAdoption({
			...{multiplexers, headless, projects, tasks, agents, run, paths, clock},
			...{runs: sessions, bells: options.bells, report: log},
		}),
		logs: createLogs({sessions, paths}),
		quota,
	};
};
