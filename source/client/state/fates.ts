import type {Message} from '../../domain/message.js';
import type {PromptFate, PromptNote} from '../../domain/prompt-note.js';
import type {Messages} from './messages.js';

/** Between the time that a server gave a text and the one that it keeps for it. */
const sameWithinMs = 2000;

/**
Messages of a server that keeps no states of them, with what became of those that were written into windows on this machine.
*/
export const withFates = (messages: Messages, notes: readonly PromptNote[]): Messages => {
	if (notes.length === 0) {
		return messages;
	}

	const known = Map.groupBy(notes, ({sessionId, words}) => nameOf(sessionId, words));
	let changed: Map<string, Message> | undefined;
	for (const [id, message] of messages) {
		const note = known
			.get(nameOf(message.to, message.message.slice(0, longestWords).toWellFormed()))
			?.find(({at}) => Math.abs(at - message.createdAt) <= sameWithinMs);
		const next = note && withFate(message, note.fate);
		if (next !== undefined && !isSame(message, next)) {
			changed ??= new Map(messages);
			changed.set(id, next);
		}
	}

	return changed ?? messages;
};

/** As many as a note has. */
const longestWords = 200;

const nameOf = (sessionId: string, words: string): string => `${sessionId} ${words.trimEnd()}`;

const withFate = ({deliveredAt: _at, delivery: _delivery, ...message}: Message, fate: PromptFate): Message => {
	switch (fate.state) {
		case 'waiting': {
			return {...message, status: 'pending', delivery: {attempts: 0, lastError: fate.why}};
		}

		case 'typed': {
			return {...message, status: 'typed', deliveredAt: fate.at, delivery: {attempts: 1}};
		}

		case 'shown': {
			return {...message, status: 'delivered', deliveredAt: fate.at, delivery: {attempts: 1, via: fate.via}};
		}

		case 'lost': {
			return {...message, status: 'failed', delivery: {attempts: 0, lastError: fate.why}};
		}

		case 'unknown': {
			return {...message, status: 'unknown', delivery: {attempts: 1, lastError: fate.why}};
		}
	}
};

const isSame = (a: Message, b: Message): boolean =>
	a.status === b.status && a.deliveredAt === b.deliveredAt && JSON.stringify(a.delivery) === JSON.stringify(b.delivery);
