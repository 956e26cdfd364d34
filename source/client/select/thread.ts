import type {Message} from '../../domain/message.js';
import {momentOf} from '../age.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {Sessions} from '../state/sessions.js';
import {textToDraw, wrap} from '../text.js';
import {openThread} from './inbox.js';
import {nameOf} from './sessions.js';

type ThreadLine = {
	readonly kind: 'head' | 'body' | 'gap';
	readonly text: string;
};

const indent = 2;

/**
The open thread as the lines that it makes on this terminal: for each message who said it, when, how it got there, and the words.
*/
export const threadLines = derive(
	[openThread, (state: State) => state.sessions, state => state.surroundings.columns, state => state.surroundings.now],
	(thread, sessions, columns, now): readonly ThreadLine[] =>
		(thread?.messages ?? []).flatMap(message => [
			{kind: 'head', text: headOf(sessions, message, now)} as const,
			...wrap(textToDraw(message.message), Math.max(1, columns - indent - 1)).map(
				text => ({kind: 'body', text: ' '.repeat(indent) + text, isUnread: false}) as const,
			),
			{kind: 'gap', text: ''} as const,
		]),
);

const headOf = (sessions: Sessions, message: Message, now: number): string =>
	`${nameOf(sessions, message.from)} to ${nameOf(sessions, message.to)}  ${momentOf(message.createdAt, now)}  ${stateOf(message, now)}`;

/** How far a message has come, and what that is known by. */
const stateOf = ({status, delivery, deliveredAt, readAt}: Message, now: number): string => {
	const at = status === 'read' ? readAt : status === 'delivered' ? deliveredAt : undefined;
	const time = at === undefined ? '' : ` ${momentOf(at, now)}`;
	// Whoever reads a message has been shown it: that is no other evidence than the word before.
	const isShown = (status === 'delivered' || status === 'read') && delivery?.via !== 'read';
	const via = isShown && delivery?.via !== undefined ? ` by ${delivery.via}` : '';
	const tries = status === 'pending' && (delivery?.attempts ?? 0) > 0 ? `, ${delivery?.attempts} tries` : '';
	const error = delivery?.lastError === undefined || status === 'read' ? '' : `: ${delivery.lastError}`;
	return `${status}${time}${via}${tries}${error}`;
};
