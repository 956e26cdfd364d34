import {expect, test} from 'vitest';
import {badgeOf} from '../../source/domain/badge.js';
import {project, session} from '../helpers/builders.js';
import {openServer} from '../helpers/server.js';

/** Longer than a hook's observation is fresh, and than a taking may be open. */
const aWhile = 25_000;
const longer = 31_000;

const open = async (given: Partial<Parameters<typeof session>[0]> = {}) => {
	const metadata = {agentTool: 'claude', agentVersion: '2.1.329'};
	const server = await openServer({
		projects: [project()],
		sessions: [session({metadata, ...given}), session({id: 's-2'})],
	});
	const {delivery, inbox, sessions, time} = server;
	const tick = () => {
		time.now += 10;
		return time.now;
	};
	const send = async (text = 'Look at the tests', more: Record<string, unknown> = {}) => {
		tick();
		return (await inbox.send({from: 's-2', to: 's-1', text, ...more})).message.id;
	};
	/** A hook that found its flag up. */
	const take = async (
		event: string,
		more: Record<string, unknown> = {},
		clientStatus?: 'idle' | 'busy' | 'waiting',
	) => {
		tick();
		return delivery.take('s-1', {hook: {hook_event_name: event, ...more}, clientStatus});
	};
	const ring = async (clientStatus?: 'idle' | 'busy' | 'waiting') =>
		take('FileChanged', {file_path: '/doorbells/s-1', event: 'change'}, clientStatus);
	/** A hook that found its flag down. */
	const observe = async (event: string, more: Record<string, unknown> = {}, at = tick()) =>
		delivery.observe('s-1', {hook_event_name: event, ...more}, at);
	const statusOf = (id: string) => inbox.get(id)?.status;
	const badge = () => badgeOf(sessions.get('s-1'));
	return {...server, send, take, ring, observe, tick, statusOf, badge};
};

test('between two tools a message goes with the answer of the hook, and is delivered when that is out', async () => {
	const {send, take, delivery, statusOf, inbox, bells, badge} = await open();
	const id = await send();

	const took = await take('PostToolBatch');

	expect(took).toMatchObject({count: 1, hook: {exitCode: 0, stderr: ''}});
	const {hookSpecificOutput} = JSON.parse(took.hook?.stdout ?? '');
	expect(hookSpecificOutput).toEqual({hookEventName: 'PostToolBatch', additionalContext: took.text});
	expect(took.text).toContain('Look at the tests');
	expect(statusOf(id)).toBe('pending');
	expect(bells.flags.has('s-1')).toBe(false);
	expect(await delivery.confirm('s-1', took.taking ?? '')).toBe(1);
	expect(inbox.get(id)).toMatchObject({status: 'delivered', delivery: {via: 'hook PostToolBatch'}});
	expect(badge()).toBe('working');
});

test('at the end of a turn a message makes the turn go on', async () => {
	const {send, observe, take, badge, sessions, bells} = await open();
	await observe('UserPromptSubmit', {prompt: 'Go'});
	await send();
	const rung = bells.rung.length;

	const took = await take('Stop', {stop_hook_active: false, background_tasks: []});

	expect(took.count).toBe(1);
	expect(badge()).toBe('working');
	expect(sessions.get('s-1').activity?.source).toContain('hook Stop');
	expect(bells.rung.length).toBe(rung);
});

test('an agent that reported a need is at work again when a message makes its turn go on', async () => {
	const {ask, send, take, badge} = await open();
	await ask('POST', '/api/sessions/s-1/timeline', {type: 'needs_input', message: 'Which one?'}, {as: 's-1'});
	expect(badge()).toBe('needs-input');
	await send('The small one');

	await take('Stop', {background_tasks: []});

	expect(badge()).toBe('working');
});

test('an idle agent is woken, and what woke it is delivered when its prompt shows it', async () => {
	const {send, observe, ring, delivery, statusOf, inbox, bells} = await open();
	await observe('Stop', {background_tasks: []});
	const id = await send();
	expect(bells.rung).toEqual(['s-1']);

	const took = await ring();

	expect(took).toMatchObject({count: 1, hook: {stdout: '', exitCode: 2, stderr: took.text}});
	expect(await delivery.confirm('s-1', took.taking ?? '')).toBe(0);
	expect(statusOf(id)).toBe('pending');
	await observe('UserPromptSubmit', {prompt: `maestro: ${took.text}`});
	expect(inbox.get(id)).toMatchObject({status: 'delivered', delivery: {via: 'doorbell, seen in the prompt'}});
});

test('a prompt with the id of another message in it confirms nothing', async () => {
	const {send, observe, ring, statusOf} = await open();
	await observe('Stop');
	const id = await send();
	await ring();

	await observe('UserPromptSubmit', {prompt: '[maestro message msg_1_a abc from the operator]'});

	expect(statusOf(id)).toBe('pending');
});

test('what rang in the middle of a turn is delivered when the turn goes on', async () => {
	const {send, observe, ring, inbox} = await open();
	await observe('Stop');
	const id = await send();
	await ring('idle');

	await observe('PostToolBatch', {tool_calls: []});

	expect(inbox.get(id)).toMatchObject({status: 'delivered', delivery: {via: 'doorbell, in the middle of a turn'}});
});

test('a round of tools from before the doorbell confirms nothing, however late it is told', async () => {
	const {send, observe, ring, statusOf, tick} = await open();
	await observe('Stop');
	const id = await send();
	const before = tick();
	await ring('idle');

	await observe('PostToolBatch', {tool_calls: []}, before);

	expect(statusOf(id)).toBe('pending');
});

for (const events of [
	['PostToolBatch', 'PostToolBatch'],
	['Stop', 'PostToolBatch'],
	['UserPromptSubmit', 'FileChanged'],
]) {
	test(`of two hooks at once, ${events.join(' and ')}, one gets a message`, async () => {
		const {send, take, inbox} = await open();
		await send();

		const took = await Promise.all(events.map(async event => take(event, {event: 'change'}, 'idle')));

		expect(took.map(({count}) => count).sort()).toEqual([0, 1]);
		expect(inbox.takings('s-1')).toHaveLength(1);
	});
}

test('what was never confirmed waits again when its time is over, and rings', async () => {
	const {send, take, inbox, time, bells, statusOf} = await open();
	const id = await send();
	const first = await take('PostToolBatch');
	expect(bells.rung).toHaveLength(1);

	time.now += longer;
	await inbox.releaseStale(time.now);

	expect(statusOf(id)).toBe('pending');
	expect(bells.flags.get('s-1')).toBe(1);
	expect(bells.rung).toHaveLength(2);
	const second = await take('PostToolBatch');
	expect(second.count).toBe(1);
	expect(second.taking).not.toBe(first.taking);
});

test('a confirmation that comes late counts, as long as nobody was shown the message again', async () => {
	const {send, take, inbox, time, observe, statusOf} = await open();
	const id = await send();
	const {taking} = await take('PostToolBatch');
	time.now += longer;
	await inbox.releaseStale(time.now);

	await observe('MaestroConfirmation', {taking});

	expect(statusOf(id)).toBe('delivered');
	expect((await take('PostToolBatch')).count).toBe(0);
});

test('what woke a client that was long behind a dialog is not told a second time when it shows it', async () => {
	const {send, observe, ring, take, inbox, time, statusOf} = await open();
	await observe('Stop');
	const id = await send();
	const {text} = await ring('idle');
	time.now += longer;
	await inbox.releaseStale(time.now);
	expect(statusOf(id)).toBe('pending');

	const took = await take('UserPromptSubmit', {prompt: text});

	expect(took.count).toBe(0);
	expect(inbox.get(id)).toMatchObject({status: 'delivered', delivery: {via: 'doorbell, seen in the prompt'}});
});

test('after a restart what was taken waits again, and its evidence counts still', async () => {
	const {send, observe, ring, statusOf, inbox} = await open();
	await observe('Stop');
	const id = await send();
	const {text} = await ring();
	await inbox.releaseAll('s-1', 'the server ended before it was confirmed');

	await observe('UserPromptSubmit', {prompt: text});

	expect(statusOf(id)).toBe('delivered');
});

const asleep: ReadonlyArray<[title: string, event: string, status: 'busy' | 'waiting' | undefined, afterMs: number]> = [
	['while a dialog is open', 'PermissionRequest', undefined, 0],
	['while the client says that a dialog is open', 'PermissionRequest', 'waiting', aWhile],
	['while the agent is at work', 'UserPromptSubmit', undefined, 0],
	['while the client says that it is at work', 'UserPromptSubmit', 'busy', aWhile],
];

for (const [title, event, status, afterMs] of asleep) {
	test(`${title} a doorbell takes nothing`, async () => {
		const {send, observe, ring, time, inbox} = await open();
		await observe(event, {prompt: 'x', tool_name: 'Bash', tool_input: {command: 'ls'}});
		await send();
		time.now += afterMs;

		expect(await ring(status)).toEqual({count: 0, text: ''});

		expect(inbox.takings('s-1')).toEqual([]);
		expect(inbox.pendingCount('s-1')).toBe(1);
	});
}

const silent = [
	'SessionStart',
	'Notification',
	'PermissionRequest',
	'SessionEnd',
	'SubagentStop',
	'PreToolUse',
	'Unheard',
];

for (const event of silent) {
	test(`${event} takes nothing`, async () => {
		const {send, take, inbox} = await open();
		await send();

		expect((await take(event, {source: 'startup', reason: 'other'})).count).toBe(0);
		expect(inbox.pendingCount('s-1')).toBe(1);
	});
}

test('what waits when an agent starts rings for it', async () => {
	const {send, take, bells} = await open();
	await send();
	const rung = bells.rung.length;

	await take('SessionStart', {source: 'startup'});

	expect(bells.rung.length).toBe(rung + 1);
});

test('what came while a hook looked at its flag rings when the turn ends', async () => {
	const {send, observe, bells} = await open();
	await observe('UserPromptSubmit', {prompt: 'Go'});
	await send();
	const rung = bells.rung.length;

	await observe('Stop', {background_tasks: []});

	expect(bells.rung.length).toBe(rung + 1);
});

for (const event of ['PostToolBatch', 'Stop', 'UserPromptSubmit', 'PermissionRequest', 'SessionEnd']) {
	test(`${event} in a subagent changes nothing and takes nothing`, async () => {
		const {send, observe, take, sessions, inbox} = await open();
		await observe('UserPromptSubmit', {prompt: 'Go'});
		await send();
		const before = sessions.get('s-1');

		expect((await take(event, {agent_id: 'sub', prompt: 'x', reason: 'other'})).count).toBe(0);
		await observe(event, {agent_id: 'sub', prompt: 'x', reason: 'other'});

		expect(sessions.get('s-1')).toBe(before);
		expect(inbox.pendingCount('s-1')).toBe(1);
	});
}

test('a hook that is told late does not undo what a newer one said', async () => {
	const {observe, badge, tick, sessions} = await open();
	const [early, late] = [tick(), tick()];
	await observe('Stop', {background_tasks: []}, late);

	await observe('PostToolBatch', {tool_calls: []}, early);
	await observe('SessionEnd', {reason: 'other'}, early);

	expect(badge()).toBe('idle');
	expect(sessions.get('s-1').activity).toMatchObject({source: 'hook Stop', at: late});
});

test('an old goodbye does not take back what a newer client was given', async () => {
	const {observe, send, take, inbox, tick} = await open();
	const early = tick();
	await observe('SessionStart', {source: 'startup'});
	await send();
	await take('UserPromptSubmit', {prompt: 'Go'});

	await observe('SessionEnd', {reason: 'other'}, early);

	expect(inbox.takings('s-1')).toHaveLength(1);
});

test('what an agent was given that ended before it was shown waits again', async () => {
	const {send, take, observe, inbox, statusOf} = await open();
	const id = await send();
	await take('PostToolBatch');

	await observe('SessionEnd', {reason: 'prompt_input_exit'});

	expect(inbox.takings('s-1')).toEqual([]);
	expect(inbox.get(id)).toMatchObject({status: 'pending', delivery: {attempts: 1}});
	expect(statusOf(id)).toBe('pending');
});

test('a message of 10,000 characters is cut to what a hook may say, with the way to all of it', async () => {
	const {send, take} = await open();
	const id = await send(`${'0123456789'.repeat(999)}the end---`);

	const took = await take('PostToolBatch');

	expect(took.text.length).toBeLessThan(9500);
	expect(took.text).toContain(`maestro message show ${id}`);
	expect(took.text).not.toContain('the end---');
});

test('many messages are shown as far as there is room, and the rest with the next hook', async () => {
	const {send, take, delivery} = await open();
	for (let number = 1; number <= 9; number++) {
		await send(`${number} ${'x'.repeat(2000)}`, number === 9 ? {metadata: {priority: 'high'}} : {});
	}

	const shown: number[] = [];
	for (;;) {
		const {count, text, taking} = await take('PostToolBatch');
		if (taking === undefined) {
			break;
		}

		expect(text.length).toBeLessThan(9500);
		shown.push(count);
		await delivery.confirm('s-1', taking);
	}

	expect(shown.reduce((sum, count) => sum + count, 0)).toBe(9);
	expect(shown.length).toBeGreaterThan(2);
});

test('a turn that a person ended with Esc is over when the client’s file says so', async () => {
	const {observe, delivery, badge, send, bells, tick} = await open();
	await observe('UserPromptSubmit', {prompt: 'Go'});
	await send();
	const rung = bells.rung.length;

	await delivery.observeClient('s-1', 'busy', tick());
	expect(badge()).toBe('working');
	await delivery.observeClient('s-1', 'idle', tick());

	expect(badge()).toBe('idle');
	expect(bells.rung.length).toBe(rung + 1);
});

test('a client’s file that was read before the last hook says nothing', async () => {
	const {observe, delivery, badge, tick} = await open();
	const before = tick();
	await observe('UserPromptSubmit', {prompt: 'Go'});

	await delivery.observeClient('s-1', 'idle', before);

	expect(badge()).toBe('working');
});

test('a client’s file does not bring an ended session back', async () => {
	const {observe, delivery, badge, tick} = await open();
	await observe('SessionEnd', {reason: 'other'});

	await delivery.observeClient('s-1', 'idle', tick());

	expect(badge()).toBe('ended');
});

test('after a start every flag is as it should be, and what waits rings', async () => {
	const {send, delivery, bells} = await open();
	await send();
	await bells.flag('s-1', 0);
	await bells.flag('s-2', 7);
	const rung = bells.rung.length;

	await delivery.restore();

	expect([...bells.flags]).toEqual([['s-1', 1]]);
	expect(bells.rung.slice(rung)).toEqual(['s-1']);
});

test('a client that is too old for a hook is answered in the way it knows', async () => {
	const {send, take} = await open({metadata: {agentTool: 'claude', agentVersion: '2.1.98'}});
	await send();

	expect((await take('PostToolBatch')).count).toBe(0);
	const took = await take('Stop', {stop_hook_active: false});
	expect(JSON.parse(took.hook?.stdout ?? '')).toEqual({decision: 'block', reason: took.text});
});

test('the operator has no flag and no doorbell', async () => {
	const {inbox, bells} = await open();

	await inbox.send({from: 's-1', to: 'operator', text: 'Ready'});

	expect([...bells.flags]).toEqual([]);
	expect(bells.rung).toEqual([]);
});
