import type {Dispatcher} from '../../dispatch/dispatch.js';
import {MaestroError} from '../../domain/errors.js';
import {presenceOf, type Sighting} from '../../domain/presence.js';
import {hasEnded, type Session, type TimelineEntry, type TimelineType} from '../../domain/session.js';
import {
	addTimelineEntry,
	confirmTaking,
	createSession,
	deleteSession,
	getSession,
	getTimeline,
	listPresence,
	listSessions,
	promptSession,
	registerAgent,
	renameSession,
	resumeSession,
	takeMessages,
	updateSession,
} from '../../protocol/sessions.js';
import type {Clock} from '../../system/clock.js';
import type {BeginSession} from '../begin-session.js';
import type {Clients} from '../clients.js';
import type {Delivery} from '../delivery.js';
import {type Inbox, removedReason} from '../inbox.js';
import type {Links} from '../links.js';
import type {Orders} from '../orders.js';
import {param, type Route, route} from '../route.js';
import {reportedNeed} from '../session-life.js';
import {type Sessions, withoutSecrets} from '../sessions.js';
import {timelineOf} from '../timeline.js';

type Options = {
	readonly sessions: Sessions;
	readonly links: Links;
	readonly inbox: Inbox;
	readonly delivery: Delivery;
	/** Resolves once a receiver's next hook would find what was sent to it. */
	readonly raised: (receiver: string) => Promise<void>;
	readonly clock: Clock;
	readonly begin: BeginSession;
	readonly clients: Pick<Clients, 'forget'>;
	readonly dispatcher: Pick<Dispatcher, 'resume'>;
	readonly orders: Pick<Orders, 'orderOf'>;
	/** When somebody last saw that a session's agent runs. */
	readonly sightingOf: (sessionId: string) => Sighting | undefined;
};

export const sessionRoutes = ({
	sessions,
	links,
	inbox,
	delivery,
	raised,
	clock,
	begin,
	clients,
	dispatcher,
	orders,
	sightingOf,
}: Options): readonly Route[] => [
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
	route(createSession, 'operator', async ({body: {projectId, taskIds, name, status = 'idle', metadata}}) =>
		shown(await begin({projectId, taskIds, name, status, metadata, message: 'Session created'})),
	),
	route(updateSession, 'self', async asked => {
		const {status: wanted, needsInput, humanCompletedAt, archivedAt} = asked.body;
		return shown(
			await sessions.change(param(asked, 'id'), session => {
				// Who closes a terminal says "stopped", also of a session that had completed (contract §8).
				const status = wanted === 'stopped' && session.status === 'completed' ? undefined : wanted;
				const next = {...session, status: status ?? session.status, needsInput: needsInput ?? session.needsInput};
				return {
					...next,
					...(humanCompletedAt === undefined ? {} : {humanCompletedAt}),
					...(archivedAt === undefined ? {} : {archivedAt}),
					// What was observed before says nothing of a status that was set by hand.
					activity: status === undefined ? session.activity : undefined,
					completedAt: hasEnded(next) ? (session.completedAt ?? clock()) : null,
				};
			}),
		);
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
	route(getTimeline, 'anyone', asked => {
		const session = sessions.get(param(asked, 'id'));
		return timelineOf(session, inbox.list(session.id, {box: 'all'})).map(editable);
	}),
	// Contract §7: the prompt of the real server. A message is the same with a promise.
	route(promptSession, 'anyone', async ({params, body: {content, senderSessionId}, caller}) => {
		if (!caller.isOperator && senderSessionId !== caller.id) {
			throw new MaestroError('not-allowed', 'senderSessionId names another session than the one that asks');
		}

		const to = param({params}, 'id');
		if (senderSessionId === to) {
			throw new MaestroError('malformed', 'A session cannot prompt itself');
		}

		await inbox.send({from: senderSessionId, to, text: content});
		await raised(to);
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
	route(resumeSession, 'orchestrator', async asked => {
		const session = sessions.get(param(asked, 'id'));
		if (session.run === undefined) {
			throw new MaestroError(
				'run-not-found',
				`${session.id} was not dispatched from here: start its agent where it ran, and it goes on by itself`,
			);
		}

		const {mode, taskId, agent, extras = [], words, permission} = session.run;
		const order = await orders.orderOf({mode, taskId, agent, extras, words, permission});
		return shown(await dispatcher.resume(session.id, order));
	}),
	route(listPresence, 'anyone', ({query: {projectId}}) =>
		sessions
			.all()
			.filter(session => !hasEnded(session) && (projectId === undefined || session.projectId === projectId))
			.map(session => presenceOf(session, clock(), sightingOf(session.id))),
	),
	route(takeMessages, 'self', async asked => delivery.take(param(asked, 'id'), asked.body)),
	route(confirmTaking, 'self', async asked => ({
		confirmed: await delivery.confirm(param(asked, 'id'), asked.body.taking),
	})),
];

const asksForPerson = (type: TimelineType): boolean => type === 'needs_input' || type === 'task_blocked';

/** A session for an answer: without what is nobody's business, and with lists that the readers may change. */
export const shown = (session: Session) => {
	const open = withoutSecrets(session);
	return {
		...open,
		taskIds: [...open.taskIds],
		timeline: open.timeline.map(editable),
		docs: open.docs?.map(note => ({...note})),
	};
};

const editable = (entry: TimelineEntry) => ({
	...entry,
	metadata: entry.metadata === undefined ? undefined : {...entry.metadata},
});
