export const messageStatuses = ['pending', 'delivered', 'read', 'failed', 'expired'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/**
What a message may be shown as. Of one that was sent by way of a server that keeps no states, nobody can say what became of it; unless it
was `typed` into a window on this machine, which does not say that it was read.
*/
export const shownStatuses = [...messageStatuses, 'typed', 'unknown'] as const;
export type ShownStatus = (typeof shownStatuses)[number];

export const messagePriorities = ['low', 'medium', 'high'] as const;
export type MessagePriority = (typeof messagePriorities)[number];

export const messageTypes = ['request', 'response', 'notification', 'command'] as const;
export type MessageType = (typeof messageTypes)[number];

/** In UTF-16 code units, after cleaning. */
export const longestMessage = 10_000;

export type MessageMetadata = {
	readonly taskId?: string | undefined;
	readonly type?: MessageType | undefined;
	readonly priority?: MessagePriority | undefined;
	readonly requiresAck?: boolean | undefined;
	readonly replyTo?: string | undefined;
	readonly threadId?: string | undefined;
	readonly broadcastId?: string | undefined;
};

/**
How a message came, or tried to come, to its receiver: `via` is the evidence (`hook PostToolBatch`, `doorbell`, `inbox`).
*/
export type Delivery = {
	readonly via?: string | undefined;
	readonly attempts: number;
	readonly lastError?: string | undefined;
};

/**
What one session (or the operator) wrote to another. Times are integer milliseconds. `order` is given by the store and
grows with every message accepted, so that order never rests on a clock.
*/
export type Message = {
	readonly id: string;
	readonly order: number;
	readonly from: string;
	readonly to: string;
	readonly message: string;
	readonly status: ShownStatus;
	readonly createdAt: number;
	readonly deliveredAt?: number | undefined;
	readonly readAt?: number | undefined;
	readonly expiresAt?: number | undefined;
	readonly metadata?: MessageMetadata | undefined;
	readonly delivery?: Delivery | undefined;
	/** The hold that keeps it from being delivered until the operator has decided. */
	readonly hold?: string | undefined;
};

const weights: Record<MessagePriority, number> = {high: 0, medium: 1, low: 2};

/**
Priority first, then age.
*/
export const byUrgency = (a: Message, b: Message): number =>
	weights[a.metadata?.priority ?? 'medium'] - weights[b.metadata?.priority ?? 'medium'] || a.order - b.order;

/**
The message that a thread began with: its own id for the first one.
*/
export const threadOf = (message: Pick<Message, 'id' | 'metadata'>): string => message.metadata?.threadId ?? message.id;
