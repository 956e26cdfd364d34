import type {Agent} from '../../agents/agent.js';
import type {FindAgent} from '../../dispatch/agent-program.js';
import type {Dispatcher} from '../../dispatch/dispatch.js';
import type {Mode} from '../../dispatch/mode.js';
import {latestRun} from '../../dispatch/runs.js';
import {MaestroError} from '../../domain/errors.js';
import {windowName} from '../../domain/run.js';
import {hasEnded, operatorId} from '../../domain/session.js';
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
import type {OrderOf} from '../orders.js';
import {param, type Route, route} from '../route.js';
import type {Sessions} from '../sessions.js';

type Options = {
	readonly dispatcher: Dispatcher;
	readonly modes: readonly Mode[];
	readonly agents: readonly Agent[];
	readonly findAgent: FindAgent;
	readonly multiplexer: Multiplexer;
	/** The session that windows are opened in. */
	readonly multiplexerSession: string;
	readonly orderOf: OrderOf;
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
	orderOf,
	sessions,
	links,
}: Options): readonly Route[] => [
	route(listModes, 'anyone', () =>
		modes.map(({id, label, summary, isHeadless, source}) => ({id, label, summary, isHeadless, source})),
	),
	route(dispatchTask, 'orchestrator', async asked => {
		const {caller, body: {agent, extras = []} = {}} = asked;
		const order = orderOf({
			...{mode: param(asked, 'mode'), taskId: param(asked, 'id'), agent, extras},
			parentSessionId: caller.id === operatorId ? undefined : caller.id,
		});
		const {session, isReused} = await dispatcher.dispatch(order);
		await links.add(order.task.id, session.id, {isBegun: true});
		return {session: session.id, window: windowName(order.task.id, order.mode.id), isReused};
	}),
	route(previewDispatch, 'anyone', async asked => {
		const {agent} = asked.query;
		const order = orderOf({mode: param(asked, 'mode'), taskId: param(asked, 'id'), agent, extras: []});
		const preview = await dispatcher.preview(order);
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

/** What is missing is the answer here, not its failure. */
const wordsOf = (error: unknown): string => {
	if (error instanceof MaestroError) {
		return error.message;
	}

	throw error;
};
