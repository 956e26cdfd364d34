import {previewDispatch as previewDispatchEndpoint} from '../../protocol/dispatch.js';
import type {About, Order} from '../state/dispatch-form.js';
import {bodyOf} from './order-body.js';
import type {Tools} from './tools.js';

/** Asks for the exact command that an order would run; nothing is started. */
export const previewDispatch =
	({call, store, preferredMultiplexer}: Tools) =>
	async (order: Order, about: About): Promise<void> => {
		store.send({event: 'dispatch:asked', data: {what: 'plan', order, about}});
		try {
			const params = {id: order.taskId, mode: order.mode};
			const body = bodyOf(order, await preferredMultiplexer());
			const {
				headless: isHeadless,
				makesWorkTree = false,
				...shown
			} = await call(previewDispatchEndpoint, {params, body});
			const {command, directory, window, agent, problem} = shown;
			store.send({
				event: 'dispatch:planned',
				data: {order, command, directory, window, isHeadless, agent, makesWorkTree, problem},
			});
		} catch (error) {
			store.send({event: 'dispatch:settled', data: {order}});
			throw error;
		}
	};
