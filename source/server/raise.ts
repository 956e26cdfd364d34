import {operatorId} from '../domain/session.js';
import type {Bells} from '../system/bells.js';

/**
What the inbox tells of a change: sets the receiver's flag and, for what is new, rings. Whoever answers a sender waits for
`bells.settled`, so that the receiver's next hook finds what was accepted.
*/
export const raiseWith =
	({bells, report}: {readonly bells: Bells; readonly report: (text: string, error: unknown) => void}) =>
	(receiver: string, waiting: number, isNew: boolean): void => {
		if (receiver === operatorId) {
			return;
		}

		const acts = [bells.flag(receiver, waiting), ...(isNew ? [bells.ring(receiver)] : [])];
		// The message is kept all the same; its receiver gets it with its next prompt, or from its inbox.
		Promise.all(acts).catch((error: unknown) => report(`The flag of ${receiver} could not be set`, error));
	};
