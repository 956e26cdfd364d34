import type {Project} from '../../domain/project.js';
import type {TeamMember} from '../../domain/team-member.js';

type Default = Pick<TeamMember, 'name' | 'role' | 'identity' | 'avatar' | 'mode'>;

/** The ends of their ids are those of the real server (contract §3), so that clients find them; the words are ours. */
const defaults: Readonly<Record<string, Default>> = {
	simple_worker: {
		name: 'Worker',
		role: 'Does one task',
		identity:
			'You do the task that you are given, and nothing beside it. Say what you found out and what you changed when you are done, and ask a person when you cannot go on.',
		avatar: '🔧',
		mode: 'worker',
	},
	coordinator: {
		name: 'Coordinator',
		role: 'Splits a task and leads others',
		identity: `You coordinate: you do not write the code yourself. Split your task into parts that can be done one without the other
(maestro task add TITLE --parent TASK), start an agent for each (maestro dispatch interactive TASK), follow what they report
(maestro inbox, maestro session list), answer what they ask, look at what came of it, and report to the operator when all of it is done.`,
		avatar: '🎯',
		mode: 'coordinator',
	},
};

/**
The team members that every project has, without a file until somebody changes them.
*/
export const defaultMembers = ({id: projectId, createdAt}: Project): readonly TeamMember[] => {
	const since = new Date(createdAt).toISOString();
	return Object.entries(defaults).map(([end, member]) => {
		const kept = {...member, skillIds: [], createdAt: since, updatedAt: since};
		return {...kept, id: `tm_${projectId}_${end}`, projectId, isDefault: true, status: 'active'};
	});
};
