import {MaestroError} from '../../domain/errors.js';
import type {Message} from '../../domain/message.js';
import {hasEnded, type Session} from '../../domain/session.js';
import type {Call} from '../call.js';
import {promptSession} from '../session-agents.js';
import {getSession} from '../sessions.js';
import type {Helpers} from './operator.js';
import {listPromptsOf, type SessionPrompt} from './prompts.js';
import {messagesFrom} from './threads.js';

/** What a message may be besides its words, of which a prompt can carry nothing. */
type Words = {
	readonly message: string;
	readonly metadata?: {readonly priority?: unknown; readonly requiresAck?: unknown} | undefined;
	readonly ttlMs?: unknown;
};

type Options = {
	readonly call: Call;
	readonly helpers: Helpers;
};

/** Tries that are remembered: of older ones nobody asks again. */
const mostTries = 200;

/**
Sends words to a session as a prompt of the operator (contract §7). That server takes a prompt twice when it is asked twice, so a try that
comes again with its key looks first whether the one before has arrived.
*/
export const createSend = ({call, helpers}: Options) => {
	const tries = new Map<string, ReadonlySet<string>>();

	/** What the two have said to each other. */
	const exchange = async (to: string, from: string): Promise<readonly SessionPrompt[]> =>
		(await call(listPromptsOf, {params: {id: to}})).filter(({fromSessionId, toSessionId}) =>
			[fromSessionId, toSessionId].includes(from),
		);

	const remember = (key: string, before: ReadonlySet<string>): void => {
		tries.set(key, before);
		const [oldest] = tries.keys();
		if (tries.size > mostTries && oldest !== undefined) {
			tries.delete(oldest);
		}
	};

	return async (to: string, words: Words, key: string | undefined): Promise<Message> => {
		refuseMore(words);
		const receiver = await call(getSession, {params: {id: to}});
		refuseEnded(receiver);
		const from = await helpers.of(receiver.projectId);
		const said = await exchange(to, from);
		const before = (key === undefined ? undefined : tries.get(key)) ?? new Set(said.map(({id}) => id));
		const isNew = ({id, toSessionId}: SessionPrompt) => toSessionId === to && !before.has(id);
		if (key !== undefined) {
			remember(key, before);
		}

		if (!said.some(prompt => isNew(prompt) && prompt.content === words.message)) {
			await call(promptSession, {
				params: {id: to},
				body: {content: words.message, mode: 'send', senderSessionId: from},
			});
		}

		const now = await exchange(to, from);
		const fresh = now.filter(isNew);
		const {id} = fresh.findLast(({content}) => content === words.message) ?? fresh.at(-1) ?? {};
		const sent = messagesFrom(now, helpers.has).find(message => message.id === id);
		if (sent === undefined) {
			throw new MaestroError(
				'internal',
				`The server says that it took the prompt to ${receiver.name}, and does not list it: whether it was sent is not known`,
			);
		}

		return sent;
	};
};

const refuseMore = ({metadata, ttlMs}: Words): void => {
	const asked = [
		...(metadata?.priority === undefined || metadata.priority === 'medium' ? [] : ['a priority']),
		...(metadata?.requiresAck === true ? ['asking for an acknowledgement'] : []),
		...(ttlMs === undefined ? [] : ['an end of its time']),
	];
	if (asked.length > 0) {
		throw new MaestroError(
			'not-allowed',
			`A Maestro desktop server carries words alone: send it without ${asked.join(' and ')}`,
		);
	}
};

/** It would take the prompt, say that all is well, and nobody would ever see it (contract §7). */
const refuseEnded = (session: Pick<Session, 'id' | 'name' | 'status'>): void => {
	if (hasEnded(session)) {
		throw new MaestroError(
			'session-ended',
			`${session.name || session.id} has ended, and a Maestro desktop server keeps nothing for later: resume it first`,
		);
	}
};
