import type {Badge} from '../../domain/badge.js';
import {hasEnded, type Session} from '../../domain/session.js';
import {isClosed, type Task} from '../../domain/task.js';
import {createFilter} from '../filter.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {lineToDraw} from '../text.js';
import {selectedRow} from './rows.js';
import {badgesOf, runsByTask, runsOfTask, sortBadges} from './runs.js';

/** A task with what its row says, at its place in the tree. */
export type TaskRow = {
	readonly id: string;
	readonly task: Task;
	readonly title: string;
	readonly project: string;
	readonly depth: number;
	readonly hasChildren: boolean;
	readonly isFolded: boolean;
	/** Of its runs, and where it is folded of those below it, too; the worst first. */
	readonly badges: readonly Badge[];
};

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

/** What went wrong is of no interest any more once its task is closed. */
const badgesByTask = derive([runsByTask, (state: State) => state.tasks], (runs, tasks) => {
	const badges = new Map<string, readonly Badge[]>();
	for (const [taskId, sessions] of runs) {
		const task = tasks.get(taskId);
		const live = sessions.filter(session => !hasEnded(session));
		badges.set(taskId, badgesOf(task !== undefined && isClosed(task) ? live : sessions));
	}

	return badges;
});

const taskTree = derive(
	[childrenByParent, badgesByTask, (state: State) => state.projects, state => state.screen.folded],
	(children, badges, projects, folded): readonly TaskRow[] => {
		const rows: TaskRow[] = [];
		const seen = new Set<string>();
		/** Answers the badges of all that it has added. */
		const add = (tasks: readonly Task[], depth: number, isHidden: boolean): readonly Badge[] =>
			tasks.flatMap(task => {
				if (seen.has(task.id)) {
					return [];
				}

				seen.add(task.id);
				const below = children.get(task.id) ?? [];
				const isFolded = folded.has(task.id);
				const own = badges.get(task.id) ?? [];
				const place = rows.length;
				const all = [...own, ...add(below, depth + 1, isHidden || isFolded)];
				if (!isHidden) {
					rows.splice(place, 0, {
						id: task.id,
						task,
						title: lineToDraw(task.title),
						project: lineToDraw(projects.get(task.projectId)?.name ?? task.projectId),
						depth,
						hasChildren: below.length > 0,
						isFolded,
						badges: isFolded ? sortBadges(all) : own,
					});
				}

				return all;
			});

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

/** The run that keys are about on a task: the newest that lives, else the newest. */
export const selectedTaskRun = (state: State): Session | undefined =>
	runsOfTask(state, selectedTask(state)?.id ?? '')[0];
