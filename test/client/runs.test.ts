import {expect, test} from 'vitest';
import {durationOf} from '../../source/client/age.js';
import {badgesOf, outcomeOf, runDuration, runsOfTask, sortBadges} from '../../source/client/select/runs.js';
import {workTreeOf} from '../../source/client/select/work-trees.js';
import {initialState, update} from '../../source/client/state/index.js';
import {badges} from '../../source/domain/badge.js';
import type {Run} from '../../source/domain/run.js';
import type {Session} from '../../source/domain/session.js';
import {longAgo, session, task} from '../helpers/builders.js';

const minute = 60_000;

const durations: ReadonlyArray<[milliseconds: number, isOver: boolean, text: string]> = [
	[0, false, '<1m'],
	[59_999, false, '<1m'],
	[42_000, true, '42s'],
	[0, true, '0s'],
	[12 * minute, false, '12m'],
	[64 * minute + 59_000, false, '1h 04m'],
	[24 * 60 * minute - 1, true, '23h 59m'],
	[51 * 60 * minute, false, '2d 03h'],
];

for (const [milliseconds, isOver, text] of durations) {
	test(`${milliseconds} ms of what ${isOver ? 'is over' : 'goes on'} are ${text}`, () => {
		expect(durationOf(milliseconds, {isOver})).toBe(text);
	});
}

const run = (given: Partial<Run> = {}): Run => ({
	...{id: 'r-1', taskId: 'T-1', mode: 'a', agent: 'claude', isHeadless: true, startedAt: longAgo},
	...given,
});

const runs: ReadonlyArray<[title: string, given: Partial<Session>, outcome: string, duration: string]> = [
	['goes on', {run: run()}, '', '5m'],
	['has no run', {}, '', ''],
	['ended well', {status: 'completed', run: run({exitCode: 0, endedAt: longAgo + 2000})}, '0', '2s'],
	['ended with 255', {status: 'failed', completedAt: longAgo + minute, run: run({exitCode: 255})}, '255', '1m'],
	['was killed', {status: 'failed', run: run({signal: 9, endedAt: longAgo})}, 'KILL', '0s'],
	['got a signal of many names', {status: 'failed', run: run({signal: 40, endedAt: longAgo})}, 'signal 40', '0s'],
	['ended unseen', {status: 'completed', run: run()}, '', ''],
	['is lost', {status: 'failed', run: run(), activity: {state: 'lost', source: 'f', at: 1}, completedAt: 9}, '', ''],
	['began in the future', {run: run({startedAt: longAgo + 60 * minute})}, '', '<1m'],
];

for (const [title, given, outcome, duration] of runs) {
	test(`a run that ${title} says "${outcome}" and took "${duration}"`, () => {
		expect(outcomeOf(session(given))).toBe(outcome);
		expect(runDuration(session(given), longAgo + 5 * minute)).toBe(duration);
	});
}

test('what needs a person comes first, then what failed, then what works', () => {
	expect(sortBadges(badges).slice(0, 3)).toEqual(['needs-input', 'failed', 'lost']);
	expect(sortBadges(badges).length).toBe(badges.length);
	expect(sortBadges(['ended', 'working', 'failed', 'needs-input'])).toEqual([
		'needs-input',
		'failed',
		'working',
		'ended',
	]);
});

test('of what ended only what went wrong has a badge', () => {
	const ended = (status: Session['status']) => session({status, run: run()});

	expect(badgesOf([session({status: 'idle'}), ended('stopped'), ended('completed'), ended('failed')])).toEqual([
		'failed',
		'idle',
	]);
});

test('of the runs of a task those that live come first, and of the others the last of each mode', () => {
	const sessions = [
		session({id: 's-1', startedAt: 1, run: run()}),
		session({id: 's-2', startedAt: 2, status: 'failed', run: run({mode: 'b'})}),
		session({id: 's-3', startedAt: 3, status: 'failed', run: run({mode: 'b'})}),
		session({id: 's-4', startedAt: 4, status: 'failed', run: run()}),
		session({id: 's-5', startedAt: 5, taskIds: ['T-9']}),
	];
	const data = {projects: [], tasks: [task()], sessions, messages: [], holds: []};
	const state = update(initialState, {event: 'snapshot', data});

	expect(runsOfTask(state, 'T-1').map(({id}) => id)).toEqual(['s-1', 's-3']);
});

test('a task shares the work tree of the nearest task above it, and no circle of tasks is endless', () => {
	const workTree = {path: '/t', branch: 'b', base: 'main', baseCommit: 'c', createdAt: 1};
	const tasks = new Map(
		[
			task({id: 'top', workTree}),
			task({id: 'middle', parentId: 'top'}),
			task({id: 'low', parentId: 'middle'}),
			task({id: 'x', parentId: 'y'}),
			task({id: 'y', parentId: 'x'}),
		].map(each => [each.id, each]),
	);

	expect(workTreeOf(tasks, task({id: 'low', parentId: 'middle'}))?.owner.id).toBe('top');
	expect(workTreeOf(tasks, task({id: 'x', parentId: 'y'}))).toBeUndefined();
});
