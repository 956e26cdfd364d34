import {MaestroError} from '../../domain/errors.js';
import {createId} from '../../domain/id.js';
import type {Project} from '../../domain/project.js';
import type {Team} from '../../domain/team.js';
import type {Clock} from '../../system/clock.js';
import {createLanes} from '../lanes.js';
import type {Collection} from '../stores/collection.js';
import type {TeamMembers} from './members.js';

type NewTeam = Pick<Team, 'projectId' | 'name' | 'description' | 'avatar' | 'leaderId' | 'memberIds'>;

type TeamTree = Team & {readonly subTeams: readonly TeamTree[]};

export type Teams = {
	/** Refuses with `project-not-found`. */
	readonly list: (projectId: string) => Promise<readonly Team[]>;
	/** Refuses with `not-found`, also where a project is given and it is no team of that. */
	readonly get: (id: string, projectId?: string) => Promise<Team>;
	readonly tree: (id: string, projectId?: string) => Promise<TeamTree>;
	/** Refuses members that are not there. */
	readonly add: (team: NewTeam) => Promise<Team>;
	readonly change: (id: string, projectId: string, change: (team: Team) => Team) => Promise<Team>;
	/** Puts a team below another one, and below no other, or takes it from there. Refuses one that the other is below of already. */
	readonly nest: (id: string, projectId: string, subTeamId: string, isBelow: boolean) => Promise<Team>;
	/** Refuses with `not-empty` one that is not archived. */
	readonly remove: (id: string, projectId: string) => Promise<void>;
};

type Options = {
	readonly collection: () => Promise<Collection<Team>>;
	readonly projects: Pick<Collection<Project>, 'get'>;
	readonly teamMembers: Pick<TeamMembers, 'get'>;
	readonly clock: Clock;
	readonly random: () => number;
};

/**
Teams of members. Nobody is told of their changes, as by the real server (contract §6).
*/
export const createTeams = ({collection, projects, teamMembers, clock, random}: Options): Teams => {
	const now = () => new Date(clock()).toISOString();

	const get: Teams['get'] = async (id, projectId) => {
		const team = (await collection()).get(id);
		if (team === undefined || (projectId !== undefined && team.projectId !== projectId)) {
			throw new MaestroError('not-found', `There is no team ${id}${projectId === undefined ? '' : ` of ${projectId}`}`);
		}

		return team;
	};

	/** Members that were there before may be gone by now. */
	const keep = async (team: Team, before: Pick<Team, 'leaderId' | 'memberIds'> | undefined): Promise<Team> => {
		const known = before === undefined ? [] : [before.leaderId, ...before.memberIds];
		for (const id of new Set([team.leaderId, ...team.memberIds])) {
			if (!known.includes(id)) {
				await teamMembers.get(id, team.projectId);
			}
		}

		const kept = {...team, updatedAt: now()};
		await (await collection()).put(kept);
		return kept;
	};

	/** The ids of all teams below it, and its own: also where files of others make a ring of them. */
	const below = async (id: string, known: ReadonlySet<string> = new Set()): Promise<ReadonlySet<string>> => {
		let all: ReadonlySet<string> = new Set([...known, id]);
		for (const subTeamId of (await collection()).get(id)?.subTeamIds ?? []) {
			all = all.has(subTeamId) ? all : await below(subTeamId, all);
		}

		return all;
	};

	const treeOf = async (team: Team, above: readonly string[]): Promise<TeamTree> => {
		const teams = await collection();
		const ids = team.subTeamIds.filter(id => !above.includes(id) && id !== team.id);
		const subTeams = await Promise.all(
			ids.flatMap(id => teams.get(id) ?? []).map(async sub => treeOf(sub, [...above, team.id])),
		);
		return {...team, subTeams};
	};

	// Each change sees what the one before it left.
	const inTurn = createLanes();
	const change: Teams['change'] = async (id, projectId, how) =>
		inTurn(id, async () => {
			const before = await get(id, projectId);
			return keep(how(before), before);
		});

	const without = async (id: string, projectId: string, subTeamId: string): Promise<Team> =>
		change(id, projectId, team => ({...team, subTeamIds: team.subTeamIds.filter(other => other !== subTeamId)}));

	return {
		async list(projectId) {
			if (projects.get(projectId) === undefined) {
				throw new MaestroError('project-not-found', `There is no project ${projectId}`);
			}

			return (await collection()).all().filter(team => team.projectId === projectId);
		},
		get,
		tree: async (id, projectId) => treeOf(await get(id, projectId), []),
		add: async given =>
			keep(
				{
					...given,
					...{id: createId('team', clock(), random), subTeamIds: [], parentTeamId: null, status: 'active'},
					...{createdAt: now(), updatedAt: now()},
				},
				undefined,
			),
		change,
		async nest(id, projectId, subTeamId, isBelow) {
			await get(id, projectId);
			const {parentTeamId} = await get(subTeamId, projectId);
			if (!isBelow) {
				await change(subTeamId, projectId, team => (team.parentTeamId === id ? {...team, parentTeamId: null} : team));
				return without(id, projectId, subTeamId);
			}

			if ((await below(subTeamId)).has(id)) {
				throw new MaestroError('malformed', `${subTeamId} cannot be below ${id}, which is below it already`);
			}

			if (
				parentTeamId !== null &&
				parentTeamId !== id &&
				(await collection()).get(parentTeamId)?.projectId === projectId
			) {
				await without(parentTeamId, projectId, subTeamId);
			}

			await change(subTeamId, projectId, team => ({...team, parentTeamId: id}));
			return change(id, projectId, team => ({...team, subTeamIds: [...new Set([...team.subTeamIds, subTeamId])]}));
		},
		async remove(id, projectId) {
			if ((await get(id, projectId)).status !== 'archived') {
				throw new MaestroError('not-empty', `The team ${id} is at work still: archive it first`);
			}

			await (await collection()).remove(id);
		},
	};
};
