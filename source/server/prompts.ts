import {createHash} from 'node:crypto';
import type {Message} from '../domain/message.js';
import {operatorId, type Session} from '../domain/session.js';

type FindSession = (id: string) => Session | undefined;

/**
A message as the real server shows what one session told another (contract §4): it knows no state of it, and no person.
*/
export const promptOf = ({id, from, to, message, createdAt}: Message, find: FindSession) => {
	const [sender, receiver] = [find(from), find(to)];
	return {
		id,
		fromSessionId: from,
		toSessionId: to,
		fromProjectId: sender?.projectId ?? null,
		toProjectId: receiver?.projectId ?? null,
		content: message,
		mode: 'send' as const,
		fromTeamMember: memberOf(sender),
		toTeamMember: memberOf(receiver),
		fromSessionName: sender?.name ?? null,
		toSessionName: receiver?.name ?? null,
		timestamp: createdAt,
	};
};

type Prompt = ReturnType<typeof promptOf>;

const memberOf = (session: Session | undefined): unknown =>
	session !== undefined && 'teamMemberSnapshot' in session ? session.teamMemberSnapshot : null;

/**
Sessions that wrote to each other, directly or by way of others, with all that they wrote; the group that wrote last comes first. What the
operator writes and gets makes no group: all sessions would be one.
*/
export const huddlesOf = (prompts: readonly Prompt[], find: FindSession) => {
	const between = prompts.filter(({fromSessionId, toSessionId}) => ![fromSessionId, toSessionId].includes(operatorId));
	const groups = new Map<string, Set<string>>();
	for (const {fromSessionId, toSessionId} of between) {
		const [one, other] = [groups.get(fromSessionId), groups.get(toSessionId)];
		const both = new Set([fromSessionId, toSessionId, ...(one ?? []), ...(other ?? [])]);
		for (const id of both) {
			groups.set(id, both);
		}
	}

	return [...new Set(groups.values())]
		.map(group =>
			huddleOf(
				[...group].sort(),
				between.filter(({fromSessionId}) => group.has(fromSessionId)),
				find,
			),
		)
		.sort((a, b) => b.lastActivity - a.lastActivity);
};

const huddleOf = (sessionIds: string[], prompts: Prompt[], find: FindSession) => ({
	id: `huddle_${createHash('sha256').update(sessionIds.join(' ')).digest('hex').slice(0, 12)}`,
	sessionIds,
	sessions: sessionIds.map(sessionId => {
		const session = find(sessionId);
		return {
			sessionId,
			sessionName: session?.name ?? null,
			projectId: session?.projectId ?? null,
			teamMember: memberOf(session),
		};
	}),
	prompts,
	promptCount: prompts.length,
	lastActivity: Math.max(...prompts.map(({timestamp}) => timestamp)),
});
