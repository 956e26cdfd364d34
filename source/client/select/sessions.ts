import {type Badge, badgeOf, isOverdue} from '../../domain/badge.js';
import {hasEnded, isArchived, isDone, type Session} from '../../domain/session.js';
import {derive} from '../state/derive.js';
import {arrangementOf} from '../state/finding.js';
import type {State} from '../state/index.js';
import type {Tasks} from '../state/tasks.js';
import {readTerms} from '../terms.js';
import {lineToDraw} from '../text.js';
import {type Arranging, arrange, byText, isTitle, type TitleRow, withoutTitles} from './arrange.js';
import {filtered, filterOf} from './filtered.js';
import {selectedRow} from './rows.js';
import {byWorst, outcomeOf} from './runs.js';
import {serverLabel} from './server.js';
import {sessionFlags, sessionText} from './session-text.js';
import {type Kin, nestSessions} from './session-tree.js';
import {isStopping} from './stops.js';
import {isUnread} from './unread.js';

/** A session with what its row says. */
export type SessionRow = {
	readonly id: string;
	readonly session: Session;
	readonly badge: Badge;
	readonly name: string;
	/** What it needs from a person; else the task it is at. */
	readonly about: string;
	readonly mode: string;
	readonly isHeadless: boolean;
	/** How its run ended, in short; nothing while it goes on. */
	readonly outcome: string;
	readonly project: string;
	/** Since when the badge is what it is, in milliseconds. */
	readonly since: number;
	readonly unread: number;
	/** Where some were started by others. */
	readonly kin?: Kin | undefined;
};

const unreadBySender = derive([(state: State) => state.messages], messages => {
	const counts = new Map<string, number>();
	for (const message of messages.values()) {
		if (isUnread(message)) {
			counts.set(message.from, (counts.get(message.from) ?? 0) + 1);
		}
	}

	return counts;
});

/** Those that live before those that ended, what somebody is done with behind them, and the newest first: no row changes its place because its badge does. */
const byAge = (a: SessionRow, b: SessionRow): number =>
	Number(isDone(a.session)) - Number(isDone(b.session)) ||
	Number(hasEnded(a.session)) - Number(hasEnded(b.session)) ||
	b.session.startedAt - a.session.startedAt ||
	(a.id < b.id ? -1 : 1);

/** What a row says that its session does not. */
type Told = Pick<SessionRow, 'about' | 'project' | 'unread'>;

// Of thousands of sessions one changes at a time: the rows of the others stay the ones that they were.
const made = new WeakMap<Session, {readonly told: Told; readonly row: SessionRow}>();

const rowOf = (session: Session, told: Told): SessionRow => {
	const known = made.get(session);
	const {about, project, unread} = told;
	if (known?.told.about === about && known.told.project === project && known.told.unread === unread) {
		return known.row;
	}

	const row: SessionRow = {
		id: session.id,
		session,
		badge: badgeOf(session),
		name: lineToDraw(session.name),
		about: lineToDraw(about),
		mode: lineToDraw(modeOf(session)),
		isHeadless: session.run?.isHeadless === true,
		outcome: hasEnded(session) ? outcomeOf(session) : '',
		project: lineToDraw(project),
		since: sinceOf(session),
		unread,
	};
	made.set(session, {told, row});
	return row;
};

/** The ids of those of which something should have been seen: a text, which is the same from minute to minute. */
const overdueSessions = derive([(state: State) => state.sessions, state => state.surroundings.now], (sessions, now) =>
	[...sessions.values()]
		.filter(session => isOverdue(session, now))
		.map(({id}) => id)
		.join(' '),
);

export const allSessionRows = derive(
	[
		(state: State) => state.sessions,
		state => state.tasks,
		state => state.projects,
		unreadBySender,
		state => state.stops,
		overdueSessions,
	],
	(sessions, tasks, projects, unread, stops, overdue): readonly SessionRow[] =>
		[...sessions.values()]
			.map(session =>
				rowOf(session, {
					about:
						!hasEnded(session) && isStopping({stops}, session.id)
							? 'It stops in a moment'
							: `${overdue.split(' ').includes(session.id) ? 'no window seen: ' : ''}${aboutOf(session, tasks)}`,
					project: projects.get(session.projectId)?.name ?? session.projectId,
					unread: unread.get(session.id) ?? 0,
				}),
			)
			.sort(byAge),
);

/** What was put away is shown only where the filter asks for it. */
const sessionsAtHand = derive(
	[allSessionRows, (state: State) => asksForArchived(filterOf(state, 'sessions'))],
	(rows, withArchived): readonly SessionRow[] =>
		withArchived || !rows.some(({session}) => isArchived(session))
			? rows
			: rows.filter(({session}) => !isArchived(session)),
);

const asksForArchived = (filter: string): boolean =>
	readTerms(filter).some(({about, word, isInverted}) => about === 'is' && word === 'archived' && !isInverted);

const filteredSessions = filtered({
	list: 'sessions',
	rows: sessionsAtHand,
	textOf: derive(
		[(state: State) => serverLabel(state.connection)],
		host => (row: SessionRow) => sessionText(row, host),
	),
	flagsOf: sessionFlags,
});

export const sessionArranging: Arranging<SessionRow> = {
	list: 'sessions',
	sorts: {
		name: (a, b) => byText(a.name, b.name),
		status: (a, b) => byWorst.indexOf(a.badge) - byWorst.indexOf(b.badge),
		project: (a, b) => byText(a.project, b.project),
		mode: (a, b) => byText(a.mode, b.mode),
		change: (a, b) => b.since - a.since,
	},
	groups: {
		project: {of: ({project}) => project},
		status: {of: ({badge}) => badge, order: byWorst},
		mode: {of: ({mode}) => mode},
		task: {of: ({session}) => session.run?.taskId ?? session.taskIds[0] ?? ''},
	},
};

const isQuiet = ({badge, unread, session}: SessionRow): boolean =>
	(['idle', 'ended', 'stopped'].includes(badge) || isDone(session)) && unread === 0;

/** The one that is selected, where it would be hidden: nothing else depends on what is selected. */
const keptSession = ({screen, sessions}: State): string | undefined => {
	const session = sessions.get(screen.selected.sessions ?? '');
	const isHidden =
		session !== undefined && (isDone(session) || ['idle', 'ended', 'stopped'].includes(badgeOf(session)));
	return isHidden ? session.id : undefined;
};

/** Without those at which nothing goes on, where they are hidden; the one that is selected stays as long as it is. */
const busySessions = derive(
	[
		filteredSessions,
		(state: State) => arrangementOf(state.screen, 'sessions').hidesIdle,
		({screen}) => screen.pinned,
		keptSession,
	],
	(rows, hidesIdle, pinned, kept): readonly SessionRow[] =>
		hidesIdle ? rows.filter(row => !isQuiet(row) || pinned.has(row.id) || row.id === kept) : rows,
);

/** How many are hidden. */
export const hiddenSessions = (state: State): number => filteredSessions(state).length - busySessions(state).length;

/** The sessions as they are shown, under the titles of their groups where they are grouped. */
export const sessionList = derive(
	[
		busySessions,
		(state: State) => arrangementOf(state.screen, 'sessions'),
		({screen}) => screen.folded,
		({screen}) => screen.pinned,
	],
	(rows, how, folded, pinned): ReadonlyArray<SessionRow | TitleRow> =>
		// Sorted or grouped by something, those that a session has started stand where that puts them.
		how.sort === undefined && how.groupBy === undefined && !how.isReversed
			? nestSessions(withoutTitles(arrange(rows, sessionArranging, {how, folded, pinned})), folded)
			: arrange(rows, sessionArranging, {how, folded, pinned}),
);

/** The row that is selected, with its place among its kin. */
export const selectedSessionRow = (state: State): SessionRow | undefined => {
	const row = selectedRow(sessionList(state), state.screen.selected.sessions);
	return row === undefined || isTitle(row) ? undefined : row;
};

export const selectedSession = (state: State): Session | undefined => selectedSessionRow(state)?.session;

const modeOf = ({run, metadata}: Session): string => {
	const mode = run?.mode ?? metadata?.mode;
	return typeof mode === 'string' ? mode : '';
};

const aboutOf = (session: Session, tasks: Tasks): string => {
	const {name, needsInput, run, taskIds} = session;
	if (needsInput?.active === true && needsInput.message !== undefined && !isDone(session)) {
		return needsInput.message;
	}

	const id = run?.taskId ?? taskIds[0] ?? '';
	const title = tasks.get(id)?.title ?? '';
	return `${isDone(session) ? 'done: ' : ''}${title === name ? id : `${id} ${title}`}`;
};

export const sinceOf = ({activity, needsInput, lastActivity, completedAt}: Session): number =>
	completedAt ?? (needsInput?.active === true ? needsInput.since : undefined) ?? activity?.at ?? lastActivity;
