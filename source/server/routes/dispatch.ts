import type {z} from 'zod';
import type {Agent} from '../../agents/agent.js';
import type {FindAgent} from '../../dispatch/agent-program.js';
import type {Dispatcher} from '../../dispatch/dispatch.js';
import type {Mode, Modes} from '../../dispatch/mode.js';
import {latestRun} from '../../dispatch/runs.js';
import type {WorkTrees} from '../../dispatch/work-trees.js';
import {MaestroError} from '../../domain/errors.js';
import type {Project} from '../../domain/project.js';
import {windowName} from '../../domain/run.js';
import {hasEnded, operatorId} from '../../domain/session.js';
import type {Multiplexers} from '../../multiplexer/multiplexers.js';
import {
	dispatchTask,
	getMultiplexer,
	listAgents,
	listModes,
	previewDispatch,
	runStatus,
	stopRun,
	stopRunByGet,
} from '../../protocol/dispatch.js';
import {refuseMoreAuthority} from '../authority.js';
import type {Links} from '../links.js';
import type {Orders} from '../orders.js';
import {type Asked, param, type Route, route} from '../route.js';
import type {Sessions} from '../sessions.js';
import type {Collection} from '../stores/collection.js';

type Options = {
	readonly dispatcher: Dispatcher;
	readonly modes: Modes;
	readonly agents: readonly Agent[];
	readonly findAgent: FindAgent;
	readonly multiplexers: Pick<Multiplexers, 'choose'>;
	/** The session that windows are opened in. */
	readonly multiplexerSession: string;
	readonly orders: Orders;
	readonly projects: Pick<Collection<Project>, 'get'>;
	readonly workTrees: Pick<WorkTrees, 'of' | 'create' | 'directoryOf' | 'plan'>;
	readonly sessions: Sessions;
	readonly links: Links;
};

export const dispatchRoutes = ({
	dispatcher,
	modes,
	agents,
	findAgent,
	multiplexers,
	multiplexerSession,
	orders,
	projects,
	workTrees,
	sessions,
	links,
}: Options): readonly Route[] => [
	route(listModes, 'anyone', async ({query: {task: taskId, project: projectId}}) => {
		const {modes: found, problems} = await modes.list(folderOf({taskId, projectId}, {orders, projects, workTrees}));
		return {modes: found.map(shownMode), problems: problems.map(problem => ({...problem}))};
	}),
	route(dispatchTask, 'orchestrator', async asked => {
		const {caller, body: {workTree = false} = {}} = asked;
		const {task, project} = orders.subjectOf(param(asked, 'id'));
		const parentSessionId = caller.id === operatorId ? undefined : caller.id;
		if (parentSessionId !== undefined) {
			refuseMoreAuthority(await orders.orderOf(namesIn(asked)));
		}

		if (workTree) {
			await workTrees.create(task, project);
		}

		const order = await orders.orderOf({...namesIn(asked), parentSessionId});
		const {session, isReused} = await dispatcher.dispatch(order);
		await links.add(order.task.id, session.id, {isBegun: true});
		return {
			...{session: session.id, isReused, headless: order.mode.isHeadless},
			window: windowName(order.task.id, order.mode.id),
		};
	}),
	route(previewDispatch, 'anyone', async asked => {
		const order = await orders.orderOf(namesIn(asked));
		const preview = await dispatcher.preview(order);
		const shown = {
			...preview,
			...{command: [...preview.command], headless: order.mode.isHeadless, agent: order.agent.id},
		};
		return asked.body?.workTree === true && workTrees.of(order.task) === undefined
			? {...shown, directory: await workTrees.plan(order.task, order.project), makesWorkTree: true}
			: shown;
	}),
	route(runStatus, 'anyone', asked => {
		const [mode, taskId] = [param(asked, 'mode'), param(asked, 'id')];
		const session = latestRun(sessions, taskId, mode);
		if (session?.run === undefined) {
			throw new MaestroError('run-not-found', `${taskId} was never dispatched in ${mode}`);
		}

		const {isHeadless: headless, startedAt, endedAt, exitCode, signal} = session.run;
		const isLost = session.activity?.state === 'lost' ? {isLost: true} : {};
		return {
			...{running: !hasEnded(session), headless, startedAt, endedAt, exitCode, signal, session: session.id},
			...isLost,
		};
	}),
	...[stopRun, stopRunByGet].map(endpoint =>
		route(endpoint, 'orchestrator', async asked => {
			const {session, isStopped} = await dispatcher.stop(param(asked, 'id'), param(asked, 'mode'), asked.caller.id);
			return {stopped: isStopped, session: session.id};
		}),
	),
	route(getMultiplexer, 'anyone', async () => {
		let name = 'none';
		try {
			const multiplexer = await multiplexers.choose();
			({name} = multiplexer);
			const {version, address} = await multiplexer.find();
			return {name, session: multiplexerSession, version, address};
		} catch (error) {
			return {name, session: multiplexerSession, problem: wordsOf(error)};
		}
	}),
	route(listAgents, 'anyone', async () =>
		Promise.all(
			agents.map(async agent => {
				const {id, label, isHeadlessToo: canRunHeadless} = agent;
				const known = {id, label, canRunHeadless, permissions: [...agent.permissions]};
				try {
					const {version} = await findAgent(agent);
					return {...known, version};
				} catch (error) {
					return {...known, problem: wordsOf(error)};
				}
			}),
		),
	),
];

/** The folder that the modes of a task or a project are looked for in. */
const folderOf = (
	{taskId, projectId}: {readonly taskId: string | undefined; readonly projectId: string | undefined},
	{orders, projects, workTrees}: Pick<Options, 'orders' | 'projects' | 'workTrees'>,
): string | undefined => {
	if (taskId !== undefined) {
		const {task, project} = orders.subjectOf(taskId);
		return workTrees.directoryOf(task, project);
	}

	if (projectId === undefined) {
		return undefined;
	}

	const project = projects.get(projectId);
	if (project === undefined) {
		throw new MaestroError('project-not-found', `There is no project ${projectId}`);
	}

	return project.workingDir;
};

/** What a request says of an order, by its names. */
const namesIn = (asked: Asked<z.output<typeof dispatchTask.body>, unknown>) => {
	const {agent, extras = [], words, permission, multiplexer} = asked.body ?? {};
	return {mode: param(asked, 'mode'), taskId: param(asked, 'id'), agent, extras, words, permission, multiplexer};
};

const shownMode = ({id, label, summary, isHeadless, source, shadows, agent, permission}: Mode) => ({
	...{id, label, summary, isHeadless, source, agent, permission},
	shadows: [...shadows],
});

/** What is missing is the answer here, not its failure. */
const wordsOf = (error: unknown): string => {
	if (error instanceof MaestroError) {
		return error.message;
	}

	throw error;
};
