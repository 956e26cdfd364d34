import type {Agent} from '../../agents/agent.js';
import type {FindAgent} from '../../dispatch/agent-program.js';
import type {Dispatcher, Order} from '../../dispatch/dispatch.js';
import type {Mode} from '../../dispatch/mode.js';
import {latestRun} from '../../dispatch/runs.js';
import {MaestroError} from '../../domain/errors.js';
import type {Project} from '../../domain/project.js';
import {windowName} from '../../domain/run.js';
import {hasEnded} from '../../domain/session.js';
import type {Task} from '../../domain/task.js';
import type {Multiplexer} from '../../multiplexer/multiplexer.js';
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
import type {Links} from '../links.js';
import {param, type Route, route} from '../route.js';
import type {Sessions} from '../sessions.js';
import type {Collection} from '../stores/collection.js';

type Options = {
	readonly dispatcher: Dispatcher;
	readonly modes: readonly Mode[];
	readonly agents: readonly Agent[];
	readonly findAgent: FindAgent;
	readonly multiplexer: Multiplexer;
	/** The session that windows are opened in. */
	readonly multiplexerSession: string;
	readonly tasks: Collection<Task>;
	readonly projects: Collection<Project>;
	readonly sessions: Sessions;
	readonly links: Links;
};

export const dispatchRoutes = ({
	dispatcher,
	modes,
	agents,
	findAgent,
	multiplexer,
	multiplexerSession,
	tasks,
	projects,
	sessions,
	links,
}: Options): readonly Route[] => {
	const orderOf = (modeId: string, taskId: string, agentId: string | undefined, extras: readonly string[]): Order => {
		const agent = agentId === undefined ? agents[0] : agents.find(({id}) => id === agentId);
		if (agent === undefined) {
			throw new MaestroError(
				'malformed',
				`There is no agent ${agentId}; there are: ${agents.map(({id}) => id).join(', ')}`,
			);
		}

		const mode = modes.find(({id}) => id === modeId);
		if (mode === undefined) {
			throw new MaestroError(
				'mode-not-found',
				`There is no mode ${modeId}; there are: ${modes.map(({id}) => id).join(', ')}`,
			);
		}

		const task = tasks.get(taskId);
		if (task === undefined) {
			throw new MaestroError('task-not-found', `There is no task ${taskId}; maestro task list shows those there are`);
		}

		const project = projects.get(task.projectId);
		if (project === undefined) {
			throw new MaestroError('project-not-found', `The project of ${taskId} is gone: ${task.projectId}`);
		}

		return {mode, agent, task, project, extras};
	};

	return [
		route(listModes, 'anyone', () =>
			modes.map(({id, label, summary, isHeadless, source}) => ({id, label, summary, isHeadless, source})),
		),
		route(dispatchTask, 'orchestrator', async asked => {
			const order = orderOf(param(asked, 'mode'), param(asked, 'id'), asked.body?.agent, asked.body?.extras ?? []);
			const {session, isReused} = await dispatcher.dispatch(order);
			await links.add(order.task.id, session.id, {isBegun: true});
			return {session: session.id, window: windowName(order.task.id, order.mode.id), isReused};
		}),
		route(previewDispatch, 'anyone', async asked => {
			const preview = await dispatcher.preview(
				orderOf(param(asked, 'mode'), param(asked, 'id'), asked.query.agent, []),
			);
			return {...preview, command: [...preview.command]};
		}),
		route(runStatus, 'anyone', asked => {
			const [mode, taskId] = [param(asked, 'mode'), param(asked, 'id')];
			const session = latestRun(sessions, taskId, mode);
			if (session?.run === undefined) {
				throw new MaestroError('run-not-found', `${taskId} was never dispatched in ${mode}`);
			}

			const {isHeadless: headless, startedAt, exitCode, signal} = session.run;
			return {running: !hasEnded(session), headless, startedAt, exitCode, signal, session: session.id};
		}),
		...[stopRun, stopRunByGet].map(endpoint =>
			route(endpoint, 'orchestrator', async asked => {
				const {session, isStopped} = await dispatcher.stop(param(asked, 'id'), param(asked, 'mode'), asked.caller.id);
				return {stopped: isStopped, session: session.id};
			}),
		),
		route(getMultiplexer, 'anyone', async () => {
			const known = {name: multiplexer.name, session: multiplexerSession};
			try {
				const {version, address} = await multiplexer.find();
				return {...known, version, address};
			} catch (error) {
				return {...known, problem: wordsOf(error)};
			}
		}),
		route(listAgents, 'anyone', async () =>
			Promise.all(
				agents.map(async agent => {
					const known = {id: agent.id, label: agent.label};
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
};

/** What is missing is the answer here, not its failure. */
const wordsOf = (error: unknown): string => {
	if (error instanceof MaestroError) {
		return error.message;
	}

	throw error;
};
