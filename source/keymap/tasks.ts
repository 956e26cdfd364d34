import {explainTask} from '../client/select/explain-row.js';
import {chosenTaskRuns, chosenTasks} from '../client/select/marks.js';
import {runsOfTask} from '../client/select/runs.js';
import {selectedTask, selectedTaskRow, selectedTaskRun} from '../client/select/tasks.js';
import {lineToDraw} from '../client/text.js';
import {isClosed, type Task, taskPriorities} from '../domain/task.js';
import {needing, needingAll, type Scope} from './binding.js';
import {newTask} from './new-task.js';
import {runKeys} from './runs.js';
import {showRow} from './showing.js';
import {workTreeBindings} from './work-trees.js';

const onTask = needing(selectedTask, 'Select a task first');
const onTasks = needingAll(chosenTasks, 'Select a task first');
const onTaskRow = needing(selectedTaskRow, 'Select a task first');

const areClosed = (tasks: readonly Task[]): boolean => tasks.every(isClosed);

const itOr = (items: readonly unknown[]): string => (items.length === 1 ? 'it' : String(items.length));

/** That of the first of them, one up; from the highest it begins again. */
const nextPriority = ([first]: readonly Task[]): Task['priority'] =>
	taskPriorities[(taskPriorities.indexOf(first?.priority ?? 'medium') + 1) % taskPriorities.length] ?? 'medium';

export const taskKeys: Scope = {
	title: 'Tasks',
	bindings: [
		{
			id: 'task.open',
			keys: ['enter'],
			help: 'Show all that is known of it',
			label: () => 'Details',
			inFooter: true,
			...onTask({run: ({id}, {send}) => send({event: 'details:opened', data: {kind: 'task', id}})}),
		},
		{
			id: 'task.dispatch',
			keys: ['n'],
			help: 'Dispatch it in a mode',
			inFooter: true,
			needs: 'dispatch',
			changes: true,
			...onTask({run: ({id}, {send}) => send({event: 'dispatch:opened', data: {taskId: id}})}),
		},
		newTask('task.new'),
		{
			id: 'task.complete',
			keys: ['c'],
			help: 'Complete it, or open it again',
			needs: 'server',
			changes: true,
			...onTasks({
				label: tasks => `${areClosed(tasks) ? 'Open' : 'Complete'} ${itOr(tasks)}${areClosed(tasks) ? ' again' : ''}`,
				async act({items, left}, {actions}) {
					const status = areClosed(items) ? 'todo' : 'completed';
					const chosen = {
						items: items.filter(task => status === 'todo' || !isClosed(task)),
						left: [
							...left,
							...items
								.filter(task => status === 'completed' && isClosed(task))
								.map(({id}) => ({id, why: 'it is closed already'})),
						],
					};
					await actions.changeTasks(chosen, {
						to: {status},
						said: {one: `is ${status}`, several: status === 'todo' ? 'open again' : status},
					});
				},
			}),
		},
		{
			id: 'task.status',
			keys: ['='],
			help: 'Choose its status',
			needs: 'server',
			changes: true,
			...onTasks({
				label: tasks => `Choose the status of ${itOr(tasks)}`,
				run: ({items}, {send}) =>
					send({event: 'menu:opened', data: {kind: 'status', taskIds: items.map(({id}) => id)}}),
			}),
		},
		{
			id: 'task.priority',
			keys: ['+'],
			help: 'Change its priority',
			needs: 'server',
			changes: true,
			...onTasks({
				label: tasks => `Make ${itOr(tasks)} ${nextPriority(tasks)}`,
				async act(chosen, {actions}) {
					const priority = nextPriority(chosen.items);
					const said = `${priority} priority`;
					await actions.changeTasks(chosen, {
						to: {priority},
						said: {one: `has ${said}`, several: `with ${said}`},
					});
				},
			}),
		},
		{
			id: 'task.rename',
			keys: ['e'],
			help: 'Change its title',
			needs: 'server',
			changes: true,
			...onTask({
				run: ({id, title}, {send}) =>
					send({
						event: 'field:opened',
						data: {purpose: 'rename-task', label: `Title of ${id}`, text: title, subject: id},
					}),
			}),
		},
		{
			id: 'task.describe',
			keys: ['ctrl+e'],
			help: 'Write its description in your editor',
			needs: 'server',
			changes: true,
			...onTask({act: async (task, {actions}) => actions.editDescription(task)}),
		},
		{
			id: 'task.new-part',
			keys: ['a'],
			help: 'Create a task as a part of it',
			needs: 'server',
			changes: true,
			...onTask({
				run: ({id}, {send}) =>
					send({event: 'field:opened', data: {purpose: 'new-part', label: `New part of ${id}`, text: '', subject: id}}),
			}),
		},
		{
			id: 'task.explain',
			keys: ['.'],
			help: 'Explain how it stands',
			...onTask({
				run: (task, {state, send}) => send({event: 'notice', data: {tone: 'info', text: explainTask(task, state)}}),
			}),
		},
		{
			id: 'task.session',
			keys: ['o'],
			help: 'Show its session in the list',
			...onTask({
				whyNot: ({id}, state) => (runsOfTask(state, id).length === 0 ? 'No session was ever at work on it' : undefined),
				run({id}, {state, send}) {
					const [session] = runsOfTask(state, id);
					send(...showRow('sessions', session?.id ?? '', state));
				},
			}),
		},
		...runKeys({
			prefix: 'task',
			select: selectedTaskRun,
			chosen: chosenTaskRuns,
			reason: 'It was never dispatched; there is no run',
		}),
		...workTreeBindings,
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
			...onTaskRow({
				whyNot: ({isFolded}) => (isFolded ? undefined : 'Nothing is folded below it'),
				run: ({id}, {send}) => send({event: 'row:unfolded', data: {id}}),
			}),
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
			changes: true,
			...onTasks({
				label: tasks => `Delete ${itOr(tasks)}`,
				confirm(tasks) {
					const [first] = tasks;
					return tasks.length === 1 && first !== undefined
						? `Delete ${first.id} (${lineToDraw(first.title)})? It cannot be taken back`
						: `Delete these ${tasks.length} tasks, and what is part of them? It cannot be taken back`;
				},
				act: async (tasks, {actions}) => actions.deleteTask(tasks),
			}),
		},
	],
};
