import type {Message, ShownStatus} from '../../domain/message.js';
import {ageOf, momentOf} from '../age.js';
import {lineToDraw} from '../text.js';

/** How far a message has come. `held` is one that waits for the operator's decision about its exchange. */
export type MessageState = ShownStatus | 'held';

export const stateOf = ({status, hold}: Pick<Message, 'status' | 'hold'>): MessageState =>
	status === 'pending' && hold !== undefined ? 'held' : status;

/** The same with the moment it came there, where it has come anywhere. */
export const stateWords = (message: Message, now: number): string => {
	const {status, deliveredAt, readAt} = message;
	const at = status === 'read' ? readAt : status === 'delivered' ? deliveredAt : undefined;
	return at === undefined ? stateOf(message) : `${stateOf(message)} ${momentOf(at, now)}`;
};

/**
What the state of a message is known by, and what stands in its way.
*/
export const evidenceOf = (message: Message, now: number): readonly string[] => {
	const {createdAt, deliveredAt, expiresAt, delivery} = message;
	const attempts = delivery?.attempts ?? 0;
	const tries = attempts === 0 ? [] : [`${attempts} ${attempts === 1 ? 'try' : 'tries'}`];
	const error = delivery?.lastError === undefined ? [] : [lineToDraw(delivery.lastError)];
	// Whoever reads a message has been shown it: that is no other evidence than the word before.
	const via = delivery?.via === undefined || delivery.via === 'read' ? [] : [`by ${lineToDraw(delivery.via)}`];
	switch (stateOf(message)) {
		case 'held': {
			return ['held until you decide whether the two go on'];
		}

		case 'pending': {
			const expires = expiresAt === undefined ? [] : [`expires ${momentOf(expiresAt, now)}`];
			const age = ageOf(createdAt, now);
			return [...(age === 'now' ? [] : [`pending for ${age}`]), ...tries, ...error, ...expires];
		}

		case 'delivered': {
			return via;
		}

		case 'read': {
			return via.length === 0 || deliveredAt === undefined
				? []
				: [`delivered ${momentOf(deliveredAt, now)} ${via.join('')}`];
		}

		case 'expired': {
			return ['nobody took it in time', ...tries, ...error];
		}

		case 'typed': {
			return ['written into its window; whether it was read nobody tells'];
		}

		case 'unknown': {
			return error.length === 0 ? ['its server keeps no states of messages'] : error;
		}

		case 'failed': {
			return [error.length === 0 ? 'why is not known' : `because ${error.join('')}`, ...tries];
		}
	}
};
