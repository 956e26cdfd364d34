import {type Need, whyLacking} from '../client/cannot.js';
import {keyNow} from '../client/select/key-now.js';
import type {State} from '../client/state/index.js';

/** Why the server cannot do now what is needed of it: it is not there, or never can. */
export const whyNotServer = (needs: Need | undefined, state: State): string | undefined => {
	const {connection} = state;
	if (needs === undefined) {
		return undefined;
	}

	switch (connection.phase) {
		case 'open': {
			return whyLacking(needs, {connection});
		}

		case 'lost': {
			return `Not connected: ${connection.reason}`;
		}

		case 'locked': {
			return `Not logged in: ${connection.reason}; ${keyNow(state, 'server.log-in') ?? 'server.log-in'} logs in`;
		}

		case 'starting': {
			return 'Not connected yet';
		}
	}
};
