import {setTimeout as pause} from 'node:timers/promises';
import type {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import {type Message, threadOf} from '../../domain/message.js';
import {hasEnded, operatorId, roleOf} from '../../domain/session.js';
import type {Call} from '../call.js';
import type {broadcastMessage, listMessages, searchMessages} from '../messages.js';
import {listSessions} from '../sessions.js';
import {type Helpers, isHelper} from './operator.js';
import {listPrompts} from './prompts.js';
import {createSend} from './send.js';
import {messagesFrom} from './threads.js';

type Options = {
	readonly call: Call;
	readonly helpers: Helpers;
};

/** Milliseconds between two looks for an answer. */
const lookEveryMs = 1000;

/** What our endpoints of messages ask, answered from a desktop server's prompts (contract §4, §7). */
export const createInbox = ({call, helpers}: Options) => {
	const send = createSend({call, helpers});

	const all = async (): Promise<readonly Message[]> => {
		const [prompts, operators] = await Promise.all([call(listPrompts), helpers.all()]);
		return messagesFrom(prompts, id => operators.has(id));
	};

	const find = async (id: string): Promise<Message> => foundIn(await all(), id);

	/** Who a broadcast goes to: the live sessions that are meant, each once. */
	const receiversOf = async (selectors: readonly string[]): Promise<readonly string[]> => {
		const live = selectors.some(selector => selector.includes(':'))
			? (await call(listSessions, {query: {fields: 'full'}})).filter(
					session => !hasEnded(session) && !isHelper(session),
				)
			: [];
		return [
			...new Set(
				selectors.flatMap(selector => {
					const [kind = '', value] = selector.split(':');
					return value === undefined
						? [selector]
						: live
								.filter(session => (kind === 'role' ? roleOf(session) === value : session.projectId === value))
								.map(({id}) => id);
				}),
			),
		];
	};

	return {
		send,

		async list(party: string, {box = 'received', with: other, after, limit}: z.output<typeof listMessages.query>) {
			const messages = (await all()).filter(
				({from, to, order}) =>
					((box !== 'sent' && to === party) || (box !== 'received' && from === party)) &&
					(other === undefined || from === other || to === other) &&
					(after === undefined || order > after),
			);
			return limit === undefined ? messages : after === undefined ? messages.slice(-limit) : messages.slice(0, limit);
		},

		async search({
			text = '',
			from,
			to,
			party,
			projectId,
			taskId,
			threadId,
			status,
			type,
			priority,
			since,
			until,
			before,
			limit = 100,
		}: z.output<typeof searchMessages.query>) {
			// What prompts do not have, none of them has.
			if (status !== undefined || type !== undefined || priority !== undefined) {
				return {messages: [], hasMore: false};
			}

			const words = text.toLowerCase().split(/\s+/);
			const isNarrowed = projectId !== undefined || taskId !== undefined;
			const sessions = isNarrowed ? await call(listSessions, {query: {fields: 'full'}}) : [];
			const about = new Set(
				sessions
					.filter(session => projectId === undefined || session.projectId === projectId)
					.filter(session => taskId === undefined || session.taskIds.includes(taskId))
					.map(({id}) => id),
			);
			const found = (await all()).filter(
				message =>
					words.every(word => message.message.toLowerCase().includes(word)) &&
					(from === undefined || message.from === from) &&
					(to === undefined || message.to === to) &&
					(party === undefined || [message.from, message.to].includes(party)) &&
					(!isNarrowed || about.has(message.from) || about.has(message.to)) &&
					(threadId === undefined || threadOf(message) === threadId) &&
					(since === undefined || message.createdAt >= since) &&
					(until === undefined || message.createdAt <= until) &&
					(before === undefined || message.order < before),
			);
			return {messages: found.slice(-limit), hasMore: found.length > limit};
		},

		find,

		async thread(id: string) {
			const messages = await all();
			const thread = threadOf(foundIn(messages, id));
			return messages.filter(message => threadOf(message) === thread);
		},

		/** The first that the receiver has written since; nobody says there which prompt answers which. */
		async reply(id: string, waitMs: number) {
			const asked = await find(id);
			for (const end = Date.now() + waitMs; ; await pause(lookEveryMs)) {
				const answer = (await all()).find(
					({from, to, order}) => from === asked.to && to === asked.from && order > asked.order,
				);
				if (answer !== undefined) {
					return answer;
				}

				if (Date.now() + lookEveryMs > end) {
					throw new MaestroError('message-not-found', `${asked.to} has not written since`);
				}
			}
		},

		/** One after the other: that server takes each by itself, so those before a refusal are sent. */
		async broadcast({to, ...words}: z.output<typeof broadcastMessage.body>, key: string | undefined) {
			const sent: Message[] = [];
			for (const receiver of (await receiversOf(to)).filter(id => id !== operatorId)) {
				try {
					sent.push(await send(receiver, words, key === undefined ? undefined : `${key} ${receiver}`));
				} catch (error) {
					if (sent.length > 0 && error instanceof MaestroError) {
						throw new MaestroError(
							error.code,
							`Sent to ${sent.length} (${sent.map(message => message.to).join(', ')}), and no further: ${error.message}`,
							{cause: error},
						);
					}

					throw error;
				}
			}

			return {broadcastId: `prompts_${sent[0]?.id ?? 'none'}`, messages: sent};
		},
	};
};

const foundIn = (messages: readonly Message[], id: string): Message => {
	const found = messages.find(message => message.id === id);
	if (found === undefined) {
		throw new MaestroError('message-not-found', `There is no message ${id}`);
	}

	return found;
};
