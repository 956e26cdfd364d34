import {projectRows, selectedProject} from '../client/select/projects.js';
import {sessionsOfTask} from '../client/select/runs.js';
import {selectedTask, selectedTaskRow, selectedTaskRun} from '../client/select/tasks.js';
import {workTreeOf} from '../client/select/work-trees.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import {lineToDraw} from '../client/text.js';
import type {Project} from '../domain/project.js';
import {isClosed} from '../domain/task.js';
import {type Binding, needing, type Scope} from './binding.js';
import {openSession, runKeys} from './runs.js';

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
			help: 'Jump to its run, or dispatch it',
			inFooter: true,
			...onTask({
				label({id}, state) {
					const [session] = sessionsOfTask(state, id);
					return session === undefined ? 'Dispatch it' : openSession.label(session);
				},
				run({id}, context) {
					const [session] = sessionsOfTask(context.state, id);
					if (session === undefined) {
						context.send({event: 'dispatch:opened', data: {taskId: id}});
					} else {
						openSession.run(session, context);
					}
				},
				async act({id}, context) {
					const [session] = sessionsOfTask(context.state, id);
					if (session !== undefined) {
						await openSession.act(session, context);
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
		...runKeys('task', selectedTaskRun, 'It was never dispatched; there is no run'),
		{
			id: 'task.make-work-tree',
			keys: ['b'],
			help: 'Make a work tree for it, on a branch of its own',
			needs: 'dispatch',
			...onTask({
				whyNot(task, {tasks}) {
					const found = workTreeOf(tasks, task);
					return found === undefined ? undefined : `It has one already, on ${lineToDraw(found.workTree.branch)}`;
				},
				act: async (task, {actions}) => actions.createWorkTree(task),
			}),
		},
		{
			id: 'task.remove-work-tree',
			keys: ['B'],
			help: 'Remove its work tree',
			needs: 'dispatch',
			...onTask({
				whyNot(task, {tasks}) {
					const owner = workTreeOf(tasks, task)?.owner;
					if (owner === undefined) {
						return 'It has no work tree';
					}

					return owner.id === task.id ? undefined : `Its work tree is that of ${owner.id}; remove it there`;
				},
				confirm: ({id, workTree}) =>
					`Remove the work tree of ${id} at ${lineToDraw(workTree?.path ?? '')}? What is not committed is never thrown away`,
				act: async (task, {actions}) => actions.removeWorkTree(task),
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
