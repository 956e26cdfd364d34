import {type Hold, type HoldDecision, isOpen} from '../../domain/hold.js';
import {decideHold as decideHoldEndpoint} from '../../protocol/messages.js';
import {receiverNames} from '../select/names.js';
import type {Tools} from './tools.js';

/** Lets two sessions go on writing to each other, or stops them. */
export const decideHold =
	({call, store}: Tools) =>
	async (hold: Hold, decision: HoldDecision): Promise<void> => {
		await call(decideHoldEndpoint, {params: {id: hold.id}, body: {decision}});
		const text = `${receiverNames(store.get(), hold.between)} ${whatFollows(hold, decision)}`;
		store.send({event: 'notice', data: {tone: 'info', text}});
	};

/** Only while nothing was decided yet do messages wait for it. */
const whatFollows = (hold: Hold, decision: HoldDecision): string => {
	if (decision === 'allowed') {
		return isOpen(hold) ? 'go on; what waited is delivered' : 'can write to each other again';
	}

	const refused = 'what they write to each other is refused';
	return isOpen(hold) ? `are stopped; what waited has failed, and ${refused}` : `are stopped; from now on ${refused}`;
};
