import type {Message} from '../../domain/message.js';
import type {Session, TimelineEntry, TimelineType} from '../../domain/session.js';
import {momentAndAge} from '../age.js';
import {createFilter} from '../filter.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {Sessions} from '../state/sessions.js';
import type {Timeline, TimelineOf} from '../state/timeline.js';
import {lineToDraw, textToDraw, wrap} from '../text.js';
import {layoutOf} from './layout.js';
import {nameOf} from './names.js';
import {selectedRow} from './rows.js';
import {everySessionOfTask} from './runs.js';

/** Something that happened, with what its row says. */
export type TimelineRow = {
	/** Servers give ids twice. */
	readonly id: string;
	readonly sessionId: string;
	readonly name: string;
	readonly entry: TimelineEntry;
	readonly words: string;
	/** Its first line. */
	readonly text: string;
	readonly messageId: string | undefined;
};

/** Only so many are shown: the newest. */
const mostRows = 5000;

/** The sessions whose timelines make up this one, the newest first. */
export const sessionsOfTimeline = (state: State, of: TimelineOf): readonly Session[] => {
	if (of.kind === 'task') {
		return everySessionOfTask(state, of.id);
	}

	const session = state.sessions.get(of.id);
	return session === undefined ? [] : [session];
};

const shownSessions = (state: State): readonly Session[] =>
	state.timeline === undefined ? nobody : sessionsOfTimeline(state, state.timeline.of);

const nobody: readonly Session[] = [];

/** One session alone makes a new list with each look; what is in it says whether it is another. */
const sessionOfTimeline = ({timeline, sessions}: State): Session | undefined =>
	timeline?.of.kind === 'session' ? sessions.get(timeline.of.id) : undefined;

/** Before the first answer there are no rows: the newest of them is to be the one that is selected. */
const isAwaited = ({timeline, connection}: State): boolean =>
	timeline?.phase === 'asked' && !timeline.hasAnswer && connection.phase === 'open';

export const allTimelineRows = derive(
	[
		({timeline}: State) => timeline,
		sessionOfTimeline,
		state => (state.timeline?.of.kind === 'task' ? shownSessions(state) : nobody),
		state => state.sessions,
		state => state.messages,
		isAwaited,
	],
	(timeline, single, several, sessions, messages, isWaiting): readonly TimelineRow[] => {
		if (isWaiting) {
			return [];
		}

		const shown = single === undefined ? several : [single];
		const rows = shown.flatMap(session =>
			entriesOf(session, timeline).map(entry => rowOf(entry, session, {sessions, messages})),
		);
		return rows.sort((a, b) => b.entry.timestamp - a.entry.timestamp).slice(0, mostRows);
	},
);

/** What the session brings along, what the server answered and what was heard since: each of it once, the newest first. */
const entriesOf = ({id, timeline: own}: Session, timeline: Timeline | undefined): readonly TimelineEntry[] => {
	const all = [...(timeline?.heard.get(id) ?? []), ...(timeline?.fetched.get(id) ?? []), ...own];
	const seen = new Map(all.map(entry => [`${entry.id} ${entry.timestamp} ${entry.type}`, entry]));
	return [...seen.values()].filter(entry => !timeline?.gone.has(messageOf(entry) ?? '')).reverse();
};

const messageOf = ({metadata}: TimelineEntry): string | undefined => {
	const id = metadata?.messageId;
	return typeof id === 'string' ? id : undefined;
};

type Around = {readonly sessions: Sessions; readonly messages: ReadonlyMap<string, Message>};

const rowOf = (entry: TimelineEntry, session: Session, around: Around): TimelineRow => {
	const messageId = messageOf(entry);
	return {
		id: `${session.id} ${entry.id} ${entry.timestamp} ${entry.type}`,
		sessionId: session.id,
		name: lineToDraw(session.name),
		entry,
		words: words[entry.type],
		text: lineToDraw(textOf(entry, messageId, around).split('\n', 1)[0] ?? ''),
		messageId,
	};
};

/** Of a message an entry says with whom; what it says is known where it concerns the operator. */
const textOf = ({message = '', taskId}: TimelineEntry, messageId: string | undefined, {sessions, messages}: Around) => {
	const [, way, party] = /^(To|From) (\S+)$/.exec(message) ?? [];
	if (messageId === undefined || way === undefined || party === undefined) {
		return message === '' ? (taskId ?? '') : message;
	}

	const said = messages.get(messageId)?.message;
	return `${way.toLowerCase()} ${nameOf(sessions, party)}${said === undefined ? '' : `: ${said}`}`;
};

const words: Readonly<Record<TimelineType, string>> = {
	session_started: 'started',
	session_stopped: 'stopped',
	task_started: 'task begun',
	task_completed: 'task done',
	task_failed: 'task failed',
	task_skipped: 'task skipped',
	task_blocked: 'blocked',
	needs_input: 'needs you',
	progress: 'progress',
	error: 'error',
	milestone: 'milestone',
	doc_added: 'document',
	prompt_received: 'prompted',
	message_sent: 'wrote',
	message_received: 'was written',
};

export const timelineRows = derive(
	[allTimelineRows, (state: State) => state.screen.filters.timeline ?? '', state => state.surroundings.now],
	(rows, filter, now): readonly TimelineRow[] => {
		const keeps = createFilter(filter, now);
		return filter.trim() === ''
			? rows
			: rows.filter(({name, words: type, text, entry}) =>
					keeps({
						type: `${type} ${entry.type}`,
						session: name,
						task: entry.taskId ?? '',
						age: entry.timestamp,
						text: `${name} ${type} ${text} ${entry.message ?? ''}`,
					}),
				);
	},
);

export const selectedEntry = (state: State): TimelineRow | undefined =>
	selectedRow(timelineRows(state), state.screen.selected.timeline);

/** All of the selected entry, for whom a row of it is not enough. */
export const timelineText = derive(
	[
		selectedEntry,
		(state: State) => state.sessions,
		state => state.messages,
		state => state.surroundings.now,
		state => layoutOf(state).preview?.columns ?? 0,
		({timeline}) => (timeline?.phase === 'failed' ? timeline.reason : undefined),
	],
	(row, sessions, messages, now, columns, reason): readonly string[] => {
		if (row === undefined || columns === 0) {
			return [];
		}

		const {entry, messageId, name, words: type} = row;
		const head = `${type} ${momentAndAge(entry.timestamp, now)}, ${name}`;
		const about = entry.taskId === undefined ? '' : `, ${lineToDraw(entry.taskId)}`;
		return [
			...wrap(head + about, columns),
			...wrap(textToDraw(textOf(entry, messageId, {sessions, messages})), columns),
			...(reason === undefined ? [] : wrap(lineToDraw(`What else happened could not be fetched: ${reason}`), columns)),
		];
	},
);

/** Whose timeline it is, in words. */
export const timelineName = ({timeline, sessions, tasks}: State): string => {
	if (timeline === undefined) {
		return '';
	}

	const {kind, id} = timeline.of;
	return kind === 'session'
		? nameOf(sessions, id)
		: `${lineToDraw(id)} ${lineToDraw(tasks.get(id)?.title ?? '')}`.trim();
};
