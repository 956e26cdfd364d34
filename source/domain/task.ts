import type {WorkTree} from './work-tree.js';

export const taskStatuses = ['todo', 'in_progress', 'in_review', 'completed', 'cancelled', 'blocked'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export const taskPriorities = ['low', 'medium', 'high'] as const;
export type TaskPriority = (typeof taskPriorities)[number];

/**
Something to be done in a project. Ids of tasks made here are `T-<number>`; the real server's are `task_<ms>_<random>`.
Times are integer milliseconds (contract §4).
*/
export type Task = {
	readonly id: string;
	readonly projectId: string;
	readonly parentId: string | null;
	readonly title: string;
	readonly description: string;
	readonly status: TaskStatus;
	readonly priority: TaskPriority;
	readonly createdAt: number;
	readonly updatedAt: number;
	readonly startedAt: number | null;
	readonly completedAt: number | null;
	readonly sessionIds: readonly string[];
	/** What sessions said of their own part of it, by session (contract §4): `working`, `blocked`, `completed`, `failed`, `skipped`. */
	readonly taskSessionStatuses?: Readonly<Record<string, string>> | undefined;
	/** Of its own; tasks below it that have none share it. */
	readonly workTree?: WorkTree | undefined;
};

/**
Whether nothing is left to be done about the task.
*/
export const isClosed = (task: Pick<Task, 'status'>): boolean =>
	task.status === 'completed' || task.status === 'cancelled';
