import type {Dispatcher} from '../../dispatch/dispatch.js';
import {MaestroError} from '../../domain/errors.js';
import {presenceOf, type Sighting} from '../../domain/presence.js';
import {conversationOf, hasEnded} from '../../domain/session.js';
import {
	confirmTaking,
	listPresence,
	promptSession,
	registerAgent,
	resumeSession,
	takeMessages,
} from '../../protocol/session-agents.js';
import type {Clock} from '../../system/clock.js';
import type {Delivery} from '../delivery.js';
import type {Inbox} from '../inbox.js';
import {param, type Route, route} from '../route.js';
import type {Sessions} from '../sessions.js';
import type {OrderAgain} from '../spawn/order-again.js';
import {shown} from './sessions.js';

type Options = {
	readonly sessions: Sessions;
	readonly inbox: Inbox;
	readonly delivery: Delivery;
	/** Resolves once a receiver's next hook would find what was sent to it. */
	readonly raised: (receiver: string) => Promise<void>;
	readonly clock: Clock;
	readonly dispatcher: Pick<Dispatcher, 'resume'>;
	readonly orderAgain: OrderAgain;
	/** When somebody last saw that a session's agent runs. */
	readonly sightingOf: (sessionId: string) => Sighting | undefined;
};

/**
What is said to the agents of sessions, and what they ask.
*/
export const sessionAgentRoutes = ({
	sessions,
	inbox,
	delivery,
	raised,
	clock,
	dispatcher,
	orderAgain,
	sightingOf,
}: Options): readonly Route[] => [
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
		const resumed = await dispatcher.resume(session.id, await orderAgain(session));
		const claudeSessionId = conversationOf(resumed) ?? null;
		return {
			...shown(resumed),
			...{success: true, sessionId: session.id, claudeSessionId, message: 'Its agent goes on where it left off'},
		};
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
