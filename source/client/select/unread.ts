import {operatorId} from '../../domain/session.js';
import type {KnownMessage} from '../state/messages.js';

type Shown = Pick<KnownMessage, 'to' | 'status' | 'isNew'>;

/** Whether a message waits for the operator to read it; where the server does not know, as far as was seen here. */
export const isUnread = (message: Shown): boolean => isUnreadThere(message) || message.isNew === true;

/** Whether it does by what the server says. */
export const isUnreadThere = ({to, status}: Shown): boolean =>
	to === operatorId && (status === 'pending' || status === 'delivered');
