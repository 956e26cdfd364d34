import {expect, test} from 'vitest';
import {type Badge, badgeOf} from '../../source/domain/badge.js';
import type {MaestroEvent} from '../../source/domain/event.js';
import type {Activity, NeedsInput, Session} from '../../source/domain/session.js';
import {ended, observed, reportedNeed} from '../../source/server/session-life.js';
import {createSessions} from '../../source/server/sessions.js';
import {longAgo, session} from '../helpers/builders.js';
import {createMemoryCollection} from '../helpers/memory-collection.js';

const at = longAgo + 5000;
const run = {id: 'run-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};

const see =
	(state: Activity['state'], detail?: string) =>
	(before: Session): Session =>
		observed({state, source: 'hook X', at, detail}, {isNewTurn: false})(before);
const newTurn = (before: Session): Session =>
	observed({state: 'working', source: 'hook UserPromptSubmit', at}, {isNewTurn: true})(before);
const end =
	(how: Omit<Parameters<typeof ended>[0], 'at'> = {}) =>
	(before: Session): Session =>
		ended({...how, at})(before);
const report = (before: Session): Session => ({...before, needsInput: reportedNeed('Which database?', longAgo)});
const because =
	(reason: string) =>
	(before: Session): Session => ({...before, run: {...run, ...before.run, reason}});

type Step = (before: Session) => Session;

const rows: ReadonlyArray<[title: string, steps: readonly Step[], badge: Badge, expected: Partial<Session>]> = [
	['an agent that starts', [see('starting')], 'starting', {status: 'spawning'}],
	['an agent at work', [see('working')], 'working', {status: 'working'}],
	['an agent at its prompt', [see('working'), see('idle')], 'idle', {status: 'idle'}],
	[
		'a dialog',
		[see('needs-input', 'Bash: rm')],
		'needs-input',
		{status: 'working', needsInput: {active: true, message: 'Bash: rm', since: at}},
	],
	['a dialog that was answered', [see('needs-input'), see('working')], 'working', {needsInput: {active: false}}],
	['a dialog that was left by Esc', [see('needs-input'), see('idle')], 'idle', {needsInput: {active: false}}],
	[
		'a dialog after a dialog',
		[
			before => ({...before, needsInput: {active: true, message: 'first', since: longAgo}}),
			see('needs-input', 'second'),
		],
		'needs-input',
		{needsInput: {active: true, message: 'second', since: longAgo}},
	],
	['an agent that says it is blocked', [report], 'needs-input', {}],
	['one that ends its turn then', [report, see('working'), see('idle')], 'needs-input', {}],
	['one that is behind a dialog then', [report, see('needs-input', 'Bash: ls')], 'needs-input', {}],
	[
		'one that was behind a dialog then',
		[report, see('needs-input', 'Bash: ls'), see('working'), see('idle')],
		'needs-input',
		{needsInput: reportedNeed('Which database?', longAgo)},
	],
	['one that is told something new', [report, newTurn], 'working', {needsInput: {active: false}}],
	['an agent that said it ends', [see('idle'), see('ended')], 'ended', {status: 'idle', completedAt: null}],
	['a run that ended with 0', [end({exitCode: 0})], 'ended', {status: 'completed', completedAt: at}],
	['a run that ended with 3', [end({exitCode: 3})], 'failed', {status: 'failed', completedAt: at}],
	['a run that ended by a signal', [end({signal: 9})], 'failed', {status: 'failed'}],
	['a run that ended unseen', [end()], 'stopped', {status: 'stopped'}],
	['a run that is nowhere', [end({isLost: true})], 'lost', {status: 'stopped', completedAt: at}],
	['a run that was stopped, and ended with 143', [because('x'), end({exitCode: 143})], 'stopped', {status: 'stopped'}],
	['a run that was stopped, and ended by TERM', [because('x'), end({signal: 15})], 'stopped', {status: 'stopped'}],
	['a run that was stopped, and ended with 0', [because('x'), end({exitCode: 0})], 'stopped', {status: 'stopped'}],
	[
		'a run that ended behind a dialog',
		[see('needs-input'), end({exitCode: 1})],
		'failed',
		{needsInput: {active: false}},
	],
	['a run that ended twice', [end({exitCode: 3}), end({isLost: true})], 'failed', {status: 'failed'}],
	['a run that said goodbye after its end', [end({exitCode: 3}), see('ended')], 'failed', {status: 'failed'}],
	[
		'an agent that goes on after its end',
		[because('x'), end({exitCode: 3}), see('working')],
		'working',
		{status: 'working', completedAt: null, run: {...run}},
	],
	[
		'a session without a run that goes on',
		[before => ({...before, status: 'completed', completedAt: longAgo, run: undefined}), see('idle')],
		'idle',
		{status: 'idle', completedAt: null, run: undefined},
	],
];

for (const [title, steps, badge, expected] of rows) {
	test(`${title} is shown as ${badge}`, () => {
		const after = steps.reduce((before, step) => step(before), session({run}));

		expect(badgeOf(after)).toBe(badge);
		expect(after).toMatchObject(expected);
		if ('run' in expected) {
			expect(JSON.parse(JSON.stringify(after.run ?? null))).toEqual(expected.run ?? null);
		}
	});
}

const details: ReadonlyArray<[how: Parameters<typeof end>[0], detail: string]> = [
	[{exitCode: 3}, 'exit code 3'],
	[{signal: 9}, 'ended by SIGKILL'],
	[{}, 'ended; nobody saw how'],
	[{isLost: true}, 'its window is gone; nobody saw how it ended'],
];

for (const [how, detail] of details) {
	test(`a run that ended says so in words: ${detail}`, () => {
		expect(end(how)(session({run})).activity).toMatchObject({detail, source: 'window', at});
	});
}

const open = (given: Session = session(), put?: (item: Session) => Promise<void>) => {
	const events: MaestroEvent[] = [];
	const time = {now: at};
	const collection = {...createMemoryCollection([given]), ...(put === undefined ? {} : {put})};
	const sessions = createSessions({
		collection,
		publish: event => events.push(event),
		clock: () => time.now,
		random: Math.random,
	});
	return {sessions, events, time};
};

test('changes of one session go one after the other, and none is lost', async () => {
	const {sessions} = open();

	await Promise.all(
		Array.from({length: 50}, async (_, number) =>
			sessions.change('s-1', before => ({
				...before,
				timeline: [...before.timeline, sessions.newEntry({type: 'progress', message: String(number)})],
			})),
		),
	);

	expect(sessions.get('s-1').timeline.map(({message}) => message)).toEqual(
		Array.from({length: 50}, (_, number) => String(number)),
	);
});

test('nobody hears of a change that the disk did not take, and the next one is taken', async () => {
	let isFull = true;
	const {sessions, events} = open(session(), async () => {
		if (isFull) {
			throw new Error('full');
		}
	});

	await expect(sessions.change('s-1', see('idle'))).rejects.toThrow('full');
	expect(events).toEqual([]);
	isFull = false;
	await sessions.change('s-1', see('idle'));
	expect(events.map(({event}) => event)).toEqual(['session:updated', 'session:status_changed']);
});

test('a change that changes nothing is told to nobody', async () => {
	const {sessions, events} = open();

	const after = await sessions.change('s-1', before => before);

	expect(after).toBe(sessions.get('s-1'));
	expect(events).toEqual([]);
});

test('a person is called when a need begins, with its words', async () => {
	const {sessions, events} = open();

	await sessions.change('s-1', see('needs-input', 'Bash: rm'));
	await sessions.change('s-1', see('needs-input', 'Bash: ls'));

	const calls = events.filter(({event}) => event === 'notify:needs_input');
	expect(calls).toEqual([
		{event: 'notify:needs_input', data: {sessionId: 's-1', name: 'Mend the door', message: 'Bash: rm'}},
	]);
});

test('a need that a person set is over with the next thing the agent does', () => {
	const needsInput: NeedsInput = {active: true, message: 'by hand', since: longAgo};

	expect(see('working')(session({needsInput})).needsInput).toEqual({active: false});
});
