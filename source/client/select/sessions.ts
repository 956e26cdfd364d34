import {type Badge, badgeOf} from '../../domain/badge.js';
import {hasEnded, type Session} from '../../domain/session.js';
import {createFilter} from '../filter.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {Tasks} from '../state/tasks.js';
import {lineToDraw} from '../text.js';
import {selectedRow} from './rows.js';
import {outcomeOf} from './runs.js';
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

/** Those that live before those that ended, and the newest first: no row changes its place because its badge does. */
const byAge = (a: SessionRow, b: SessionRow): number =>
	Number(hasEnded(a.session)) - Number(hasEnded(b.session)) ||
	b.session.startedAt - a.session.startedAt ||
	(a.id < b.id ? -1 : 1);

export const allSessionRows = derive(
	[(state: State) => state.sessions, state => state.tasks, state => state.projects, unreadBySender],
	(sessions, tasks, projects, unread): readonly SessionRow[] =>
		[...sessions.values()]
			.map(session => ({
				id: session.id,
				session,
				badge: badgeOf(session),
				name: lineToDraw(session.name),
				about: lineToDraw(aboutOf(session, tasks)),
				mode: lineToDraw(modeOf(session)),
				isHeadless: session.run?.isHeadless === true,
				outcome: hasEnded(session) ? outcomeOf(session) : '',
				project: lineToDraw(projects.get(session.projectId)?.name ?? session.projectId),
				since: sinceOf(session),
				unread: unread.get(session.id) ?? 0,
			}))
			.sort(byAge),
);

export const sessionRows = derive(
	[allSessionRows, (state: State) => state.screen.filters.sessions ?? ''],
	(rows, filter): readonly SessionRow[] => {
		const keeps = createFilter(filter);
		return rows.filter(({badge, project, name, about, mode, isHeadless, outcome, id}) =>
			keeps({
				status: badge,
				project: project.toLowerCase(),
				mode: `${mode}${isHeadless ? ' headless' : ''}`.toLowerCase(),
				text: `${name} ${about} ${mode} ${isHeadless ? 'headless' : ''} ${project} ${badge} ${outcome} ${id}`.toLowerCase(),
			}),
		);
	},
);

export const selectedSession = (state: State): Session | undefined =>
	selectedRow(sessionRows(state), state.screen.selected.sessions)?.session;

const modeOf = ({run, metadata}: Session): string => {
	const mode = run?.mode ?? metadata?.mode;
	return typeof mode === 'string' ? mode : '';
};

const aboutOf = ({name, needsInput, run, taskIds}: Session, tasks: Tasks): string => {
	if (needsInput?.active === true && needsInput.message !== undefined) {
		return needsInput.message;
	}

	const id = run?.taskId ?? taskIds[0] ?? '';
	const title = tasks.get(id)?.title ?? '';
	return title === name ? id : `${id} ${title}`;
};

export const sinceOf = ({activity, needsInput, lastActivity, completedAt}: Session): number =>
	completedAt ?? (needsInput?.active === true ? needsInput.since : undefined) ?? activity?.at ?? lastActivity;
