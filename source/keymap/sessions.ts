import {can} from '../client/cannot.js';
import {explainBadge} from '../client/select/explain.js';
import {chosenSessions} from '../client/select/marks.js';
import {nameOf} from '../client/select/names.js';
import {selectedSession, selectedSessionRow} from '../client/select/sessions.js';
import {beginning, textsThatWait} from '../client/select/texts.js';
import type {State} from '../client/state/index.js';
import {badgeOf} from '../domain/badge.js';
import {hasEnded, isArchived, isDone, noted, type Session} from '../domain/session.js';
import {needing, needingAll, type Scope} from './binding.js';
import {openReply, threadAtHand} from './opening.js';
import {openSession, runKeys} from './runs.js';

const reason = 'Select a session first';
const onSession = needing(selectedSession, reason);
const onRow = needing(selectedSessionRow, reason);

/** Brought back is what is away, where nothing else is chosen. */
const areAway = (sessions: readonly Session[]): boolean => sessions.every(isArchived);

const areDone = (sessions: readonly Session[]): boolean => sessions.every(isDone);

const itOr = (sessions: readonly Session[]): string => (sessions.length === 1 ? 'it' : String(sessions.length));

/** A server that has windows opened by others may keep one for ever that never came to be, or whose window is gone. */
const whyNotDelete = (session: Session, state: State): string | undefined =>
	hasEnded(session) || (can(state, 'orders') && session.run?.window === undefined)
		? undefined
		: 'It has not ended; stop it first';

const whatGoes = (sessions: readonly Session[], state: State): string => {
	const [first] = sessions;
	const isOne = sessions.length === 1 && first !== undefined;
	const what = isOne ? `${nameOf(state.sessions, first.id)} (${badgeOf(first)})` : `these ${sessions.length} sessions`;
	const trees = sessions.filter(session => noted(session, 'worktreePath') !== undefined).length;
	const lost =
		trees === 0
			? ''
			: `, and ${isOne ? 'its work tree' : trees === 1 ? 'a work tree' : `${trees} work trees`} with what is not committed there`;
	return `Delete ${what}? ${isOne ? 'Its' : 'Their'} history and documents go with ${isOne ? 'it' : 'them'}${lost}; it cannot be taken back`;
};

export const sessionKeys: Scope = {
	title: 'Sessions',
	bindings: [
		{
			id: 'session.jump',
			keys: ['enter'],
			help: 'Jump to its window, or show its log',
			inFooter: true,
			...onSession(openSession),
		},
		{
			id: 'session.write',
			keys: ['A'],
			help: 'Write what waits for it into its window now',
			needs: 'orders',
			changes: true,
			...onSession({
				whyNot: ({id}, state) =>
					textsThatWait(state, id).length === 0 ? 'Nothing waits for you before it is written there' : undefined,
				confirm({id}, state) {
					const [first, ...others] = textsThatWait(state, id);
					const what = others.length === 0 ? `"${beginning(first?.words ?? '')}"` : `these ${others.length + 1} texts`;
					return `Write ${what} into the window of ${nameOf(state.sessions, id)}, whatever it shows? Look at it first (enter)`;
				},
				act: async (session, {actions}) => actions.writeWaiting(session),
			}),
		},
		{
			id: 'session.dispatch',
			keys: ['n'],
			help: 'Dispatch its task in a mode',
			inFooter: true,
			needs: 'dispatch',
			changes: true,
			...onSession({
				label: () => 'Dispatch',
				whyNot: ({run, taskIds}) =>
					(run?.taskId ?? taskIds[0]) === undefined ? 'It has no task; create one in the list of tasks' : undefined,
				run({run, taskIds}, {send}) {
					send({event: 'dispatch:opened', data: {taskId: run?.taskId ?? taskIds[0] ?? ''}});
				},
			}),
		},
		{
			id: 'session.reply',
			keys: ['r'],
			help: 'Reply to what it wrote last',
			needs: 'messages',
			...onSession({
				whyNot: (_session, state) => (threadAtHand(state) === undefined ? 'It has not written to you' : undefined),
				run(_session, {state, send}) {
					const thread = threadAtHand(state);
					send(...(thread === undefined ? [] : [openReply(thread)]));
				},
			}),
		},
		{
			id: 'session.explain',
			keys: ['.'],
			help: 'Explain its badge',
			...onSession({
				run: (session, {state, send}) =>
					send({event: 'notice', data: {tone: 'info', text: explainBadge(session, state.surroundings.now)}}),
			}),
		},
		{
			id: 'session.preview',
			keys: ['p'],
			help: 'Show or hide the preview',
			run: ({send}) => send({event: 'preview:toggled'}),
		},
		{
			id: 'session.peek',
			keys: ['space'],
			help: 'Look at what it asks, or said last',
			label: () => 'Peek',
			inFooter: true,
			...onSession({run: ({id}, {send}) => send({event: 'peek:opened', data: {sessionId: id}})}),
		},
		{
			id: 'session.rename',
			keys: ['e'],
			help: 'Give it another name',
			needs: 'names',
			changes: true,
			...onSession({
				run: ({id, name}, {send}) =>
					send({event: 'field:opened', data: {purpose: 'rename-session', label: 'Name', text: name, subject: id}}),
			}),
		},
		{
			id: 'session.fold',
			keys: ['left'],
			help: 'Fold those that it has started, or those beside it',
			...onRow({
				whyNot: ({kin}) =>
					kin === undefined || (kin.depth === 0 && (kin.below === 0 || kin.isFolded))
						? 'It has started no other that is shown'
						: undefined,
				run({id, kin, session: {parentSessionId}}, {send}) {
					const folded = kin !== undefined && kin.below > 0 && !kin.isFolded ? id : (parentSessionId ?? id);
					send(
						{event: 'row:folded', data: {id: folded}},
						{event: 'row:selected', data: {list: 'sessions', id: folded}},
					);
				},
			}),
		},
		{
			id: 'session.unfold',
			keys: ['right'],
			help: 'Unfold those that it has started',
			...onRow({
				whyNot: ({kin}) => (kin?.isFolded === true ? undefined : 'Nothing is folded below it'),
				run: ({id}, {send}) => send({event: 'row:unfolded', data: {id}}),
			}),
		},
		{
			id: 'session.done',
			keys: ['c'],
			help: 'Say that you are done with it, or not after all',
			needs: 'server',
			changes: true,
			...needingAll(
				chosenSessions,
				reason,
			)({
				label: sessions => `${areDone(sessions) ? 'Not done with' : 'Done with'} ${itOr(sessions)}`,
				act: async (chosen, {actions}) => actions.finishSessions(chosen, {isBack: areDone(chosen.items)}),
			}),
		},
		...runKeys({prefix: 'session', select: selectedSession, chosen: chosenSessions, reason}),
		{
			id: 'session.archive',
			keys: ['D'],
			help: 'Archive it, or bring it back; "is:archived" in the filter shows what is away',
			needs: 'server',
			changes: true,
			...needingAll(
				chosenSessions,
				reason,
			)({
				label: sessions => `${areAway(sessions) ? 'Bring back' : 'Archive'} ${itOr(sessions)}`,
				whyNot: session => (hasEnded(session) ? undefined : 'It has not ended; only what has ended is put away'),
				act: async (chosen, {actions}) => actions.archiveSessions(chosen, {isBack: areAway(chosen.items)}),
			}),
		},
		{
			id: 'session.delete',
			keys: ['Z'],
			help: 'Delete it, with its history and its own work tree',
			needs: 'server',
			changes: true,
			...needingAll(
				chosenSessions,
				reason,
			)({
				label: sessions => `Delete ${itOr(sessions)}`,
				whyNot: whyNotDelete,
				confirm: (sessions, state) => whatGoes(sessions, state),
				act: async (chosen, {actions}) => actions.deleteSessions(chosen),
			}),
		},
	],
};
