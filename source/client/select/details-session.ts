import {badgeOf} from '../../domain/badge.js';
import {hasEnded, noted, roleOf, type Session} from '../../domain/session.js';
import {momentAndAge} from '../age.js';
import {lineToDraw} from '../text.js';
import {docLinks} from './details-doc.js';
import type {Around, Details, Link} from './details-shape.js';
import {explainBadge} from './explain.js';
import type {Fact} from './facts.js';
import {runFacts} from './run-details.js';
import {outcomeOf} from './runs.js';
import {textFacts} from './texts.js';
import {isUnread} from './unread.js';

/** A moment with its age, where there was one. */
export const since = (at: number | null | undefined, now: number): string | undefined =>
	at === null || at === undefined ? undefined : momentAndAge(at, now);

/** A session in a few words, for what leads there. */
export const sessionLink = (session: Session, what: string): Link => {
	const outcome = outcomeOf(session);
	const words = [what, session.name, session.run?.mode ?? '', badgeOf(session), outcome].filter(word => word !== '');
	return {to: {kind: 'session', id: session.id}, words: words.join('  ')};
};

export const detailsOfSession = (session: Session, around: Around): Details => {
	const {id, projectId, taskIds, parentSessionId, run, activity, needsInput} = session;
	const {sessions, tasks, projects, messages, docs, texts, now} = around;
	const itsDocs = docs.filter(({sessionId}) => sessionId === id);
	const parent = parentSessionId === null ? undefined : sessions.get(parentSessionId);
	const children = [...sessions.values()].filter(other => other.parentSessionId === id);
	const ofTasks = [...new Set([...taskIds, ...(run === undefined ? [] : [run.taskId])])].flatMap(
		taskId => tasks.get(taskId) ?? [],
	);
	const unread = [...messages.values()].filter(message => message.from === id && isUnread(message)).length;
	return {
		title: lineToDraw(session.name) || id,
		facts: [
			['Session', id],
			['State', badgeOf(session)],
			['Why', explainBadge(session, now)],
			['Asks', needsInput?.active === true ? needsInput.message : undefined],
			['Project', projects.get(projectId)?.name ?? projectId],
			['Role', roleOf(session)],
			...startFacts(session),
			...runFacts(session, {tasks, now}),
			['Begun', since(session.startedAt, now)],
			['Last heard', since(session.lastActivity, now)],
			['Seen by', activity === undefined ? 'nobody' : `${activity.source}, ${since(activity.at, now)}`],
			[
				'Ended',
				run === undefined && hasEnded(session) ? (since(session.completedAt, now) ?? 'nobody saw when') : undefined,
			],
			['Done with', since(session.humanCompletedAt, now)],
			['Put away', since(session.archivedAt, now)],
			['Started by', parent === undefined ? starterOf(session) : parent.name],
			['Run', run?.id],
			...placeOf(session),
			['Documents', itsDocs.length === 0 ? undefined : String(itsDocs.length)],
			...textFacts(texts, id, now),
			['Unread', unread === 0 ? undefined : `${unread} from it`],
			...metadataOf(session),
		],
		links: [
			...ofTasks.map((task): Link => ({to: {kind: 'task', id: task.id}, words: `task  ${task.id} ${task.title}`})),
			...(projects.has(projectId)
				? [{to: {kind: 'project', id: projectId}, words: `project  ${projects.get(projectId)?.name}`} as const]
				: []),
			...(parent === undefined ? [] : [sessionLink(parent, 'started by')]),
			...docLinks(itsDocs, now),
			...children.map(child => sessionLink(child, 'it started')),
		],
	};
};

const starterOf = ({parentSessionId, run}: Session): string =>
	parentSessionId ?? (run === undefined ? 'a person, without a dispatch' : 'a dispatch');

const placeOf = ({run}: Session): readonly Fact[] => {
	const {window, limits, atEnd} = run ?? {};
	return [
		['Window', window === undefined ? undefined : `${window.windowId} of ${window.session}, pane ${window.paneId}`],
		['Shown by', window === undefined ? undefined : `${window.multiplexer} at ${window.address}`],
		['Limits', limits === undefined ? undefined : limitsOf(limits)],
		[
			'At its end',
			atEnd?.taskStatus === undefined ? undefined : `the task becomes ${atEnd.taskStatus.replace('_', ' ')}`,
		],
	];
};

const limitsOf = ({minutes, outputBytes}: {readonly minutes: number; readonly outputBytes: number}): string =>
	[
		minutes === 0 ? '' : `${minutes} minutes`,
		outputBytes === 0 ? '' : `${Math.round(outputBytes / 1024).toLocaleString('en')} KB of output`,
	]
		.filter(part => part !== '')
		.join(', ') || 'none';

/** What a server that has windows opened by others notes of how a session was started, by the name that it is told by (contract §4). */
const startNotes = [
	['Mode', 'mode'],
	['Agent', 'agentTool'],
	['Model', 'model'],
	['Permission', 'permissionMode'],
	['Branch', 'worktreeBranch'],
	['Work tree', 'worktreePath'],
	['Asked by', 'spawnSource'],
] as const;

const told: readonly string[] = [...startNotes.map(([, name]) => name), 'teamMemberId', 'spawnedBy'];

const startFacts = (session: Session): readonly Fact[] => {
	const {name, role = ''} = session.teamMemberSnapshot ?? {};
	return [
		['Team member', name === undefined ? noted(session, 'teamMemberId') : `${name}${role === '' ? '' : `, ${role}`}`],
		...startNotes.map(([label, note]): Fact => [label, noted(session, note)?.slice(0, longestNote)]),
	];
};

/** So much of what others have noted is told. */
const mostNotes = 20;
const longestNote = 300;

const metadataOf = ({metadata = {}}: Session): readonly Fact[] =>
	Object.entries(metadata)
		.filter(([name, value]) => ['string', 'number', 'boolean'].includes(typeof value) && !told.includes(name))
		.slice(0, mostNotes)
		.map(([name, value]) => [lineToDraw(name.slice(0, 12)), String(value).slice(0, longestNote)]);
