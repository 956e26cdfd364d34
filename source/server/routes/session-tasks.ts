import {MaestroError} from '../../domain/errors.js';
import type {MaestroEvent} from '../../domain/event.js';
import {noted, roleOf, type Session} from '../../domain/session.js';
import {getSessionMode, linkTask, type SessionRole, setSessionMode, unlinkTask} from '../../protocol/session-tasks.js';
import type {Clock} from '../../system/clock.js';
import {param, type Route, route} from '../route.js';
import type {SessionTasks} from '../session-tasks.js';
import type {Sessions} from '../sessions.js';
import {shown} from './sessions.js';

type Options = {
	readonly sessions: Sessions;
	readonly sessionTasks: SessionTasks;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
};

/**
What a session works on, and in which role.
*/
export const sessionTaskRoutes = ({sessions, sessionTasks, publish, clock}: Options): readonly Route[] => [
	route(linkTask, 'self', async asked => {
		const [id, taskId] = [param(asked, 'id'), param(asked, 'taskId')];
		sessions.get(id);
		sessionTasks.admit(asked.caller, [taskId]);
		return shown(await sessionTasks.link(id, taskId));
	}),
	route(unlinkTask, 'self', async asked =>
		shown(await sessionTasks.unlink(param(asked, 'id'), param(asked, 'taskId'))),
	),
	route(getSessionMode, 'anyone', asked => {
		const session = sessions.get(param(asked, 'id'));
		return {
			id: session.id,
			mode: modeOf(session),
			relation: session.parentSessionId === null ? ('standalone' as const) : ('coordinated' as const),
			role: roleIn(session),
		};
	}),
	// In the real product every session may make itself a coordinator. Here a coordinator starts agents and writes to everyone, so that is for
	// the operator to say; a session may step back by itself.
	route(setSessionMode, 'self', async asked => {
		const {role} = asked.body;
		let previousMode = '';
		// In its turn: the operator may have said otherwise since this was asked.
		const session = await sessions.change(param(asked, 'id'), before => {
			previousMode = modeOf(before);
			if (roleIn(before) === role) {
				return before;
			}

			if (role === 'coordinator' && !asked.caller.isOperator) {
				throw new MaestroError('not-allowed', 'Only the operator makes a session a coordinator: ask for it');
			}

			return {...before, metadata: {...before.metadata, mode: modeFor(role, before)}};
		});
		const mode = modeOf(session);
		const changed = mode !== previousMode;
		if (changed) {
			publish({
				event: 'session:mode_changed',
				data: {sessionId: session.id, mode, previousMode, changed, timestamp: clock()},
			});
		}

		// There is none: what an agent is told of itself is in its introduction.
		return {id: session.id, mode, previousMode, changed, manifestRegenerated: false};
	}),
];

const roleIn = (session: Session): SessionRole => (roleOf(session) === 'orchestrator' ? 'coordinator' : 'worker');

const modeOf = (session: Session): string => noted(session, 'mode') ?? 'worker';

/** The name of a role in the mode of a session: that of one with a parent says so (contract §4). */
const modeFor = (role: SessionRole, {parentSessionId}: Session): string =>
	parentSessionId === null ? role : `coordinated-${role}`;
