import type {Order} from '../../dispatch/order.js';
import {MaestroError} from '../../domain/errors.js';
import {conversationOf, noted, type Session} from '../../domain/session.js';
import type {Orders} from '../orders.js';
import {agentIdOf} from './agent-id.js';

/** What is dispatched where nobody names a mode. */
export const usualMode = 'interactive';

/** The order by which the agent of a session is started anew. Refuses with `run-not-found` one that nobody here could start. */
export type OrderAgain = (session: Session) => Promise<Order>;

export const createOrderAgain =
	(orders: Pick<Orders, 'orderOf'>): OrderAgain =>
	async session => {
		const {run, taskIds} = session;
		const [firstTask] = taskIds;
		if (run === undefined) {
			// One of the real product's data, whose conversation is known; one that a person started goes on where they start it.
			if (firstTask === undefined || conversationOf(session) === undefined || session.metadata?.adopted === true) {
				throw new MaestroError(
					'run-not-found',
					`${session.id} was not dispatched from here: start its agent where it ran, and it goes on by itself`,
				);
			}

			const agent = agentIdOf(noted(session, 'agentTool') ?? 'claude');
			return orders.orderOf({mode: usualMode, taskId: firstTask, agent, extras: []});
		}

		const {mode, taskId, agent, extras = [], words, permission} = run;
		const named = {taskId, agent, extras, words, permission};
		if (noted(session, 'spawnSource') === undefined || mode === usualMode) {
			return orders.orderOf({...named, mode});
		}

		// It was spawned in a role, or as a team member.
		const order = await orders.orderOf({...named, mode: usualMode});
		return {...order, mode: {...order.mode, id: mode}};
	};
