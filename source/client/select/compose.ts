import {isBetweenRuns, isGone, roleOf, type Session} from '../../domain/session.js';
import {createFilter, usesAge} from '../filter.js';
import {derive} from '../state/derive.js';
import type {Draft} from '../state/drafts.js';
import type {State} from '../state/index.js';
import type {Projects} from '../state/projects.js';
import {receiverName} from './names.js';
import {selectedRow} from './rows.js';
import {sessionText} from './session-text.js';
import {allSessionRows, type SessionRow} from './sessions.js';

/** Somebody that a message can go to: a session, or a group of those that live. */
export type ReceiverRow =
	| {readonly kind: 'session'; readonly id: string; readonly row: SessionRow}
	| {readonly kind: 'group'; readonly id: string; readonly name: string; readonly count: number};

export const openDraft = ({screen, drafts}: State): Draft | undefined =>
	screen.draftId === undefined ? undefined : drafts.get(screen.draftId);

const groups = derive(
	[(state: State) => state.sessions, state => state.projects],
	(sessions, projects): readonly ReceiverRow[] => {
		const live = [...sessions.values()].filter(session => !isGone(session));
		const ids = ['role:worker', 'role:orchestrator', ...[...projects.keys()].map(id => `project:${id}`)];
		return ids
			.map(id => ({
				kind: 'group' as const,
				id,
				name: receiverName({sessions, projects}, id),
				count: live.filter(isIn(id)).length,
			}))
			.filter(({count}) => count > 0);
	},
);

const isIn = (group: string) => (session: Session) =>
	group === `role:${roleOf(session)}` || group === `project:${session.projectId}`;

/**
Who has the words typed so far: the sessions that live, then groups of them, then those that have ended, for which a message is kept.
*/
export const receivers = derive(
	[
		allSessionRows,
		groups,
		(state: State) => openDraft(state)?.query.text ?? '',
		state => (usesAge(openDraft(state)?.query.text ?? '') ? state.surroundings.now : 0),
	],
	(rows, all, query, now): readonly ReceiverRow[] => {
		const keeps = createFilter(query, now);
		const sessions = rows
			.filter(row => keeps(sessionText(row)))
			.map(row => ({kind: 'session', id: row.id, row}) as const);
		return [
			...sessions.filter(({row}) => !isGone(row.session)),
			...all.filter(({id, ...group}) => keeps({text: `${'name' in group ? group.name : ''} ${id}`})),
			...sessions.filter(({row}) => isGone(row.session)),
		];
	},
);

export const selectedReceiver = (state: State): ReceiverRow | undefined =>
	selectedRow(receivers(state), state.screen.selected.receivers);

/** Those of a draft's receivers that have ended, so that a message has to wait until they are resumed. */
export const endedReceivers = ({sessions}: Pick<State, 'sessions'>, {to}: Pick<Draft, 'to'>): readonly string[] =>
	to.filter(id => {
		const session = sessions.get(id);
		return session !== undefined && isGone(session) && !isBetweenRuns(session);
	});

/** What a template's gaps are filled with. */
export const knownOf = (
	{sessions, projects}: {readonly sessions: State['sessions']; readonly projects: Projects},
	{to}: Pick<Draft, 'to'>,
): Readonly<Record<string, string | undefined>> => {
	const [first] = to;
	const session = to.length === 1 ? sessions.get(first ?? '') : undefined;
	return {
		receiver: to.length === 0 ? undefined : to.map(id => receiverName({sessions, projects}, id)).join(', '),
		project: session === undefined ? undefined : projects.get(session.projectId)?.name,
		task: session?.run?.taskId ?? session?.taskIds[0],
	};
};
