import type {Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import type {SessionPrompt} from './prompts.js';

/**
Prompts as messages, oldest first: the operator's with a session are one thread, and so is what a huddle of sessions has said, which is
all who have ever prompted each other (contract §4). A thread is named by its first prompt. What became of a prompt nobody knows.
*/
export const messagesFrom = (
	prompts: readonly SessionPrompt[],
	isOperator: (sessionId: string) => boolean,
): readonly Message[] => {
	const sorted = [...prompts].sort((a, b) => a.timestamp - b.timestamp || (a.id < b.id ? -1 : 1));
	const partyOf = (sessionId: string) => (isOperator(sessionId) ? operatorId : sessionId);
	const huddles = joined(sorted.map(({fromSessionId, toSessionId}) => [partyOf(fromSessionId), partyOf(toSessionId)]));
	const threads = new Map<string, string>();
	let before = 0;

	return sorted.map(({id, fromSessionId, toSessionId, content, timestamp}): Message => {
		const from = partyOf(fromSessionId);
		const to = partyOf(toSessionId);
		const group = from === operatorId ? `with ${to}` : to === operatorId ? `with ${from}` : huddles(from);
		const threadId = threads.get(group) ?? id;
		threads.set(group, threadId);
		// Made of its time, so that it stays the same while others come and go; those of one millisecond follow each other.
		before = Math.max(timestamp * 1000, before + 1);
		return {
			...{id, order: before, from, to, message: content, status: 'unknown', createdAt: timestamp},
			...(threadId === id ? {} : {metadata: {threadId}}),
		};
	});
};

/** Which of the groups a session is in that pairs make, of those who are not the operator; a group is named by one of its members. */
const joined = (pairs: ReadonlyArray<readonly [string, string]>): ((sessionId: string) => string) => {
	const above = new Map<string, string>();
	const rootOf = (one: string): string => {
		let root = one;
		for (let next = above.get(root); next !== undefined; next = above.get(root)) {
			root = next;
		}

		return root;
	};

	for (const [a, b] of pairs) {
		if (a !== operatorId && b !== operatorId && rootOf(a) !== rootOf(b)) {
			above.set(rootOf(b), rootOf(a));
		}
	}

	return rootOf;
};
