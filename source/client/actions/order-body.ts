import type {Order} from '../state/dispatch-form.js';

/** What a server is told of an order, beside its task and mode. */
export const bodyOf = (
	{agent, permission, words, extras, makesWorkTree, multiplexer}: Order,
	preferredMultiplexer: string | undefined,
) => ({
	agent,
	permission,
	words,
	extras: [...extras],
	workTree: makesWorkTree ? true : undefined,
	multiplexer: multiplexer ?? preferredMultiplexer,
});
