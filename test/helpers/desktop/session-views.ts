import type {DesktopMember, DesktopSession} from './entities.js';
import type {World} from './world.js';

/** What a session keeps of a team member. */
export const snapshotOf = (member: DesktopMember): Readonly<Record<string, unknown>> => {
	const {name, avatar, role, model, agentTool, permissionMode} = member;
	return Object.fromEntries(
		Object.entries({name, avatar, role, model, agentTool, permissionMode}).filter(([, value]) => value !== undefined),
	);
};

/** The whole session. Snapshots of members that it does not have are filled in when it is read. */
export const present = (world: World, session: DesktopSession): DesktopSession => {
	const member = session.teamMemberId === undefined ? undefined : world.members.get(session.teamMemberId);
	if (member === undefined || session.teamMemberSnapshot !== undefined) {
		return session;
	}

	const snapshot = snapshotOf(member);
	return {...session, teamMemberSnapshots: [snapshot], teamMemberSnapshot: snapshot};
};

const inSummary = [
	...['id', 'name', 'status', 'projectId', 'taskIds', 'parentSessionId', 'rootSessionId', 'teamSessionId'],
	...['teamMemberIds', 'teamMemberSnapshots', 'teamMemberSnapshot', 'teamMemberId', 'isMasterSession'],
	...['startedAt', 'completedAt', 'humanCompletedAt', 'archivedAt'],
];

/** What a list says of a session unless it is asked for all: not what it waits for, nor when it last did something. */
export const summarise = (world: World, session: DesktopSession): Readonly<Record<string, unknown>> => {
	const whole = present(world, session);
	return Object.fromEntries(inSummary.filter(name => whole[name] !== undefined).map(name => [name, whole[name]]));
};
