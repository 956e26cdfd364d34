import type {MaestroEvent} from '../domain/event.js';
import type {Message} from '../domain/message.js';
import type {Inbox} from './inbox.js';

export type Replies = {
	/** Told of every event; lets those go who wait for the reply that it brings. */
	readonly notice: (event: MaestroEvent) => void;
	/** The first reply to a message, or `undefined` when none came within `waitMs` or the signal aborted. */
	readonly wait: (messageId: string, waitMs: number, signal: AbortSignal) => Promise<Message | undefined>;
};

/**
Those who wait for a reply.
*/
export const createReplies = (firstReply: Inbox['firstReply']): Replies => {
	const waiting = new Map<string, Set<(reply: Message) => void>>();

	return {
		notice({event, data}) {
			const isCome = event === 'message:freed' || (event === 'message:created' && data.hold === undefined);
			if (!isCome) {
				return;
			}

			const replyTo = data.metadata?.replyTo;
			for (const resolve of waiting.get(replyTo ?? '') ?? []) {
				resolve(data);
			}
		},

		wait: async (messageId, waitMs, signal) => {
			const reply = firstReply(messageId);
			if (reply !== undefined || waitMs === 0 || signal.aborted) {
				return reply;
			}

			return new Promise(resolve => {
				const callers = waiting.get(messageId) ?? new Set();
				waiting.set(messageId, callers);
				const end = (answer: Message | undefined) => {
					clearTimeout(timer);
					signal.removeEventListener('abort', giveUp);
					callers.delete(end);
					if (callers.size === 0) {
						waiting.delete(messageId);
					}

					resolve(answer);
				};
				const giveUp = () => end(undefined);
				const timer = setTimeout(giveUp, waitMs);
				signal.addEventListener('abort', giveUp);
				callers.add(end);
			});
		},
	};
};
