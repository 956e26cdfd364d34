import {badgeOf} from '../../domain/badge.js';
import type {Session} from '../../domain/session.js';
import type {Task} from '../../domain/task.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {Tasks} from '../state/tasks.js';
import {lineToDraw, textToDraw, wrap} from '../text.js';
import {layoutOf} from './layout.js';
import {outcomeOf, runDuration, runsByTask} from './runs.js';
import {selectedTask} from './tasks.js';
import {workTreeOf} from './work-trees.js';

/** What there is to know about the selected task: where it is worked on, its runs, and what is to be done. */
export const taskDetails = derive(
	[
		selectedTask,
		runsByTask,
		(state: State) => state.tasks,
		state => state.surroundings.now,
		state => layoutOf(state).preview?.columns ?? 0,
	],
	(task, runs, tasks, now, columns): readonly string[] =>
		task === undefined || columns === 0
			? []
			: [
					...[
						`${task.id}  ${task.status.replace('_', ' ')}  ${task.priority}`,
						...workTreeLines(task, tasks),
						...(runs.get(task.id) ?? []).slice(0, mostRuns).map(session => runLine(session, now)),
					].flatMap(line => wrap(line, columns)),
					...wrap(textToDraw(task.description || 'No description.'), columns),
				],
);

const mostRuns = 5;

const workTreeLines = (task: Task, tasks: Tasks): readonly string[] => {
	const found = workTreeOf(tasks, task);
	if (found === undefined) {
		return [];
	}

	const {workTree, owner} = found;
	const whose = owner.id === task.id ? '' : `, that of ${owner.id}`;
	return [`Work tree ${lineToDraw(workTree.path)} on ${lineToDraw(workTree.branch)}${whose}`];
};

const runLine = (session: Session, now: number): string => {
	const {run, name} = session;
	const words = [
		...[badgeOf(session), outcomeOf(session), run === undefined ? name : run.mode],
		run?.isHeadless === true ? 'headless' : '',
		runDuration(session, now),
	];
	return lineToDraw(`Run ${words.filter(word => word !== '').join(' ')}`);
};
