import {MaestroError} from '../../domain/errors.js';
import {createId} from '../../domain/id.js';
import type {Project} from '../../domain/project.js';
import {hasEnded, type Session, type TimelineType} from '../../domain/session.js';
import {
	addTimelineEntry,
	confirmTaking,
	createSession,
	deleteSession,
	getSession,
	getTimeline,
	listSessions,
	promptSession,
	registerAgent,
	takeMessages,
	updateSession,
} from '../../protocol/sessions.js';
import type {Clock} from '../../system/clock.js';
import type {Delivery} from '../delivery.js';
import type {Inbox} from '../inbox.js';
import {param, type Route, route} from '../route.js';
import {reportedNeed, type Sessions, withoutSecrets} from '../sessions.js';
import type {Collection} from '../stores/collection.js';

type Options = {
	readonly sessions: Sessions;
	readonly projects: Collection<Project>;
	readonly inbox: Inbox;
	readonly delivery: Delivery;
	readonly clock: Clock;
	readonly random: () => number;
};

export const sessionRoutes = ({sessions, projects, inbox, delivery, clock, random}: Options): readonly Route[] => [
	route(listSessions, 'anyone', ({query: {projectId, taskId, status, active}}) => {
		const statuses = status?.split(',');
		return sessions
			.all()
			.filter(
				session =>
					(projectId === undefined || session.projectId === projectId) &&
					(taskId === undefined || session.taskIds.includes(taskId)) &&
					(statuses === undefined || statuses.includes(session.status)) &&
					(active !== 'true' || !hasEnded(session)),
			)
			.map(shown);
	}),
	route(getSession, 'anyone', asked => shown(sessions.get(param(asked, 'id')))),
	route(createSession, 'operator', async ({body: {projectId, taskIds, name, status = 'idle', metadata}}) => {
		if (projects.get(projectId) === undefined) {
			throw new MaestroError('project-not-found', `There is no project ${projectId}`);
		}

		const now = clock();
		const id = createId('sess', now, random);
		return shown(
			await sessions.add({
				id,
				projectId,
				taskIds,
				name: name ?? id,
				status,
				startedAt: now,
				lastActivity: now,
				completedAt: null,
				parentSessionId: null,
				timeline: [sessions.newEntry({type: 'session_started', message: 'Session created'})],
				metadata,
			}),
		);
	}),
	route(updateSession, 'self', async asked => {
		const {status, needsInput} = asked.body;
		return shown(
			await sessions.change(param(asked, 'id'), session => {
				const next = {...session, status: status ?? session.status, needsInput: needsInput ?? session.needsInput};
				// What was observed before says nothing of a status that was set by hand.
				return {
					...next,
					activity: status === undefined ? session.activity : undefined,
					completedAt: hasEnded(next) ? (session.completedAt ?? clock()) : null,
				};
			}),
		);
	}),
	route(deleteSession, 'operator', async asked => {
		const id = param(asked, 'id');
		if (!hasEnded(sessions.get(id))) {
			throw new MaestroError('not-empty', `${id} has not ended; stop it first: maestro session stop ${id}`);
		}

		await sessions.remove(id);
		await delivery.forget(id);
		return {success: true, id};
	}),
	route(addTimelineEntry, 'self', async asked => {
		const {type, message, taskId, metadata} = asked.body;
		const entry = sessions.newEntry({type, message, taskId, metadata});
		return shown(
			await sessions.change(param(asked, 'id'), session => ({
				...session,
				timeline: [...session.timeline, entry],
				needsInput: asksForPerson(type) ? reportedNeed(message, clock()) : session.needsInput,
			})),
		);
	}),
	route(getTimeline, 'anyone', asked => shown(sessions.get(param(asked, 'id'))).timeline),
	// Contract §7: the prompt of the real server. A message is the same with a promise.
	route(promptSession, 'anyone', async ({params, body: {content, senderSessionId}, caller}) => {
		if (!caller.isOperator && senderSessionId !== caller.id) {
			throw new MaestroError('not-allowed', 'senderSessionId names another session than the one that asks');
		}

		await inbox.send({from: senderSessionId, to: param({params}, 'id'), text: content});
		return {success: true};
	}),
	route(registerAgent, 'self', async asked => {
		const {agent: agentTool, version: agentVersion} = asked.body;
		const id = param(asked, 'id');
		await delivery.prepare(sessions.get(id).id);
		return shown(
			await sessions.change(id, session => ({
				...session,
				metadata: {...session.metadata, agentTool, agentVersion},
			})),
		);
	}),
	route(takeMessages, 'self', async asked => delivery.take(param(asked, 'id'), asked.body)),
	route(confirmTaking, 'self', async asked => ({
		confirmed: await delivery.confirm(param(asked, 'id'), asked.body.taking),
	})),
];

const asksForPerson = (type: TimelineType): boolean => type === 'needs_input' || type === 'task_blocked';

/** A session for an answer: without what is nobody's business, and with lists that the readers may change. */
const shown = (session: Session) => {
	const open = withoutSecrets(session);
	return {
		...open,
		taskIds: [...open.taskIds],
		timeline: open.timeline.map(entry => ({...entry, metadata: {...entry.metadata}})),
	};
};
