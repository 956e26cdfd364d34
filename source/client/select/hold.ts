import {type Hold, isOpen} from '../../domain/hold.js';
import {momentOf} from '../age.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {Sessions} from '../state/sessions.js';
import {wrapWords} from '../text.js';
import {type MessageLine, messageLines} from './message-lines.js';
import {nameOf} from './names.js';

/** The exchange that is open for a decision. */
export const openHold = ({screen, holds}: State): Hold | undefined =>
	screen.holdId === undefined ? undefined : holds.get(screen.holdId);

const exchanged = derive([(state: State) => state.fetched.hold], fetched =>
	[...(fetched?.messages.values() ?? [])].sort((a, b) => a.order - b.order),
);

/** What the two wrote to each other, and below it, where it is seen first, what is asked. */
export const holdLines = derive(
	[
		openHold,
		exchanged,
		(state: State) => state.fetched.hold,
		state => state.sessions,
		state => state.surroundings.columns,
		state => state.surroundings.now,
	],
	(hold, messages, fetched, sessions, columns, now): readonly MessageLine[] =>
		hold === undefined
			? []
			: [
					...messageLines(messages, {sessions, columns, now}),
					...wrapWords(whatIsThere(fetched?.phase, fetched?.reason ?? '', messages.length), columns).map(asDetail),
					...wrapWords(question(hold, sessions, now), columns).map(text => ({kind: 'body', text}) as const),
				],
);

const asDetail = (text: string) => ({kind: 'detail', text}) as const;

const whatIsThere = (phase: string | undefined, reason: string, count: number): string => {
	switch (phase) {
		case 'failed': {
			return `What they wrote could not be fetched: ${reason}`;
		}

		case 'there': {
			return count === 0 ? 'What they wrote is not kept any more.' : '';
		}

		default: {
			return count === 0 ? 'Fetching what they wrote…' : '';
		}
	}
};

const question = (hold: Hold, sessions: Sessions, now: number): string => {
	const [one, other] = hold.between.map(id => nameOf(sessions, id));
	const story = `${one} and ${other} had exchanged ${hold.count} messages by ${momentOf(hold.since, now)}, without a person.`;
	if (isOpen(hold)) {
		return `${story} What they write to each other now waits for you: let them go on, and it is delivered; stop them, and it fails and they are refused.`;
	}

	const when = hold.decidedAt === undefined ? '' : ` at ${momentOf(hold.decidedAt, now)}`;
	return hold.decision === 'allowed'
		? `${story} You let them go on${when}; you can still stop them.`
		: `${story} You stopped them${when}; you can still let them go on, but what failed is not delivered.`;
};
