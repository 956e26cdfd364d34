import {MaestroError} from '../../domain/errors.js';
import {hasEnded, type Session, type TimelineEntry} from '../../domain/session.js';
import {
	addSessionEvent,
	addTimelineEntry,
	createSession,
	deleteSession,
	getSession,
	getTimeline,
	listSessions,
	renameSession,
	updateSession,
} from '../../protocol/sessions.js';
import type {Clock} from '../../system/clock.js';
import type {AddEntry} from '../add-entry.js';
import type {BeginSession} from '../begin-session.js';
import type {Clients} from '../clients.js';
import type {Delivery} from '../delivery.js';
import {type Inbox, removedReason} from '../inbox.js';
import type {Links} from '../links.js';
import {patched, withEvents} from '../patch-session.js';
import {type Caller, param, type Route, route} from '../route.js';
import type {SessionTasks} from '../session-tasks.js';
import {type Sessions, withoutSecrets} from '../sessions.js';
import {timelineOf} from '../timeline.js';

type Options = {
	readonly sessions: Sessions;
	readonly sessionTasks: SessionTasks;
	readonly links: Links;
	readonly inbox: Inbox;
	readonly delivery: Pick<Delivery, 'forget'>;
	/** Takes away the texts that a session left. */
	readonly forgetDocs: (sessionId: string) => Promise<void>;
	readonly clock: Clock;
	readonly begin: BeginSession;
	readonly addEntry: AddEntry;
	readonly clients: Pick<Clients, 'forget'>;
};

export const sessionRoutes = ({
	sessions,
	sessionTasks,
	links,
	inbox,
	delivery,
	forgetDocs,
	clock,
	begin,
	addEntry,
	clients,
}: Options): readonly Route[] => [
	route(listSessions, 'anyone', ({query: {projectId, taskId, status, active, ...kin}}) => {
		const statuses = status?.split(',');
		return sessions
			.all()
			.filter(
				session =>
					(projectId === undefined || session.projectId === projectId) &&
					(taskId === undefined || session.taskIds.includes(taskId)) &&
					(statuses === undefined || statuses.includes(session.status)) &&
					(active !== 'true' || !hasEnded(session)) &&
					isOfKin(session, kin),
			)
			.map(shown);
	}),
	route(getSession, 'anyone', asked => shown(sessions.get(param(asked, 'id')))),
	route(createSession, 'operator', async ({body}) => {
		const {projectId, taskIds, name, status = 'idle', metadata, claudeSessionId, agentId} = body;
		const kept = {claudeSessionId, agentId};
		return shown(await begin({projectId, taskIds, name, status, metadata, kept, message: 'Session created'}));
	}),
	route(updateSession, 'self', async asked => {
		const id = param(asked, 'id');
		const {taskIds, ...patch} = asked.body;
		sessions.get(id);
		refuseToHide(asked.caller, patch);
		if (taskIds !== undefined) {
			sessionTasks.admit(asked.caller, taskIds);
			await sessionTasks.set(id, taskIds);
		}

		const newId = () => sessions.newEntry({type: 'progress'}).id;
		return shown(await sessions.change(id, patched(patch, clock(), newId)));
	}),
	// The operator alone: others know a session by its name, and one could call itself like another.
	route(renameSession, 'operator', async asked => {
		const {name} = asked.body;
		return shown(
			await sessions.change(param(asked, 'id'), session => (session.name === name ? session : {...session, name})),
		);
	}),
	route(deleteSession, 'operator', async asked => {
		const id = param(asked, 'id');
		if (!hasEnded(sessions.get(id))) {
			throw new MaestroError('not-empty', `${id} has not ended; stop it first: maestro session stop ${id}`);
		}

		await inbox.fail(id, removedReason);
		await sessions.remove(id);
		// What was sent in between.
		await inbox.fail(id, removedReason);
		await links.removeAll(id);
		await delivery.forget(id);
		await clients.forget(id);
		await forgetDocs(id);
		return {success: true, id};
	}),
	route(addTimelineEntry, 'self', async asked => shown(await addEntry(param(asked, 'id'), asked.body))),
	route(addSessionEvent, 'self', async asked => {
		const {type, data} = asked.body;
		const {id, timestamp} = sessions.newEntry({type: 'progress'});
		return shown(
			await sessions.change(param(asked, 'id'), session => withEvents(session, [{id, timestamp, type, data}])),
		);
	}),
	route(getTimeline, 'anyone', asked => {
		const session = sessions.get(param(asked, 'id'));
		return timelineOf(session, inbox.list(session.id, {box: 'all'})).map(editable);
	}),
];

/** One that was put away is not looked at: a session could hide what it does. */
const refuseToHide = (
	{id, isOperator}: Caller,
	{humanCompletedAt, archivedAt}: Pick<Session, 'humanCompletedAt' | 'archivedAt'>,
): void => {
	if (!isOperator && (humanCompletedAt !== undefined || archivedAt !== undefined)) {
		throw new MaestroError('not-allowed', `Only the operator is done with a session or puts it away, and not ${id}`);
	}
};

type Kin = Readonly<Partial<Record<'parentSessionId' | 'rootSessionId' | 'teamSessionId', string | undefined>>>;

const isOfKin = (session: Session, {parentSessionId, rootSessionId, teamSessionId}: Kin): boolean =>
	(parentSessionId === undefined || session.parentSessionId === parentSessionId) &&
	(rootSessionId === undefined || withoutSecrets(session).rootSessionId === rootSessionId) &&
	(teamSessionId === undefined || withoutSecrets(session).teamSessionId === teamSessionId);

/** A session for an answer: without what is nobody's business, and with lists that the readers may change. */
export const shown = (session: Session) => {
	const open = withoutSecrets(session);
	return {
		...open,
		taskIds: [...open.taskIds],
		timeline: open.timeline.map(editable),
		docs: open.docs.map(note => ({...note})),
	};
};

const editable = (entry: TimelineEntry) => ({
	...entry,
	metadata: entry.metadata === undefined ? undefined : {...entry.metadata},
});
