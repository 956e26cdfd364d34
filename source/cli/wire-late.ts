import type {z} from 'zod';
import type {ModelProfile} from '../domain/model-profile.js';
import type {TaskList} from '../domain/task-list.js';
import type {Team} from '../domain/team.js';
import type {TeamMember} from '../domain/team-member.js';
import {modelProfile} from '../protocol/model-profiles.js';
import {taskList} from '../protocol/task-lists.js';
import {teamMember} from '../protocol/team-members.js';
import {team} from '../protocol/teams.js';
import {createDocs} from '../server/docs.js';
import type {Route} from '../server/route.js';
import {createLateRoutes, type LateParts} from '../server/routes/late.js';
import {createSpawning} from '../server/spawn/spawning.js';
import {type Collection, openCollection} from '../server/stores/collection.js';
import {late} from '../server/stores/late.js';
import {createOrderings} from '../server/stores/orderings.js';
import {createTeamMembers, isGlobal} from '../server/team/members.js';
import {createTeams} from '../server/team/teams.js';
import type {Paths} from '../system/paths.js';

type Made = 'docs' | 'teamMembers' | 'teams' | 'taskLists' | 'modelProfiles' | 'orderings' | 'spawning';

type Options = Omit<LateParts, Made> &
	Omit<Parameters<typeof createSpawning>[0], 'teamMembers' | 'modelProfiles' | 'runsFolder'> & {
		readonly paths: Paths;
		readonly report: (text: string) => void;
	};

/**
What only clients of the real server ask as a rule, of its real parts. What is kept for them lies in a file each, where the real product has it
(contract §1), and is read when somebody asks for it.
*/
export const wireLate = ({paths, report, ...parts}: Options): readonly Route[] => {
	const open = <Item extends {readonly id: string}>(
		folder: string,
		reader: z.ZodType<Item>,
		groupOf?: (item: Item) => string,
	): (() => Promise<Collection<Item>>) =>
		late(async () =>
			openCollection({
				...{folder, reader, report},
				fileOf: item => (groupOf === undefined ? `${item.id}.json` : `${groupOf(item)}/${item.id}.json`),
			}),
		);

	const ofProject = ({projectId}: {readonly projectId: string}): string => projectId;
	const members = open<TeamMember>(paths.teamMembers, teamMember, member =>
		isGlobal(member) ? '__global__' : member.projectId,
	);
	const teamMembers = createTeamMembers({collection: members, ...parts});
	const modelProfiles = open<ModelProfile>(paths.modelProfiles, modelProfile);
	return createLateRoutes({
		...parts,
		...{teamMembers, modelProfiles},
		teams: createTeams({collection: open<Team>(paths.teams, team, ofProject), ...parts, teamMembers}),
		taskLists: open<TaskList>(paths.taskLists, taskList, ofProject),
		orderings: createOrderings({folder: paths.ordering, clock: parts.clock}),
		docs: createDocs({folder: paths.sessionDocs, ...parts}),
		spawning: createSpawning({...parts, teamMembers, modelProfiles, runsFolder: paths.runs}),
	});
};
