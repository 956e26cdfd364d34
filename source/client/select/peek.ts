import {needsPerson} from '../../domain/badge.js';
import type {Message} from '../../domain/message.js';
import {operatorId, type Session} from '../../domain/session.js';
import {derive, deriveFrom} from '../state/derive.js';
import type {State} from '../state/index.js';
import {textToDraw, wrap} from '../text.js';
import {explainBadge} from './explain.js';
import {nameOf} from './names.js';
import {newestThreadWith, type Thread} from './threads.js';

/** The session that is peeked at. */
export const peekedSession = ({screen, sessions}: State): Session | undefined => sessions.get(screen.peekId ?? '');

/** The thread with it in which something was said last. */
export const peekedThread = (state: State): Thread | undefined => newestThreadWith(state, state.screen.peekId);

/** What each session said last to the operator. */
const lastBySender = derive([(state: State) => state.messages], (messages): ReadonlyMap<string, Message> => {
	const last = new Map<string, Message>();
	for (const message of messages.values()) {
		if (message.to === operatorId && message.order > (last.get(message.from)?.order ?? Number.NEGATIVE_INFINITY)) {
			last.set(message.from, message);
		}
	}

	return last;
});

/** What a session said last to the operator. */
export const lastFrom = (state: State, id: string): Message | undefined => lastBySender(state).get(id);

const lastFromPeeked = (state: State): Message | undefined => lastFrom(state, state.screen.peekId ?? '');

const choice = /^\s*(?:[-*]\s*)?\(?([1-9])[.):]\s+(\S.*)$/;

/** What a message offers to choose among: its lines with the numbers 1, 2 and so on, where there are two at least. */
export const choicesOf = (text: string): readonly string[] => {
	const choices: string[] = [];
	for (const line of text.split('\n')) {
		const [, number, words = ''] = choice.exec(line) ?? [];
		if (Number(number) === choices.length + 1) {
			choices.push(words.trim());
		}
	}

	return choices.length < 2 ? [] : choices;
};

/** What the last message of the session offers. */
export const peekedChoices = derive([lastFromPeeked], (message): readonly string[] =>
	message === undefined ? [] : choicesOf(message.message),
);

/** What it asks, or said last, as lines. */
export const peekLines = deriveFrom(
	[
		peekedSession,
		lastFromPeeked,
		(state: State) => state.sessions,
		state => state.surroundings.columns,
		state => state.surroundings.now,
	],
	(state): readonly string[] => {
		const session = peekedSession(state);
		const {columns, now} = state.surroundings;
		if (session === undefined) {
			return wrap('This session is not there any more.', columns);
		}

		const message = lastFromPeeked(state);
		const asked = session.needsInput?.message ?? '';
		return [
			...wrap(`${nameOf(state.sessions, session.id)}: ${explainBadge(session, now)}`, columns),
			'',
			// The line above has it on one line.
			...(needsPerson(session) && asked.includes('\n') ? [...wrap(textToDraw(asked), columns), ''] : []),
			...(message === undefined
				? ['It has not written to you.']
				: ['It wrote last:', ...wrap(textToDraw(message.message), columns)]),
			'',
		];
	},
);
