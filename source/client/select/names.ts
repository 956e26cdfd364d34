import {operatorId} from '../../domain/session.js';
import type {State} from '../state/index.js';
import type {Sessions} from '../state/sessions.js';
import {lineToDraw} from '../text.js';

/** How a session, or the operator, is called on the screen. */
export const nameOf = (sessions: Sessions, id: string): string =>
	id === operatorId ? 'you' : lineToDraw(sessions.get(id)?.name ?? id) || id;

/** How a receiver is called: a session, or a group of them. */
export const receiverName = ({sessions, projects}: Pick<State, 'sessions' | 'projects'>, receiver: string): string => {
	switch (receiver) {
		case 'role:worker': {
			return 'all workers';
		}

		case 'role:orchestrator': {
			return 'all orchestrators';
		}

		default: {
			const [, project] = /^project:(.*)$/.exec(receiver) ?? [];
			return project === undefined
				? nameOf(sessions, receiver)
				: `everyone in ${lineToDraw(projects.get(project)?.name ?? project)}`;
		}
	}
};

/** Several of them, as many by name as a line can take. */
export const receiverNames = (state: Pick<State, 'sessions' | 'projects'>, receivers: readonly string[]): string => {
	const names = receivers.slice(0, 3).map(receiver => receiverName(state, receiver));
	const more = receivers.length - names.length;
	return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
};
