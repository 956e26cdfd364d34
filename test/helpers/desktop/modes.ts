import type {DesktopSession} from './entities.js';
import {check, refuse} from './refused.js';
import {on, type Route} from './route.js';
import {roleChange} from './schemas.js';
import type {World} from './world.js';

export const modeOf = ({metadata}: DesktopSession): string => String(metadata?.mode ?? 'worker');

export const isCoordinator = (session: DesktopSession): boolean =>
	['coordinator', 'coordinated-coordinator', 'coordinate'].includes(modeOf(session));

/** `coordinated-` where somebody else started it. */
export const modeFor = (isOrchestrating: boolean, hasParent: boolean): string =>
	`${hasParent ? 'coordinated-' : ''}${isOrchestrating ? 'coordinator' : 'worker'}`;

export const modeRoutes = (world: World): readonly Route[] => [
	on('GET /api/sessions/:id/mode', ({params}) => {
		const session = world.session(params.id ?? '');
		return {
			id: session.id,
			mode: modeOf(session),
			relation: session.parentSessionId === null ? 'standalone' : 'coordinated',
			role: isCoordinator(session) ? 'coordinator' : 'worker',
		};
	}),

	on('POST /api/sessions/:id/mode', ({params, body, headers}) => {
		const session = world.session(params.id ?? '');
		const {role} = check(roleChange, body);
		if (headers['x-session-id'] !== session.id) {
			throw refuse(403, 'mode_self_only', 'You can only flip your own role');
		}

		const previousMode = modeOf(session);
		const mode = modeFor(role === 'coordinator', session.parentSessionId !== null);
		const changed = mode !== previousMode;
		session.metadata = {...session.metadata, mode};
		if (changed) {
			world.emit('session:mode_changed', {
				...{sessionId: session.id, mode, previousMode, changed},
				timestamp: world.now(),
			});
		}

		return {id: session.id, mode, previousMode, changed, manifestRegenerated: changed};
	}),
];
