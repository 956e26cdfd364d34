import type {Message} from '../../domain/message.js';
import {momentOf} from '../age.js';
import type {Sessions} from '../state/sessions.js';
import {lineToDraw, textToDraw, wrap} from '../text.js';
import {evidenceOf, type MessageState, stateOf, stateWords} from './message-state.js';
import {nameOf} from './names.js';

/** A line of messages that are read. A head says who wrote to whom, and how far that has come. */
export type MessageLine =
	| {
			readonly kind: 'head';
			readonly messageId: string;
			readonly text: string;
			readonly state: MessageState;
			readonly words: string;
	  }
	| {readonly kind: 'detail' | 'body' | 'gap'; readonly text: string};

type Look = {readonly sessions: Sessions; readonly columns: number; readonly now: number};

const indent = 2;

/** The lines that messages make: for each who said it, when and how, what its state is known by, and the words. */
export const messageLines = (messages: readonly Message[], {sessions, columns, now}: Look): readonly MessageLine[] =>
	messages.flatMap(message => {
		const {id, from, to, createdAt} = message;
		const who = `${nameOf(sessions, from)} to ${nameOf(sessions, to)}`;
		const details = detailsOf(message, now).join(', ');
		const room = Math.max(1, columns - indent - 1);
		const inset = (kind: 'detail' | 'body') => (text: string) => ({kind, text: ' '.repeat(indent) + text}) as const;
		return [
			{
				kind: 'head',
				messageId: id,
				text: `${who}  ${momentOf(createdAt, now)}`,
				state: stateOf(message),
				words: stateWords(message, now),
			} as const,
			...(details === '' ? [] : wrap(details, room).map(inset('detail'))),
			...wrap(textToDraw(message.message), room).map(inset('body')),
			{kind: 'gap', text: ''} as const,
		];
	});

const detailsOf = (message: Message, now: number): readonly string[] => {
	const {priority, type, taskId, requiresAck} = message.metadata ?? {};
	return [
		...(priority === undefined || priority === 'medium' ? [] : [`${priority} priority`]),
		...(type === undefined ? [] : [type]),
		...(taskId === undefined ? [] : [`task ${lineToDraw(taskId)}`]),
		...(requiresAck === true ? ['wants an answer'] : []),
		...evidenceOf(message, now),
	];
};
