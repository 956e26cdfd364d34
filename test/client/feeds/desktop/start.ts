import {desktopMember, desktopProject, desktopSession, desktopTask} from '../../../helpers/desktop/builders.js';
import type {Given} from '../../../helpers/desktop/world.js';

/** Two projects with so many tasks and sessions, and a member. */
export const startOf = (count: number): Given => {
	const numbers = Array.from({length: count}, (_, index) => index + 1);
	return {
		projects: [desktopProject(), desktopProject({id: 'proj_2', name: 'Other'})],
		tasks: numbers.map(index => desktopTask({id: `task_${index}`, projectId: `proj_${(index % 2) + 1}`})),
		sessions: numbers.map(index =>
			desktopSession({id: `sess_${index}`, projectId: `proj_${(index % 2) + 1}`, taskIds: [`task_${index}`]}),
		),
		teamMembers: [desktopMember()],
	};
};
