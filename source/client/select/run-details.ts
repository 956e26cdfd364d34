import {badgeOf} from '../../domain/badge.js';
import {hasEnded, type Session} from '../../domain/session.js';
import {commandLine} from '../../domain/shell.js';
import {signalName} from '../../domain/signal.js';
import type {Task} from '../../domain/task.js';
import {momentOf} from '../age.js';
import type {Tasks} from '../state/tasks.js';
import {lineToDraw} from '../text.js';
import type {Fact} from './facts.js';
import {runDuration} from './runs.js';
import {workTreeOf} from './work-trees.js';

type Around = {readonly tasks: Tasks; readonly now: number};

/** What is known of a session's run, a fact on each line. */
export const runDetails = (session: Session, around: Around): readonly string[] =>
	runFacts(session, around).flatMap(([name, value]) =>
		value === undefined ? [] : [`${name.padEnd(12)} ${lineToDraw(value)}`],
	);

export const runFacts = (session: Session, {tasks, now}: Around): readonly Fact[] => {
	const {run} = session;
	if (run === undefined) {
		return [];
	}

	const {agent, mode, isHeadless, taskId, directory, permission, words, extras = [], startedAt, endedAt, reason} = run;
	const task = tasks.get(taskId);
	const branch = task === undefined || directory === undefined ? undefined : branchAt(tasks, task, directory);
	const duration = runDuration(session, now);
	return [
		['Runs', `${agent} in ${mode}${isHeadless ? ', headless' : ''}`],
		['Task', `${taskId} ${task?.title ?? 'is not there any more'}`],
		['Folder', directory],
		['Branch', branch],
		['Permission', permission],
		['Arguments', extras.length === 0 ? undefined : commandLine(extras)],
		['Said besides', words],
		['Started', `${momentOf(startedAt, now)}${hasEnded(session) || duration === '' ? '' : `, ${duration} ago`}`],
		['Ended', hasEnded(session) ? endOf(session, endedAt, duration, now) : undefined],
		['Reason', reason],
	];
};

/** The branch of the work tree that it runs in; nothing where it runs in none. */
const branchAt = (tasks: Tasks, task: Task, directory: string): string | undefined => {
	const workTree = workTreeOf(tasks, task)?.workTree;
	return workTree?.path === directory ? workTree.branch : undefined;
};

const endOf = (session: Session, endedAt: number | undefined, duration: string, now: number): string => {
	if (badgeOf(session) === 'lost') {
		return 'lost: it could not be found any more, and nobody saw how it ended';
	}

	const {exitCode, signal} = session.run ?? {};
	const at = endedAt ?? session.completedAt;
	const how =
		signal === undefined ? (exitCode === undefined ? 'nobody saw how' : `exit code ${exitCode}`) : signalName(signal);
	return [at === null ? '' : momentOf(at, now), duration === '' ? '' : `after ${duration}`, how]
		.filter(part => part !== '')
		.join(', ');
};
