import type {Party} from '../../domain/access.js';
import {
	type Message,
	type MessagePriority,
	type MessageStatus,
	type MessageType,
	threadOf,
} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import {inTurns} from '../in-turns.js';
import {canSee} from './admission.js';
import type {Item} from './box.js';
import type {State} from './state.js';

/** What is looked for; everything that is given must fit. */
export type Wanted = {
	/** Words, all of which are in the message, in any case. */
	readonly text?: string | undefined;
	readonly from?: string | undefined;
	readonly to?: string | undefined;
	/** From or to. */
	readonly party?: string | undefined;
	/** Of its sender or its receiver. */
	readonly projectId?: string | undefined;
	readonly taskId?: string | undefined;
	readonly threadId?: string | undefined;
	readonly status?: MessageStatus | undefined;
	readonly type?: MessageType | undefined;
	readonly priority?: MessagePriority | undefined;
	/** Milliseconds, both within. */
	readonly since?: number | undefined;
	readonly until?: number | undefined;
	/** Those whose `order` is smaller. */
	readonly before?: number | undefined;
	/** The newest that many, and those of the same `order` as the last of them. */
	readonly limit?: number | undefined;
};

export type Found = {
	/** Oldest first. */
	readonly messages: readonly Message[];
	/** There are older ones that fit. */
	readonly hasMore: boolean;
};

type Parties = (id: string) => Party | undefined;

/**
Finds among the messages that somebody may see. Lets others have their turn meanwhile; what comes after it began is not in it.
*/
export const search = async (
	state: State,
	{who, wanted, parties}: {readonly who: string; readonly wanted: Wanted; readonly parties: Parties},
): Promise<Found> => {
	const {limit = Number.POSITIVE_INFINITY} = wanted;
	const fits = matcher(wanted, parties);
	const messages: Message[] = [];
	let hasMore = false;
	await inTurns(candidates(state, who, wanted), ({message, isGone}) => {
		if (isGone || !canSee(message, who) || !fits(message)) {
			return false;
		}

		hasMore = messages.length >= limit && messages.at(-1)?.order !== message.order;
		if (!hasMore) {
			messages.push(message);
		}

		return hasMore;
	});
	return {messages: messages.reverse(), hasMore};
};

/** Every message that may fit, newest first. */
const candidates = ({items, boxes}: State, who: string, {from, to, party}: Wanted): readonly Item[] => {
	const one = who === operatorId ? (party ?? from ?? to) : who;
	if (one === undefined) {
		return [...items.values()].reverse();
	}

	const box = boxes.get(one);
	if (box === undefined) {
		return [];
	}

	// What somebody wrote to itself is on both shelves.
	return [...new Set([...box.received.newestFirst(), ...box.sent.newestFirst()])].sort(
		(a, b) => b.message.order - a.message.order,
	);
};

const matcher = (wanted: Wanted, parties: Parties): ((message: Message) => boolean) => {
	const {from, to, party, projectId, taskId, threadId, status, type, priority} = wanted;
	const {since = 0, until = Number.POSITIVE_INFINITY, before = Number.POSITIVE_INFINITY} = wanted;
	const hasWords = wordsMatcher(wanted.text ?? '');
	const isOfProject = projectMatcher(projectId, parties);
	return message =>
		(from === undefined || message.from === from) &&
		(to === undefined || message.to === to) &&
		(party === undefined || message.from === party || message.to === party) &&
		(status === undefined || message.status === status) &&
		(taskId === undefined || message.metadata?.taskId === taskId) &&
		(threadId === undefined || threadOf(message) === threadId) &&
		(type === undefined || message.metadata?.type === type) &&
		(priority === undefined || (message.metadata?.priority ?? 'medium') === priority) &&
		message.createdAt >= since &&
		message.createdAt <= until &&
		message.order < before &&
		isOfProject(message) &&
		hasWords(message.message);
};

const wordsMatcher = (text: string): ((message: string) => boolean) => {
	// Three times as fast as comparing what `toLowerCase` makes of each message.
	const words = text
		.split(/\s+/)
		.filter(word => word !== '')
		.map(word => new RegExp(RegExp.escape(word), 'iu'));
	return message => words.every(word => word.test(message));
};

const projectMatcher = (projectId: string | undefined, parties: Parties): ((message: Message) => boolean) => {
	if (projectId === undefined) {
		return () => true;
	}

	const known = new Map<string, boolean>();
	const isIn = (id: string): boolean => {
		const before = known.get(id);
		if (before !== undefined) {
			return before;
		}

		const party = parties(id);
		const answer = party !== undefined && party !== operatorId && party.projectId === projectId;
		known.set(id, answer);
		return answer;
	};
	return ({from, to}) => isIn(from) || isIn(to);
};
