import {expect, test} from 'vitest';
import type {Activity, Session} from '../../source/domain/session.js';
import {isBetweenRuns} from '../../source/domain/session.js';
import {longAgo, session} from '../helpers/builders.js';

const seen = (state: Activity['state']): Partial<Session> => ({activity: {state, source: 'hook', at: longAgo}});
const run = {id: 'run_1_a', taskId: 'T-1', mode: 'none', agent: 'claude', isHeadless: false, startedAt: longAgo};

const rules: ReadonlyArray<[title: string, given: Partial<Session>, expected: boolean]> = [
	['a session that somebody else started, and whose agent has ended, comes back', seen('ended'), true],
	['so does one whose agent was lost', seen('lost'), true],
	['one whose agent is there is not between runs', seen('idle'), false],
	['of one that nobody saw nothing is known', {}, false],
	['one that we started is told by its run', {...seen('ended'), run}, false],
	['one that has ended for good does not come back', {...seen('ended'), status: 'completed'}, false],
];

for (const [title, given, expected] of rules) {
	test(title, () => {
		expect(isBetweenRuns(session(given))).toBe(expected);
	});
}
