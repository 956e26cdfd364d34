import type {Task} from '../../domain/task.js';
import type {WorkTree} from '../../domain/work-tree.js';
import type {Tasks} from '../state/tasks.js';

/** The work tree that a task is worked on in, and the task that it belongs to: this one, or the nearest above it that has one. */
export const workTreeOf = (
	tasks: Tasks,
	task: Task,
): {readonly workTree: WorkTree; readonly owner: Task} | undefined => {
	const seen = new Set<string>();
	let owner: Task | undefined = task;
	while (owner !== undefined && !seen.has(owner.id)) {
		if (owner.workTree !== undefined) {
			return {workTree: owner.workTree, owner};
		}

		seen.add(owner.id);
		owner = owner.parentId === null ? undefined : tasks.get(owner.parentId);
	}

	return undefined;
};
