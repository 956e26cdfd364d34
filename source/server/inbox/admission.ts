import {canMessage, type Party} from '../../domain/access.js';
import {MaestroError} from '../../domain/errors.js';
import {longestMessage, type Message, type MessageMetadata, threadOf} from '../../domain/message.js';
import {isBetweenRuns, isGone, operatorId} from '../../domain/session.js';
import {cleanText} from '../../domain/text.js';

type Parties = (id: string) => Party | undefined;

const isOver = (party: Party): boolean => party !== operatorId && isGone(party);

const comesBack = (party: Party): boolean => party !== operatorId && isBetweenRuns(party);

/** The sender, if it may speak at all. */
export const admitSender = (from: string, parties: Parties): Party => {
	const sender = parties(from);
	if (sender === undefined || isOver(sender)) {
		throw new MaestroError(
			'sender-unknown',
			`The sender ${from} is not known here, or has ended: only a live session can send`,
		);
	}

	return sender;
};

/** Refuses a message to somebody who is not there, or whom the sender may not write to. */
export const admitReceiver = (sender: Party, to: string, mayQueue: boolean, parties: Parties): void => {
	const receiver = parties(to);
	if (receiver === undefined) {
		throw new MaestroError('session-not-found', `There is no session ${to} to write to`);
	}

	if (isOver(receiver) && !mayQueue && !comesBack(receiver)) {
		throw new MaestroError(
			'session-ended',
			`The session ${to} has ended: ask to queue the message, or write to another session`,
		);
	}

	if (!canMessage(sender, receiver)) {
		throw new MaestroError(
			'not-allowed',
			`A worker may write to the operator, to orchestrators and to workers of its own project, and ${to} is none of these`,
		);
	}
};

/** The text as it is kept. */
export const admitText = (text: string): string => {
	const clean = cleanText(text);
	if (clean.length === 0 || clean.length > longestMessage) {
		throw new MaestroError(
			'malformed',
			`A message has 1 to ${longestMessage} characters, and this one has ${clean.length}`,
		);
	}

	return clean;
};

export const admitTtl = (ttlMs: number | undefined): void => {
	if (ttlMs !== undefined && !(Number.isSafeInteger(ttlMs) && ttlMs > 0)) {
		throw new MaestroError(
			'malformed',
			`The time that a message has is a whole number of milliseconds above 0, not ${ttlMs}`,
		);
	}
};

/** What is kept of the metadata: an answer belongs to the thread of what it answers, which its sender must be able to see. */
export const admitMetadata = (
	from: string,
	metadata: Omit<MessageMetadata, 'threadId'> | undefined,
	get: (id: string) => Message | undefined,
): MessageMetadata | undefined => {
	if (metadata?.replyTo === undefined) {
		return metadata;
	}

	const answered = get(metadata.replyTo);
	if (answered === undefined || !canSee(answered, from)) {
		throw new MaestroError('message-not-found', `There is no message ${metadata.replyTo} that ${from} could answer`);
	}

	return {...metadata, threadId: threadOf(answered)};
};

/** A message is seen by who wrote it, by who got it, and by the operator. */
export const canSee = (message: Message, who: string): boolean =>
	who === operatorId || who === message.from || (who === message.to && hasCome(message));

/** What is held, or has failed, has not come to its receiver. */
export const hasCome = ({hold, status}: Message): boolean => hold === undefined && status !== 'failed';
