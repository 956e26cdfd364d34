import {type Badge, badgeOf} from '../../domain/badge.js';
import {hasEnded, type Session} from '../../domain/session.js';
import type {Task} from '../../domain/task.js';
import {createFilter} from '../filter.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {lineToDraw} from '../text.js';
import {selectedRow} from './rows.js';

/** A task with what its row says, at its place in the tree. */
export type TaskRow = {
	readonly id: string;
	readonly task: Task;
	readonly title: string;
	readonly project: string;
	readonly depth: number;
	readonly hasChildren: boolean;
	readonly isFolded: boolean;
	/** Of its sessions that live. */
	readonly badges: readonly Badge[];
};

const liveSessionsByTask = derive([(state: State) => state.sessions], sessions => {
	const byTask = new Map<string, Session[]>();
	for (const session of sessions.values()) {
		for (const taskId of hasEnded(session)
			? []
			: new Set([...session.taskIds, ...(session.run ? [session.run.taskId] : [])])) {
			byTask.set(taskId, [...(byTask.get(taskId) ?? []), session]);
		}
	}

	return byTask;
});

/** The sessions that are at work on a task, the newest first. */
export const sessionsOfTask = (state: State, taskId: string): readonly Session[] =>
	[...(liveSessionsByTask(state).get(taskId) ?? [])].sort((a, b) => b.startedAt - a.startedAt);

const childrenByParent = derive([(state: State) => state.tasks], tasks => {
	const byParent = new Map<string | undefined, Task[]>();
	for (const task of tasks.values()) {
		// One whose parent is not there stands at the top, or it would not be seen at all.
		const parent = task.parentId !== null && tasks.has(task.parentId) ? task.parentId : undefined;
		const siblings = byParent.get(parent);
		if (siblings === undefined) {
			byParent.set(parent, [task]);
		} else {
			siblings.push(task);
		}
	}

	for (const siblings of byParent.values()) {
		siblings.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
	}

	return byParent;
});

const taskTree = derive(
	[childrenByParent, liveSessionsByTask, (state: State) => state.projects, state => state.screen.folded],
	(children, sessions, projects, folded): readonly TaskRow[] => {
		const rows: TaskRow[] = [];
		const seen = new Set<string>();
		const add = (tasks: readonly Task[], depth: number, isHidden: boolean): void => {
			for (const task of tasks) {
				if (seen.has(task.id)) {
					continue;
				}

				seen.add(task.id);
				const below = children.get(task.id) ?? [];
				const isFolded = folded.has(task.id);
				if (!isHidden) {
					rows.push({
						id: task.id,
						task,
						title: lineToDraw(task.title),
						project: lineToDraw(projects.get(task.projectId)?.name ?? task.projectId),
						depth,
						hasChildren: below.length > 0,
						isFolded,
						badges: (sessions.get(task.id) ?? []).map(badgeOf),
					});
				}

				add(below, depth + 1, isHidden || isFolded);
			}
		};

		add(children.get(undefined) ?? [], 0, false);
		// Tasks that are each other's parents hang on nothing; they are shown as well.
		add([...children.values()].flat(), 0, false);
		return rows;
	},
);

export const taskRows = derive(
	[taskTree, (state: State) => state.screen.filters.tasks ?? ''],
	(rows, filter): readonly TaskRow[] => {
		const keeps = createFilter(filter);
		return rows.filter(({task, title, project}) =>
			keeps({
				status: task.status,
				project: project.toLowerCase(),
				text: `${task.id} ${title} ${project} ${task.status} ${task.priority}`.toLowerCase(),
			}),
		);
	},
);

export const selectedTaskRow = (state: State): TaskRow | undefined =>
	selectedRow(taskRows(state), state.screen.selected.tasks);

export const selectedTask = (state: State): Task | undefined => selectedTaskRow(state)?.task;
