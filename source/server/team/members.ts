import {MaestroError} from '../../domain/errors.js';
import type {MaestroEvent} from '../../domain/event.js';
import {createId} from '../../domain/id.js';
import type {Project} from '../../domain/project.js';
import type {TeamMember} from '../../domain/team-member.js';
import type {Clock} from '../../system/clock.js';
import {createLanes} from '../lanes.js';
import type {Collection} from '../stores/collection.js';
import {defaultMembers} from './default-members.js';

type NewMember = Omit<TeamMember, 'id' | 'isDefault' | 'status'>;

export type TeamMembers = {
	/** Those of a project, or of all of them, with the global ones; archived ones, too. Refuses with `project-not-found`. */
	readonly list: (projectId: string | undefined, scope?: TeamMember['scope']) => Promise<readonly TeamMember[]>;
	/** Refuses with `not-found`, also where a project is given and it is no member of that. */
	readonly get: (id: string, projectId?: string) => Promise<TeamMember>;
	readonly add: (member: NewMember) => Promise<TeamMember>;
	/** Changes one by a pure function of what it is; a default one has a file from then on. */
	readonly change: (id: string, projectId: string, change: (member: TeamMember) => TeamMember) => Promise<TeamMember>;
	/** Makes a default one what it was at first. Refuses others with `not-found`. */
	readonly reset: (id: string, projectId: string) => Promise<TeamMember>;
	/** Refuses with `not-empty` one that is not archived, with `not-allowed` a default one. */
	readonly remove: (id: string, projectId: string) => Promise<void>;
};

type Options = {
	readonly collection: () => Promise<Collection<TeamMember>>;
	readonly projects: Pick<Collection<Project>, 'get' | 'all'>;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
	readonly random: () => number;
};

/** Where global ones are kept, and what files of the real product may say of their project (contract §1). */
const everywhere = '__global__';

/** Whether it is there in every project. */
export const isGlobal = ({scope, projectId}: Pick<TeamMember, 'scope' | 'projectId'>): boolean =>
	scope === 'global' || projectId === everywhere;

/**
The roles that sessions are started in.
*/
export const createTeamMembers = ({collection, projects, publish, clock, random}: Options): TeamMembers => {
	const inTurn = createLanes();
	const now = () => new Date(clock()).toISOString();

	const projectOf = (id: string): Project => {
		const project = projects.get(id);
		if (project === undefined) {
			throw new MaestroError('project-not-found', `There is no project ${id}`);
		}

		return project;
	};

	const defaultOf = (id: string): TeamMember | undefined =>
		projects
			.all()
			.filter(project => id.startsWith(`tm_${project.id}_`))
			.flatMap(defaultMembers)
			.find(member => member.id === id);

	const get: TeamMembers['get'] = async (id, projectId) => {
		const member = (await collection()).get(id) ?? defaultOf(id);
		if (member === undefined || (projectId !== undefined && !isGlobal(member) && member.projectId !== projectId)) {
			throw new MaestroError(
				'not-found',
				`There is no team member ${id}${projectId === undefined ? '' : ` of ${projectId}`}`,
			);
		}

		return member;
	};

	const keep = async (member: TeamMember, event: 'created' | 'updated' | 'archived'): Promise<TeamMember> => {
		const kept = {...member, updatedAt: now()};
		await (await collection()).put(kept);
		publish({event: `team_member:${event}`, data: kept});
		return kept;
	};

	return {
		async list(projectId, scope) {
			const all = await collection();
			const of = projectId === undefined ? projects.all() : [projectOf(projectId)];
			const usual = of.flatMap(defaultMembers).filter(({id}) => all.get(id) === undefined);
			const kept = all
				.all()
				.filter(member => projectId === undefined || isGlobal(member) || member.projectId === projectId);
			return [...usual, ...kept].filter(member => scope === undefined || isGlobal(member) === (scope === 'global'));
		},
		get,
		async add(given) {
			projectOf(given.projectId);
			const id = createId('tm', clock(), random);
			const usual = {skillIds: [], createdAt: now()};
			return keep({...usual, ...given, id, isDefault: false, status: 'active'}, 'created');
		},
		change: async (id, projectId, change) =>
			inTurn(id, async () => {
				const before = await get(id, projectId);
				const after = change(before);
				const isArchived = before.status === 'active' && after.status === 'archived';
				return keep(after, isArchived ? 'archived' : 'updated');
			}),
		reset: async (id, projectId) =>
			inTurn(id, async () => {
				await get(id, projectId);
				const member = defaultOf(id);
				if (member === undefined) {
					throw new MaestroError(
						'not-found',
						`${id} is not one that every project has: there is nothing to go back to`,
					);
				}

				await (await collection()).remove(id);
				publish({event: 'team_member:updated', data: member});
				return member;
			}),
		remove: async (id, projectId) =>
			inTurn(id, async () => {
				const {isDefault, status} = await get(id, projectId);
				if (isDefault) {
					throw new MaestroError('not-allowed', `Every project has ${id}: archive it, where it is in the way`);
				}

				if (status !== 'archived') {
					throw new MaestroError('not-empty', `${id} is at work still: archive it first`);
				}

				await (await collection()).remove(id);
				publish({event: 'team_member:deleted', data: {id}});
			}),
	};
};
