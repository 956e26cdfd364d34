import type {Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';

/** Whether a message waits for the operator to read it. */
export const isUnread = ({to, status}: Message): boolean =>
	to === operatorId && (status === 'pending' || status === 'delivered');
