import type {Message} from '../../domain/message.js';

/** Shown to its receiver, with evidence. */
export const delivered = (message: Message, at: number, via: string): Message => ({
	...message,
	status: 'delivered',
	deliveredAt: at,
	delivery: {...message.delivery, attempts: attemptsOf(message), via},
});

/** Taken and not shown: it waits again. */
export const released = (message: Message, lastError: string): Message => ({
	...message,
	delivery: {...message.delivery, attempts: attemptsOf(message), lastError},
});

/** Whoever reads a message has been shown it, whatever way it came. */
export const read = (message: Message, at: number): Message => {
	const {status, deliveredAt, delivery} = message;
	const isNew = status === 'pending';
	return {
		...message,
		status: 'read',
		deliveredAt: isNew ? at : deliveredAt,
		readAt: at,
		delivery: isNew ? {...delivery, attempts: attemptsOf(message), via: 'read'} : delivery,
	};
};

/** The operator lets what was held go on. */
export const freed = (message: Message): Message => ({...message, hold: undefined});

/** It will never be delivered. */
export const failed = (message: Message, lastError: string): Message => ({
	...message,
	status: 'failed',
	hold: undefined,
	delivery: {...message.delivery, attempts: message.delivery?.attempts ?? 0, lastError},
});

export const expired = (message: Message): Message => ({...message, status: 'expired', hold: undefined});

const attemptsOf = ({delivery}: Message): number => (delivery?.attempts ?? 0) + 1;
