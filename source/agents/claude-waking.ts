import type {Waking} from './agent.js';

/** An observation that is older than this, with nothing from the client beside it, may be wrong: Esc runs no hook. */
const oldObservationMs = 20_000;

/**
Whether messages taken now would be read soon. What the client says of itself wins; without that a state that hooks told may
be wrong after a while, and then it is better to wake a client that works than to let a message lie.
*/
export const mayWakeClaude = ({activity, clientStatus, now}: Waking): boolean => {
	// Idle by its hooks, and waiting by its own word: a question of the client that runs no hook, such as one at its first start.
	const isThoughtIdle = activity === undefined || activity.state === 'idle' || activity.state === 'starting';
	if (clientStatus === 'idle' || isThoughtIdle) {
		return true;
	}

	// Working: the next PostToolBatch or Stop takes what waits. Behind a dialog nothing would show what is taken before somebody
	// answers, and it would be taken again and again.
	return activity.state === 'working' && clientStatus === undefined && now - activity.at > oldObservationMs;
};
