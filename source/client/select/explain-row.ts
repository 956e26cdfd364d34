import {badgeOf} from '../../domain/badge.js';
import type {Hold} from '../../domain/hold.js';
import type {Message} from '../../domain/message.js';
import type {Project} from '../../domain/project.js';
import {hasEnded} from '../../domain/session.js';
import {isClosed, type Task} from '../../domain/task.js';
import {ageOf, momentOf} from '../age.js';
import type {State} from '../state/index.js';
import {lineToDraw} from '../text.js';
import type {InboxRow} from './inbox.js';
import {evidenceOf, stateWords} from './message-state.js';
import {nameOf, receiverNames} from './names.js';
import {runsOfTask, sessionsOfTask} from './runs.js';
import type {Thread} from './threads.js';

const when = (at: number, now: number): string => {
	const age = ageOf(at, now);
	return `${momentOf(at, now)} (${age === 'now' ? age : `${age} ago`})`;
};

const together = (parts: ReadonlyArray<string | undefined>): string =>
	parts.flatMap(part => (part === undefined || part === '' ? [] : [lineToDraw(part)])).join('; ');

/** Why a task stands as it does: who says so, since when, what its runs do, and what contradicts it. */
export const explainTask = (task: Task, state: State): string => {
	const {now} = state.surroundings;
	const {id, status, updatedAt, completedAt} = task;
	const runs = runsOfTask(state, id);
	const live = sessionsOfTask(state, id);
	const openParts = [...state.tasks.values()].filter(part => part.parentId === id && !isClosed(part)).length;
	return together([
		`${id} is ${status.replace('_', ' ')}`,
		`the server says so, changed last at ${when(updatedAt, now)}`,
		completedAt !== null && isClosed(task) ? `first closed at ${when(completedAt, now)}` : undefined,
		runs.length === 0
			? 'it was never dispatched'
			: `its runs: ${runs
					.map(run => `${nameOf(state.sessions, run.id)} ${badgeOf(run)}`)
					.slice(0, 5)
					.join(', ')}`,
		...contradictions(task, live.length, openParts),
	]);
};

const contradictions = (task: Task, live: number, openParts: number): readonly string[] => [
	...(isClosed(task) && live > 0 ? [`but ${live === 1 ? 'a session is' : `${live} sessions are`} at work on it`] : []),
	...(isClosed(task) && openParts > 0 ? [`but ${openParts} of its parts ${openParts === 1 ? 'is' : 'are'} open`] : []),
	...(task.status === 'in_progress' && live === 0 ? ['but no session is at work on it'] : []),
	...(task.status === 'todo' && live > 0 ? ['but a session is at work on it'] : []),
];

/** What a project's numbers are made of. */
export const explainProject = (project: Project, state: State): string => {
	const {now} = state.surroundings;
	const tasks = [...state.tasks.values()].filter(({projectId}) => projectId === project.id);
	const sessions = [...state.sessions.values()].filter(({projectId}) => projectId === project.id);
	const open = tasks.filter(task => !isClosed(task)).length;
	const live = sessions.filter(session => !hasEnded(session)).length;
	return together([
		`${project.name} is ${project.workingDir} on the server's machine`,
		`${open} of its ${tasks.length} tasks ${open === 1 ? 'is' : 'are'} open`,
		`${live} of its ${sessions.length} sessions ${live === 1 ? 'lives' : 'live'}`,
		`changed last at ${when(project.updatedAt, now)}`,
	]);
};

/** How far what was said last has come, and what is known of that. */
export const explainThread = ({newest, unread, sent, messages}: Thread, state: State): string => {
	const {now} = state.surroundings;
	const names = `${nameOf(state.sessions, newest.from)} to ${nameOf(state.sessions, newest.to)}`;
	return together([
		unread > 0
			? `${unread} of ${messages.length} messages wait for you`
			: `${messages.length} messages, none waits for you`,
		`the last is from ${names}, at ${when(newest.createdAt, now)}`,
		...(sent === undefined ? [] : [`${sent === newest ? 'it' : 'what you wrote last'} is ${stateWords(sent, now)}`]),
		...(sent === undefined ? [] : evidenceOf(sent, now)),
		...(state.sessions.has(newest.from) || newest.from === 'operator' ? [] : ['but its session is not there any more']),
	]);
};

/** How far one message has come, and what is known of that. */
export const explainMessage = (message: Message, state: State): string => {
	const {now} = state.surroundings;
	const {sessions} = state;
	return together([
		`from ${nameOf(sessions, message.from)} to ${nameOf(sessions, message.to)}, at ${when(message.createdAt, now)}`,
		stateWords(message, now),
		...evidenceOf(message, now),
	]);
};

const explainHold = ({between, count, since, decision, decidedAt}: Hold, state: State): string =>
	together([
		`${receiverNames(state, between)} wrote ${count} messages to each other without a person`,
		`held since ${when(since, state.surroundings.now)}`,
		decision === undefined
			? 'nobody has decided yet'
			: `${decision}${decidedAt === undefined ? '' : ` at ${when(decidedAt, state.surroundings.now)}`}`,
	]);

export const explainInboxRow = (row: InboxRow, state: State): string => {
	switch (row.kind) {
		case 'thread': {
			return explainThread(row.thread, state);
		}

		case 'hold': {
			return explainHold(row.hold, state);
		}

		case 'draft': {
			const {text, isSending} = row.draft;
			const how = isSending ? 'it is being sent' : 'it is not sent, and nobody else has it';
			return together([`A draft of ${text.text.length} characters to ${row.names}`, how]);
		}
	}
};
