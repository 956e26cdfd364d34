import {openOffer, selectedProject} from '../client/select/projects.js';
import {lineToDraw} from '../client/text.js';
import {needing, type Scope} from './binding.js';
import {newTask} from './tasks.js';

const onProject = needing(selectedProject, 'Select a project first');

export const projectKeys: Scope = {
	title: 'Projects',
	bindings: [
		{
			id: 'project.open',
			keys: ['enter'],
			help: 'Show its tasks',
			inFooter: true,
			...onProject({
				run({id, name}, {send}) {
					// A name of several words would be taken for several words to look for.
					const text = `project:${/^\S+$/.test(name) ? name : id}`;
					send({event: 'filter:changed', data: {list: 'tasks', text}}, {event: 'list:opened', data: {screen: 'tasks'}});
				},
			}),
		},
		{
			id: 'project.add',
			keys: ['a'],
			help: 'Add a folder as a project',
			inFooter: true,
			needs: 'server',
			run: ({send}) =>
				send({
					event: 'field:opened',
					data: {purpose: 'new-project', label: 'Folder (absolute path)', text: '/', subject: ''},
				}),
		},
		newTask('project.new-task'),
		{
			id: 'project.remove',
			keys: ['D'],
			help: 'Remove it; its folder stays',
			needs: 'server',
			...onProject({
				confirm: ({name}) => `Remove the project ${lineToDraw(name)}? Its folder stays`,
				act: async (project, {actions}) => actions.deleteProject(project),
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
