import type {Badge} from '../../domain/badge.js';
import {hasEnded, type Session} from '../../domain/session.js';
import {isClosed, type Task, taskPriorities, taskStatuses} from '../../domain/task.js';
import type {Filterable} from '../filter.js';
import {derive} from '../state/derive.js';
import {type Arrangement, arrangementOf, ownArrangement} from '../state/finding.js';
import type {State} from '../state/index.js';
import {lineToDraw} from '../text.js';
import {type Arranging, arrange, byText, isTitle, type TitleRow, withoutTitles} from './arrange.js';
import {filtered} from './filtered.js';
import {selectedRow} from './rows.js';
import {badgesOf, runsByTask, runsOfTask, sortBadges} from './runs.js';
import {sortTree, withParents} from './tree.js';

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

export const taskArranging: Arranging<TaskRow> = {
	list: 'tasks',
	sorts: {
		title: (a, b) => byText(a.title, b.title),
		status: (a, b) => taskStatuses.indexOf(a.task.status) - taskStatuses.indexOf(b.task.status),
		priority: (a, b) => taskPriorities.indexOf(b.task.priority) - taskPriorities.indexOf(a.task.priority),
		change: (a, b) => b.task.updatedAt - a.task.updatedAt,
	},
	groups: {
		project: {of: ({project}) => project},
		status: {of: ({task}) => task.status, order: taskStatuses},
		priority: {of: ({task}) => task.priority, order: taskPriorities.toReversed()},
	},
};

const arrangementOfTasks = ({screen}: State): Arrangement => arrangementOf(screen, 'tasks');

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

/** Where they are grouped nothing is below anything, and so nothing is folded away. */
const foldedTasks = (state: State): ReadonlySet<string> =>
	arrangementOfTasks(state).groupBy === undefined ? state.screen.folded : none;

const none: ReadonlySet<string> = new Set();

export const allTaskRows = derive(
	[childrenByParent, badgesByTask, (state: State) => state.projects, foldedTasks],
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

/** What a task is found by. */
const taskText = ({task, title, project, badges}: TaskRow): Filterable => ({
	status: task.status,
	project,
	priority: task.priority,
	run: badges.join(' '),
	age: task.updatedAt,
	text: `${task.id} ${title} ${project} ${task.status} ${task.priority}`,
});

/** Sorted where they stand: those that have the same parent among each other. */
const sortedTree = derive([allTaskRows, arrangementOfTasks, ({screen}) => screen.pinned], (rows, how, pinned) =>
	how.sort === undefined && !how.isReversed && pinned.size === 0
		? rows
		: sortTree(rows, siblings =>
				withoutTitles(arrange(siblings, taskArranging, {how: {...how, groupBy: undefined}, pinned, folded: none})),
			),
);

const filteredTasks = filtered({
	list: 'tasks',
	rows: sortedTree,
	textOf: () => taskText,
	flagsOf: ({task}) => `${isClosed(task) ? 'closed' : 'open'}${task.workTree === undefined ? '' : ' work-tree'}`,
});

/** Without those that are closed, where they are hidden; one that is above an open one, pinned or selected stays. */
const openTasks = derive(
	[
		filteredTasks,
		state => arrangementOfTasks(state).hidesIdle,
		({screen}) => screen.pinned,
		({screen, tasks}) => {
			const task = tasks.get(screen.selected.tasks ?? '');
			return task !== undefined && isClosed(task) ? task.id : undefined;
		},
	],
	(rows, hidesIdle, pinned, kept): readonly TaskRow[] =>
		hidesIdle ? withParents(rows, ({id, task}) => !isClosed(task) || pinned.has(id) || id === kept) : rows,
);

/** How many are hidden. */
export const hiddenTasks = (state: State): number => filteredTasks(state).length - openTasks(state).length;

/** The tasks as they are shown, under the titles of their groups where they are grouped. */
export const taskList = derive(
	[openTasks, arrangementOfTasks, ({screen}) => screen.folded],
	(rows, {groupBy}, folded): ReadonlyArray<TaskRow | TitleRow> => {
		const how = {...ownArrangement, groupBy};
		// Those of a group come from all over the tree, so they do not hang on each other any more.
		const flat = groupBy === undefined ? rows : rows.map(row => ({...row, depth: 0, hasChildren: false}));
		return arrange(flat, taskArranging, {how, folded, pinned: none});
	},
);

export const selectedTaskRow = (state: State): TaskRow | undefined => {
	const row = selectedRow(taskList(state), state.screen.selected.tasks);
	return row === undefined || isTitle(row) ? undefined : row;
};

export const selectedTask = (state: State): Task | undefined => selectedTaskRow(state)?.task;

/** The run that keys are about on a task: the newest that lives, else the newest. */
export const selectedTaskRun = (state: State): Session | undefined =>
	runsOfTask(state, selectedTask(state)?.id ?? '')[0];
