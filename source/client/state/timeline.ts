import {isMessageEvent} from '../../domain/event.js';
import type {Message} from '../../domain/message.js';
import type {TimelineEntry} from '../../domain/session.js';
import type {ClientEvent} from '../event.js';
import type {ScreenId} from './screen.js';

/** What a timeline is of: a session, or all sessions of a task. */
export type TimelineOf = {readonly kind: 'session' | 'task'; readonly id: string};

/** What happened, by the sessions that it happened to; in no order. */
export type Happened = ReadonlyMap<string, readonly TimelineEntry[]>;

/**
What a server knows to have happened to sessions, beside what they bring along themselves. Until an answer is there the old one is shown.
*/
export type Timeline = {
	readonly of: TimelineOf;
	readonly phase: 'asked' | 'there' | 'failed';
	/** Counts how often it was asked for, so that an answer to an earlier time is told from the one that is waited for. */
	readonly round: number;
	/** Why it failed. */
	readonly reason: string;
	readonly fetched: Happened;
	/** Whether it was ever answered. */
	readonly hasAnswer: boolean;
	/** What was written since, to whom and by whom; an answer may be too old to tell. */
	readonly heard: Happened;
	/** The messages that are not there any more. */
	readonly gone: ReadonlySet<string>;
};

/** It is fetched when it is opened, again with every snapshot, and follows what happens until it is closed. */
export const updateTimeline = (
	timeline: Timeline | undefined,
	event: ClientEvent,
	stack: readonly ScreenId[],
): Timeline | undefined => {
	if (event.event === 'timeline:opened') {
		const {of} = event.data;
		const isSame = timeline?.of.kind === of.kind && timeline.of.id === of.id;
		return ask(isSame ? timeline : {...nothing, of, round: timeline?.round ?? 0});
	}

	return timeline === undefined || !stack.includes('timeline') ? undefined : follow(timeline, event);
};

const follow = (timeline: Timeline, event: ClientEvent): Timeline => {
	if (isMessageEvent(event)) {
		const {kind, id} = timeline.of;
		const {from, to} = event.data;
		const isOther = kind === 'session' && from !== id && to !== id;
		return isOther ? timeline : {...timeline, heard: withMessage(timeline.heard, event.data)};
	}

	switch (event.event) {
		case 'snapshot': {
			return ask(timeline);
		}

		case 'timeline:found': {
			const {round, happened} = event.data;
			return round === timeline.round ? {...timeline, phase: 'there', fetched: happened, hasAnswer: true} : timeline;
		}

		case 'timeline:failed': {
			const {round, reason} = event.data;
			return round === timeline.round ? {...timeline, phase: 'failed', reason} : timeline;
		}

		case 'message:deleted': {
			return {...timeline, gone: new Set([...timeline.gone, event.data.id].slice(-mostHeard))};
		}

		default: {
			return timeline;
		}
	}
};

const nothing: Omit<Timeline, 'of' | 'round'> = {
	phase: 'asked',
	reason: '',
	fetched: new Map(),
	hasAnswer: false,
	heard: new Map(),
	gone: new Set(),
};

const ask = (timeline: Timeline): Timeline => ({...timeline, phase: 'asked', round: timeline.round + 1, reason: ''});

/** Of one session; what came before is fetched anew with the next snapshot. */
const mostHeard = 1000;

/** As the server has it in its own answer: by its id an entry is known to be there already. */
const withMessage = (heard: Happened, message: Message): Happened => {
	const {id, from, to, createdAt, metadata} = message;
	const entries: ReadonlyArray<readonly [string, 'message_sent' | 'message_received', string]> = [
		[from, 'message_sent', `To ${to}`],
		[to, 'message_received', `From ${from}`],
	];
	const next = new Map(heard);
	for (const [sessionId, type, text] of entries) {
		const entry = {
			id: `${type}_${id}`,
			type,
			timestamp: createdAt,
			message: text,
			taskId: metadata?.taskId,
			metadata: {messageId: id},
		};
		const others = (next.get(sessionId) ?? []).filter(other => other.id !== entry.id);
		next.set(sessionId, [...others, entry].slice(-mostHeard));
	}

	return next;
};
