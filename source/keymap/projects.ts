import {explainProject} from '../client/select/explain-row.js';
import {chosenProjects} from '../client/select/marks.js';
import {openOffer, selectedProject} from '../client/select/projects.js';
import {lineToDraw} from '../client/text.js';
import {needing, needingAll, type Scope} from './binding.js';
import {newTask} from './new-task.js';

const onProject = needing(selectedProject, 'Select a project first');

export const projectKeys: Scope = {
	title: 'Projects',
	bindings: [
		{
			id: 'project.open',
			keys: ['enter'],
			help: 'Show all that is known of it',
			label: () => 'Details',
			inFooter: true,
			...onProject({run: ({id}, {send}) => send({event: 'details:opened', data: {kind: 'project', id}})}),
		},
		{
			id: 'project.add',
			keys: ['a'],
			help: 'Add a folder as a project',
			inFooter: true,
			needs: 'server',
			changes: true,
			run: ({send}) =>
				send({
					event: 'field:opened',
					data: {purpose: 'new-project', label: 'Folder (absolute path)', text: '/', subject: ''},
				}),
		},
		newTask('project.new-task'),
		{
			id: 'project.rename',
			keys: ['e'],
			help: 'Give it another name',
			needs: 'server',
			changes: true,
			...onProject({
				run: ({id, name}, {send}) =>
					send({event: 'field:opened', data: {purpose: 'rename-project', label: 'Name', text: name, subject: id}}),
			}),
		},
		{
			id: 'project.explain',
			keys: ['.'],
			help: 'Explain what its numbers are made of',
			...onProject({
				run: (project, {state, send}) =>
					send({event: 'notice', data: {tone: 'info', text: explainProject(project, state)}}),
			}),
		},
		{
			id: 'project.remove',
			keys: ['D'],
			help: 'Remove it; its folder stays',
			needs: 'server',
			changes: true,
			...needingAll(
				chosenProjects,
				'Select a project first',
			)({
				label: projects => `Remove ${projects.length === 1 ? 'it' : projects.length}`,
				confirm(projects) {
					const [first] = projects;
					return projects.length === 1 && first !== undefined
						? `Remove the project ${lineToDraw(first.name)}? Its folder stays`
						: `Remove these ${projects.length} projects? Their folders stay`;
				},
				act: async (projects, {actions}) => actions.deleteProject(projects),
			}),
		},
	],
};

/** The folder that the app was started in, while no project has it. */
export const offerKeys: Scope = {
	title: 'This folder',
	bindings: [
		{
			id: 'offer.accept',
			keys: ['a'],
			help: 'Add this folder as a project',
			inFooter: true,
			needs: 'server',
			changes: true,
			async act({state, actions}) {
				const offer = openOffer(state);
				if (offer !== undefined) {
					await actions.addProject(offer.directory, offer.name);
				}
			},
		},
		{
			id: 'offer.decline',
			keys: ['esc'],
			help: 'Do not add it',
			run: ({send}) => send({event: 'folder:settled'}),
		},
	],
};
