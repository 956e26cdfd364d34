import {MaestroError} from '../../domain/errors.js';
import type {Session} from '../../domain/session.js';
import type {TeamMember} from '../../domain/team-member.js';
import {
	addTeamMemberMemory,
	archiveTeamMember,
	createTeamMember,
	deleteTeamMember,
	getTeamMember,
	listTeamMembers,
	mostMemory,
	resetTeamMember,
	setTeamMemberScope,
	unarchiveTeamMember,
	updateTeamMember,
} from '../../protocol/team-members.js';
import {param, type Route, route} from '../route.js';
import type {Sessions} from '../sessions.js';
import type {TeamMembers} from '../team/members.js';

type Options = {
	readonly teamMembers: TeamMembers;
	readonly sessions: Pick<Sessions, 'find'>;
};

/**
Team members. What one is told and may do is for the operator to say, as every session that is started in it gets that; a session may add to
the memory of the member that it is.
*/
export const teamMemberRoutes = ({teamMembers, sessions}: Options): readonly Route[] => [
	route(listTeamMembers, 'anyone', async ({query: {projectId, scope}}) =>
		(await teamMembers.list(projectId, scope)).map(editable),
	),
	route(getTeamMember, 'anyone', async asked =>
		editable(await teamMembers.get(param(asked, 'id'), asked.query.projectId)),
	),
	route(createTeamMember, 'operator', async ({body: {role = '', avatar = '', ...member}}) =>
		editable(await teamMembers.add({...member, role, avatar})),
	),
	route(updateTeamMember, 'operator', async asked => {
		const {projectId, ...patch} = asked.body;
		return editable(
			await teamMembers.change(param(asked, 'id'), projectId, member => {
				const {name = member.name, role = member.role, avatar = member.avatar} = patch;
				return {...member, ...patch, name, role, avatar};
			}),
		);
	}),
	...(
		[
			[archiveTeamMember, 'archived'],
			[unarchiveTeamMember, 'active'],
		] as const
	).map(([endpoint, status]) =>
		route(endpoint, 'operator', async asked =>
			editable(await teamMembers.change(param(asked, 'id'), asked.body.projectId, member => ({...member, status}))),
		),
	),
	route(resetTeamMember, 'operator', async asked =>
		editable(await teamMembers.reset(param(asked, 'id'), asked.body.projectId)),
	),
	route(addTeamMemberMemory, 'anyone', async asked => {
		const [id, {projectId, entries}] = [param(asked, 'id'), asked.body];
		if (!asked.caller.isOperator && !isIn(sessions.find(asked.caller.id), id)) {
			throw new MaestroError(
				'not-allowed',
				`A session adds to the memory of the team member that it is, and ${id} is another`,
			);
		}

		return editable(
			await teamMembers.change(id, projectId, member => ({
				...member,
				memory: [...(member.memory ?? []), ...entries].slice(-mostMemory),
			})),
		);
	}),
	route(setTeamMemberScope, 'operator', async asked => {
		const {projectId, scope} = asked.body;
		return editable(await teamMembers.change(param(asked, 'id'), projectId, member => ({...member, scope, projectId})));
	}),
	route(deleteTeamMember, 'operator', async asked => {
		const id = param(asked, 'id');
		await teamMembers.remove(id, asked.query.projectId);
		return {success: true, id};
	}),
];

/** Whether a session was started as this member. */
const isIn = (session: Session | undefined, memberId: string): boolean =>
	session !== undefined &&
	'teamMemberIds' in session &&
	Array.isArray(session.teamMemberIds) &&
	session.teamMemberIds.includes(memberId);

const editable = (member: TeamMember) => ({
	...member,
	memory: member.memory === undefined ? undefined : [...member.memory],
});
