import {projectRows, selectedProject} from '../client/select/projects.js';
import {selectedTask, selectedTaskRow, sessionsOfTask} from '../client/select/tasks.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import {lineToDraw} from '../client/text.js';
import type {Project} from '../domain/project.js';
import {isClosed} from '../domain/task.js';
import {type Binding, needing, type Scope} from './binding.js';

const onTask = needing(selectedTask, 'Select a task first');
const onTaskRow = needing(selectedTaskRow, 'Select a task first');

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

export const taskKeys: Scope = {
	title: 'Tasks',
	bindings: [
		{
			id: 'task.open',
			keys: ['enter'],
			help: 'Jump to its session, or dispatch it',
			inFooter: true,
			...onTask({
				label: ({id}, state) => (sessionsOfTask(state, id).length > 0 ? 'Jump to its session' : 'Dispatch it'),
				run({id}, {state, send}) {
					if (sessionsOfTask(state, id).length === 0) {
						send({event: 'dispatch:opened', data: {taskId: id}});
					}
				},
				async act({id}, {state, actions}) {
					const [session] = sessionsOfTask(state, id);
					if (session !== undefined) {
						await actions.jumpToPane(session);
					}
				},
			}),
		},
		{
			id: 'task.dispatch',
			keys: ['n'],
			help: 'Dispatch it in a mode',
			inFooter: true,
			needs: 'dispatch',
			...onTask({run: ({id}, {send}) => send({event: 'dispatch:opened', data: {taskId: id}})}),
		},
		newTask('task.new'),
		{
			id: 'task.complete',
			keys: ['c'],
			help: 'Complete it, or open it again',
			needs: 'server',
			...onTask({
				label: task => (isClosed(task) ? 'Open it again' : 'Complete it'),
				act: async (task, {actions}) => actions.setTaskStatus(task, isClosed(task) ? 'todo' : 'completed'),
			}),
		},
		{
			id: 'task.session',
			keys: ['o'],
			help: 'Show its session in the list',
			...onTask({
				whyNot: ({id}, state) => (sessionsOfTask(state, id).length === 0 ? 'No session is at work on it' : undefined),
				run({id}, {state, send}) {
					const [session] = sessionsOfTask(state, id);
					send(
						{event: 'list:opened', data: {screen: 'sessions'}},
						{event: 'filter:changed', data: {list: 'sessions', text: ''}},
						{event: 'row:selected', data: {list: 'sessions', id: session?.id ?? ''}},
					);
				},
			}),
		},
		{
			id: 'task.fold',
			keys: ['left'],
			help: 'Fold what is below it',
			...onTaskRow({
				whyNot: ({hasChildren}) => (hasChildren ? undefined : 'Nothing is below it'),
				run: ({id}, {send}) => send({event: 'row:folded', data: {id}}),
			}),
		},
		{
			id: 'task.unfold',
			keys: ['right'],
			help: 'Unfold what is below it',
			...onTaskRow({run: ({id}, {send}) => send({event: 'row:unfolded', data: {id}})}),
		},
		{
			id: 'task.preview',
			keys: ['p'],
			help: 'Show or hide its details',
			run: ({send}) => send({event: 'preview:toggled'}),
		},
		{
			id: 'task.delete',
			keys: ['D'],
			help: 'Delete it',
			needs: 'server',
			...onTask({
				confirm: ({id, title}) => `Delete ${id} (${lineToDraw(title)})? It cannot be taken back`,
				act: async (task, {actions}) => actions.deleteTask(task),
			}),
		},
	],
};
