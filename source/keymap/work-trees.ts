import {selectedTask} from '../client/select/tasks.js';
import {workTreeOf} from '../client/select/work-trees.js';
import {lineToDraw} from '../client/text.js';
import {type Binding, needing} from './binding.js';

const onTask = needing(selectedTask, 'Select a task first');

/** What can be done with the work tree of a task. */
export const workTreeBindings: readonly Binding[] = [
	{
		id: 'task.make-work-tree',
		keys: ['Y'],
		help: 'Make a work tree for it, on a branch of its own',
		needs: 'work-trees',
		changes: true,
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
		keys: ['Z'],
		help: 'Remove its work tree',
		needs: 'work-trees',
		changes: true,
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
];
