import {projectRows, selectedProject} from '../client/select/projects.js';
import {selectedTask} from '../client/select/tasks.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import {lineToDraw} from '../client/text.js';
import type {Project} from '../domain/project.js';
import {type Binding, needing} from './binding.js';

/** The project that a new task goes to: that of the selected row, or the first one. */
const projectAtHand = (state: State): Project | undefined => {
	const task = openScreen(state.screen) === 'tasks' ? selectedTask(state) : undefined;
	const first = openScreen(state.screen) === 'projects' ? selectedProject(state) : projectRows(state)[0]?.project;
	return (
		(task === undefined ? undefined : state.projects.get(task.projectId)) ?? first ?? [...state.projects.values()][0]
	);
};

/** The same key in two lists. */
export const newTask = (id: string): Binding => ({
	id,
	keys: ['t'],
	help: 'Create a task',
	inFooter: true,
	needs: 'server',
	changes: true,
	...needing(
		projectAtHand,
		'Add a project first',
	)({
		run({id: projectId, name}, {send}) {
			const label = `New task in ${lineToDraw(name)}`;
			send({event: 'field:opened', data: {purpose: 'new-task', label, text: '', subject: projectId}});
		},
	}),
});
