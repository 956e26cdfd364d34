import {badgeOf} from '../../domain/badge.js';
import type {Presence} from '../../domain/presence.js';
import {operatorId, roleOf, type Session} from '../../domain/session.js';
import {cleanLine} from '../../domain/text.js';
import type {AgentCommand} from './command.js';

/**
The other sessions at work in this session's project; for the operator, all that are at work.
*/
export const siblings: AgentCommand = {
	usage: `maestro session siblings [--json]

Lists the other sessions that are at work in this session's project.

A line each: id, state, role, whether somebody is there (by whom that was seen, and how many seconds ago) and name.

  --json    an array of sessions, each with its presence`,
	options: {json: {type: 'boolean'}},

	async run({values, environment, identity: {id}, call, say}) {
		const projectId = id === operatorId ? undefined : (environment.MAESTRO_PROJECT_ID ?? (await projectOf(id)));
		const query = projectId === undefined ? '' : `&projectId=${encodeURIComponent(projectId)}`;
		const sessions = (await call({method: 'GET', path: `/api/sessions?active=true${query}`})) as readonly Session[];
		const presences = (await call({method: 'GET', path: '/api/presence'})) as readonly Presence[];
		const others = sessions
			.filter(session => session.id !== id)
			.map(session => ({...session, presence: presences.find(({sessionId}) => sessionId === session.id)}));
		if (values.json === true) {
			say(JSON.stringify(others));
			return;
		}

		say(others.length === 0 ? 'No other session is at work.' : others.map(show).join('\n'));

		async function projectOf(sessionId: string): Promise<string> {
			return ((await call({method: 'GET', path: `/api/sessions/${sessionId}`})) as Session).projectId;
		}
	},
};

const show = (session: Session & {readonly presence: Presence | undefined}): string =>
	[
		session.id,
		badgeOf(session).padEnd(11),
		roleOf(session).padEnd(12),
		presenceOf(session.presence).padEnd(24),
		cleanLine(session.name),
	].join('  ');

const presenceOf = ({state = 'unknown', source, lastSeen}: Partial<Presence> = {}): string =>
	lastSeen === undefined
		? state
		: `${state} (${source} ${Math.max(0, Math.round((Date.now() - lastSeen) / 1000))}s ago)`;
