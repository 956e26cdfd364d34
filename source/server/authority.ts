import type {Order} from '../dispatch/order.js';
import {MaestroError} from '../domain/errors.js';

/**
Refuses an order of a session that would let an agent do more without asking than the operator has said: a session has no authority to
say so, neither by a permission nor by arguments of the agent. A mode of the operator's may.
*/
export const refuseMoreAuthority = ({agent, permission, extras}: Order): void => {
	if (permission === 'edit' || permission === 'all') {
		throw new MaestroError(
			'not-allowed',
			`Only the operator lets an agent ${permission === 'all' ? 'do everything' : 'edit files'} without asking: leave the permission away, or name a mode that has it`,
		);
	}

	if (extras.length === 0) {
		return;
	}

	if (!agent.permissions.includes('ask')) {
		throw new MaestroError(
			'not-allowed',
			`Which arguments of ${agent.label} are harmless is not known: only the operator gives it some`,
		);
	}

	// Beside a permission of ours, an agent refuses arguments that speak of permissions.
	agent.launch({prompt: 'x', folder: '/', hooks: {hookProgram: '/'}, permission: 'ask', extras});
};
