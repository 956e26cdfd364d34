import type {Team} from '../../domain/team.js';
import {
	addSubTeam,
	addTeamMembers,
	archiveTeam,
	createTeam,
	deleteTeam,
	getTeam,
	getTeamTree,
	listTeams,
	removeSubTeam,
	removeTeamMembers,
	unarchiveTeam,
	updateTeam,
} from '../../protocol/teams.js';
import {param, type Route, route} from '../route.js';
import type {Teams} from '../team/teams.js';

type Options = {readonly teams: Teams};

export const teamRoutes = ({teams}: Options): readonly Route[] => [
	route(listTeams, 'anyone', async ({query: {projectId}}) => (await teams.list(projectId)).map(editable)),
	route(getTeam, 'anyone', async asked => editable(await teams.get(param(asked, 'id'), asked.query.projectId))),
	route(getTeamTree, 'anyone', async asked => editable(await teams.tree(param(asked, 'id'), asked.query.projectId))),
	route(createTeam, 'operator', async ({body: {memberIds = [], ...team}}) =>
		editable(await teams.add({...team, memberIds})),
	),
	route(updateTeam, 'operator', async asked => {
		const {projectId, ...patch} = asked.body;
		return editable(
			await teams.change(param(asked, 'id'), projectId, team => {
				const {name = team.name, leaderId = team.leaderId, memberIds = team.memberIds} = patch;
				return {...team, ...patch, name, leaderId, memberIds};
			}),
		);
	}),
	...(
		[
			[archiveTeam, 'archived'],
			[unarchiveTeam, 'active'],
		] as const
	).map(([endpoint, status]) =>
		route(endpoint, 'operator', async asked =>
			editable(await teams.change(param(asked, 'id'), asked.body.projectId, team => ({...team, status}))),
		),
	),
	route(addTeamMembers, 'operator', async asked => {
		const {projectId, memberIds} = asked.body;
		return editable(
			await teams.change(param(asked, 'id'), projectId, team => ({
				...team,
				memberIds: [...new Set([...team.memberIds, ...memberIds])],
			})),
		);
	}),
	route(removeTeamMembers, 'operator', async asked => {
		const {projectId, memberIds} = asked.body;
		return editable(
			await teams.change(param(asked, 'id'), projectId, team => ({
				...team,
				memberIds: team.memberIds.filter(id => !memberIds.includes(id)),
			})),
		);
	}),
	...(
		[
			[addSubTeam, true],
			[removeSubTeam, false],
		] as const
	).map(([endpoint, isBelow]) =>
		route(endpoint, 'operator', async asked => {
			const {projectId, subTeamId} = asked.body;
			return editable(await teams.nest(param(asked, 'id'), projectId, subTeamId, isBelow));
		}),
	),
	route(deleteTeam, 'operator', async asked => {
		const id = param(asked, 'id');
		await teams.remove(id, asked.query.projectId);
		return {success: true, id};
	}),
];

const editable = (team: Team) => ({...team, memberIds: [...team.memberIds], subTeamIds: [...team.subTeamIds]});
