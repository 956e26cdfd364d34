import {expect, test} from 'vitest';
import type {Agent} from '../../source/agents/agent.js';
import {claude} from '../../source/agents/claude.js';
import {codex} from '../../source/agents/codex.js';
import type {Session} from '../../source/domain/session.js';
import {createTakeFor} from '../../source/server/delivery/take.js';
import {createDelivery} from '../../source/server/delivery.js';
import type {Pushed} from '../../source/server/push.js';
import {createSessions} from '../../source/server/sessions.js';
import {createWake, type Wake, withWake} from '../../source/server/wake.js';
import {session} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openInbox} from '../helpers/inbox.js';
import {createMemoryBells} from '../helpers/memory-bells.js';
import {createMemoryCollection} from '../helpers/memory-collection.js';

/** One to which whole messages are pushed, and whose prompts show them. */
const listening: Agent = {
	...claude,
	push: ({conversation}, text) =>
		conversation === undefined
			? undefined
			: {kind: 'request', url: `http://c/${conversation}`, headers: {}, body: text},
};

type Given = {
	readonly agent?: Agent;
	readonly session?: Partial<Session>;
	readonly pushes?: () => Promise<Pushed>;
	readonly nudge?: (id: string) => Promise<void>;
};

const open = async ({agent = codex, session: about = {}, pushes = async () => ({kind: 'accepted'}), nudge}: Given) => {
	const collection = createMemoryCollection<Session>([
		session({
			metadata: {conversation: 'c-1', clientHome: '/codex'},
			activity: {state: 'idle', source: 'hook Stop', at: 0},
			...about,
		}),
		session({id: 's-2'}),
	]);
	const stop = new AbortController();
	const reports: string[] = [];
	const pushed: unknown[] = [];
	const bells = withWake(createMemoryBells(), id => wake?.wake(id));
	let wake: Wake | undefined;
	const {inbox, time} = await openInbox({
		sessions: collection.all,
		parties: id => collection.get(id),
		raise(receiver, waiting, isNew) {
			void bells.flag(receiver, waiting);
			void (isNew && bells.ring(receiver));
		},
	});
	const clock = () => time.now;
	const sessions = createSessions({collection, publish: () => {}, clock, random: Math.random});
	const agentOf = () => agent;
	const nonce = () => 'nonce';
	const delivery = createDelivery({inbox, sessions, agentOf, bells, clock, nonce, onShown: id => wake?.rest(id)});
	wake = createWake({
		takeFor: createTakeFor({inbox, sessions, nonce}),
		async push(_, push) {
			pushed.push(push);
			return pushes();
		},
		listenerOf: async () => undefined,
		report: text => reports.push(text),
		signal: stop.signal,
		...{inbox, sessions, agentOf, nudge, clock},
	});
	const send = async (text = 'Look at the tests') =>
		(await inbox.send({from: 's-2', to: 's-1', text, mayQueue: true})).message.id;
	/** A hook that found its flag up, and printed what it was given. */
	const take = async (event: string, more: Record<string, unknown> = {}) => {
		time.now += 10;
		const took = await delivery.take('s-1', {hook: {hook_event_name: event, session_id: 'c-1', ...more}});
		await delivery.confirm('s-1', took.taking ?? '');
		return took;
	};
	const observe = async (event: string, more: Record<string, unknown> = {}) => {
		time.now += 10;
		await delivery.observe('s-1', {hook_event_name: event, session_id: 'c-1', ...more}, time.now);
	};
	/** What was rung for has reached the client, or has failed to. */
	const settled = async () => {
		await new Promise(setImmediate);
		await wake?.settled();
	};
	const later = async (ms: number) => {
		time.now += ms;
		wake?.again();
		await settled();
	};
	return {inbox, time, sessions, delivery, pushed, reports, send, take, observe, later, settled, stop, wake};
};

test('a message for an idle client is announced in its queue, and comes with the prompt that this makes', async () => {
	const {send, take, inbox, pushed, settled} = await open({});

	const id = await send();
	await eventually(() => expect(pushed).toHaveLength(1));
	await settled();

	expect(pushed).toEqual([
		{
			kind: 'program',
			args: ['queue', '--thread=c-1', `--message=${codex.notice?.text}`],
			environment: {CODEX_HOME: '/codex'},
		},
	]);
	expect(inbox.get(id)?.status).toBe('pending');
	const took = await take('UserPromptSubmit', {prompt: codex.notice?.text});
	expect(took.text).toContain('Look at the tests');
	expect(inbox.get(id)).toMatchObject({
		status: 'delivered',
		delivery: {via: 'queue, hook UserPromptSubmit', attempts: 1},
	});
});

const unreached: ReadonlyArray<[title: string, about: Partial<Session>]> = [
	['is at work', {activity: {state: 'working', source: 'hook PostToolUse', at: 0}}],
	['is behind a dialog', {activity: {state: 'needs-input', source: 'hook PermissionRequest', at: 0}}],
	['nobody has seen yet', {activity: undefined}],
	['has ended, and may be resumed', {status: 'completed', activity: {state: 'ended', source: 'window', at: 0}}],
	['has not told its conversation', {metadata: {}}],
];

for (const [title, about] of unreached) {
	test(`nothing is pushed to a client that ${title}`, async () => {
		const {send, inbox, pushed, settled, later} = await open({session: about});

		await send();
		await settled();
		await later(3_600_000);

		expect(inbox.pendingCount('s-1')).toBe(1);
		expect(pushed).toEqual([]);
	});
}

test('a client that comes to its prompt is woken for what came just before', async () => {
	const {send, observe, pushed, sessions} = await open({
		session: {activity: {state: 'working', source: 'hook PostToolUse', at: 0}},
	});
	await send();

	await observe('Stop', {transcript_path: '/other/sessions/2026/11/21/rollout-1.jsonl', session_id: 'c-2'});

	await eventually(() => expect(pushed).toHaveLength(1));
	expect(pushed[0]).toMatchObject({
		args: ['queue', '--thread=c-2', expect.anything()],
		environment: {CODEX_HOME: '/other'},
	});
	expect(sessions.get('s-1').metadata).toMatchObject({conversation: 'c-2', clientHome: '/other'});
});

for (const activity of [
	{state: 'starting', source: 'resume', at: 0},
	{state: 'needs-input', source: 'window', at: 0},
] as const) {
	test(`a session that is resumed is woken before any of its hooks has run: ${activity.state}`, async () => {
		const {send, pushed} = await open({session: {activity}});

		await send();

		await eventually(() => expect(pushed).toHaveLength(1));
	});
}

test('messages that would be pushed whole wait until a client that starts has been heard of', async () => {
	const {send, observe, pushed, settled, later} = await open({
		agent: listening,
		session: {activity: {state: 'starting', source: 'resume', at: 0}},
	});
	await send();
	await later(60_000);
	expect(pushed).toEqual([]);

	await observe('SessionStart');
	await settled();

	expect(pushed).toHaveLength(1);
});

test('what failed while a client started is tried at once when it has been heard of', async () => {
	const {send, observe, pushed, settled, later} = await open({
		session: {activity: {state: 'starting', source: 'resume', at: 0}},
		pushes: async () => ({kind: 'refused', reason: 'no rollout found'}),
	});
	await send();
	await settled();
	await later(2000);
	await later(2000);
	expect(pushed).toHaveLength(3);

	await observe('Stop');
	await settled();

	expect(pushed).toHaveLength(4);
});

test('several messages at once are announced once', async () => {
	const {send, pushed, settled} = await open({});

	await Promise.all([send('one'), send('two'), send('three')]);
	await settled();
	await send('four');
	await settled();

	expect(pushed).toHaveLength(1);
});

test('what follows a message that was shown is announced at once', async () => {
	const {send, take, observe, pushed, settled} = await open({});
	await send('one');
	await settled();
	await take('UserPromptSubmit', {prompt: codex.notice?.text});
	await observe('Stop');

	await send('two');

	await eventually(() => expect(pushed).toHaveLength(2));
});

test('a push that failed is tried again after pauses that grow, and the message says why it waits', async () => {
	const {send, inbox, pushed, settled, later} = await open({
		pushes: async () => ({kind: 'refused', reason: 'codex queue failed: no rollout found'}),
	});
	const id = await send();
	await settled();
	expect(inbox.get(id)).toMatchObject({
		status: 'pending',
		delivery: {attempts: 1, lastError: 'codex queue failed: no rollout found'},
	});
	expect(inbox.pendingCount('s-1')).toBe(1);

	const counts: number[] = [];
	for (const seconds of [1, 1, 1, 3, 1, 7]) {
		await later(seconds * 1000);
		counts.push(pushed.length);
	}

	expect(counts).toEqual([1, 2, 2, 3, 3, 4]);
});

test('a client whose hooks bring nothing is woken ever more seldom, and never at once again', async () => {
	const {send, observe, pushed, settled, later} = await open({});
	await send();
	await settled();

	const counts: number[] = [];
	for (let minute = 1; minute <= 8; minute++) {
		await observe('UserPromptSubmit', {prompt: codex.notice?.text});
		await observe('Stop');
		await later(61_000);
		counts.push(pushed.length);
	}

	expect(counts).toEqual([2, 2, 3, 3, 3, 3, 4, 4]);
});

test('messages that are pushed whole are taken first, and delivered when the prompt shows them', async () => {
	const {send, observe, inbox, pushed, settled} = await open({agent: listening});

	const id = await send();
	await settled();

	expect(pushed).toEqual([
		expect.objectContaining({url: 'http://c/c-1', body: expect.stringContaining('Look at the tests')}),
	]);
	expect(inbox.get(id)?.status).toBe('pending');
	expect(inbox.pendingCount('s-1')).toBe(0);
	await observe('UserPromptSubmit', {prompt: (pushed[0] as {body: string}).body});
	expect(inbox.get(id)).toMatchObject({status: 'delivered', delivery: {via: 'queue, seen in the prompt'}});
});

test('messages that a client refused wait again, and those that it may have do not', async () => {
	const outcomes: Pushed[] = [
		{kind: 'refused', reason: 'nobody listens'},
		{kind: 'unknown', reason: 'no answer'},
	];
	const {send, inbox, settled, later} = await open({
		agent: listening,
		pushes: async () => outcomes.shift() ?? {kind: 'accepted'},
	});
	const id = await send();
	await settled();
	expect(inbox.get(id)).toMatchObject({delivery: {lastError: 'nobody listens'}});
	expect(inbox.pendingCount('s-1')).toBe(1);

	await later(3000);

	expect(inbox.pendingCount('s-1')).toBe(0);
	expect(inbox.takings('s-1')).toHaveLength(1);
});

test('a client to which nothing can be pushed is nudged where there is a nudge', async () => {
	const nudged: string[] = [];
	const {send, pushed, settled} = await open({
		agent: claude,
		nudge: async id => {
			nudged.push(id);
		},
	});

	await send();
	await settled();

	expect([nudged, pushed]).toEqual([['s-1'], []]);
});

test('what goes wrong with one session is reported, and tried again', async () => {
	let times = 0;
	const {send, reports, settled, later, pushed} = await open({
		async pushes() {
			times += 1;
			if (times === 1) {
				throw new Error('broken');
			}

			return {kind: 'accepted'};
		},
	});
	await send();
	await settled();
	expect(reports).toEqual(['s-1 could not be woken']);

	await later(3000);

	expect(pushed).toHaveLength(2);
});

test('a server that stops waits for the push that is under way, and begins no other', async () => {
	let finish: (pushed: Pushed) => void = () => {};
	const {send, wake, stop, pushed} = await open({
		pushes: async () =>
			new Promise(resolve => {
				finish = resolve;
			}),
	});
	await send();
	await eventually(() => expect(pushed).toHaveLength(1));
	let hasEnded = false;
	const following = wake.follow({everyMs: 10}).then(() => {
		hasEnded = true;
	});

	stop.abort();
	await send('another');
	await new Promise(setImmediate);
	expect(hasEnded).toBe(false);
	finish({kind: 'accepted'});
	await following;

	expect(pushed).toHaveLength(1);
});
