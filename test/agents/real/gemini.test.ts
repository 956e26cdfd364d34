import {expect, test} from 'vitest';
import {eventually} from '../../helpers/eventually.js';
import {whereGiven} from '../../helpers/real-client.js';
import {openGemini, type RealGemini} from './gemini.js';

/** How often a text stands in a conversation. */
const times = (text: string | undefined, mark: string): number => (text ?? '').split(mark).length - 1;

const isAsked = async ({model}: RealGemini, mark: string, withinMs = 20_000) =>
	eventually(
		// Not compared by `expect`, which would print the whole conversation.
		() => expect(times(model.conversations().at(-1), mark), `times ${mark} was asked`).toBeGreaterThan(0),
		withinMs,
	);

const isOnce = ({model}: RealGemini, mark: string) => expect(times(model.conversations().at(-1), mark)).toBe(1);

whereGiven('MAESTRO_GEMINI')('real Gemini CLI', program => {
	test('it is told who it is with its first prompt, and a message reaches it at its prompt, once', async () => {
		const gemini = await openGemini(program);
		const session = await gemini.started('MARK-TASK begin');
		await isAsked(gemini, 'MARK-TASK');
		await gemini.isShown(session, 'idle');
		expect(gemini.model.conversations()[0]).toContain(`You are session ${session} of maestro`);

		const id = await gemini.send(session, 'MARK-IDLE have a look');

		await isAsked(gemini, 'MARK-IDLE');
		expect(await gemini.isDelivered(id)).toMatchObject({delivery: {via: 'hook BeforeAgent'}});
		await gemini.isShown(session, 'idle');
		isOnce(gemini, 'MARK-IDLE');
		isOnce(gemini, 'maestro: you have a message');
	}, 60_000);

	test('a session without a task is told who it is, too', async () => {
		const gemini = await openGemini(program);
		const session = await gemini.started();
		await gemini.isShown(session, 'idle');

		await gemini.send(session, 'MARK-FIRST hello');

		await isAsked(gemini, 'MARK-FIRST');
		expect(gemini.model.conversations()[0]).toContain(`You are session ${session} of maestro`);
	}, 60_000);

	test('a message for a client at work comes with the result of its tool, once', async () => {
		const gemini = await openGemini(program);
		gemini.model.script({bash: 'sleep 4'}, {text: 'done'});
		const session = await gemini.started('MARK-TASK begin', '--approval-mode', 'yolo');
		await eventually(async () => expect(await gemini.screen(session)).toContain('sleep 4'), 20_000);

		const id = await gemini.send(session, 'MARK-TOOL beside it');

		await isAsked(gemini, 'MARK-TOOL');
		expect(await gemini.isDelivered(id)).toMatchObject({delivery: {via: 'hook AfterTool'}});
		await gemini.isShown(session, 'idle');
		isOnce(gemini, 'MARK-TOOL');
		expect(gemini.model.conversations()).toHaveLength(2);
	}, 60_000);

	test('a client that is about to stop goes on with a message, once', async () => {
		const gemini = await openGemini(program);
		gemini.model.script({text: 'the answer', delayMs: 4000});
		const session = await gemini.started('MARK-TASK begin');
		await isAsked(gemini, 'MARK-TASK');

		const id = await gemini.send(session, 'MARK-END one more');

		await isAsked(gemini, 'MARK-END');
		expect(await gemini.isDelivered(id)).toMatchObject({delivery: {via: 'hook AfterAgent'}});
		await gemini.isShown(session, 'idle');
		isOnce(gemini, 'MARK-END');
		expect(await gemini.screen(session)).not.toContain('you have a message');
	}, 60_000);

	test('with a dialog open nothing is typed, and the message comes once it is answered', async () => {
		const gemini = await openGemini(program);
		gemini.model.script({bash: 'touch made'}, {text: 'done'});
		const session = await gemini.started('make a file');
		await gemini.isShown(session, 'needs-input');
		expect((await gemini.show(session)).needsInput).toMatchObject({message: 'Confirm Shell Command: touch made'});
		await eventually(async () => expect(await gemini.screen(session)).toContain('Allow execution of'));
		const before = await gemini.screen(session);

		const id = await gemini.send(session, 'MARK-DIALOG while you wait');
		await gemini.send(session, 'MARK-ANOTHER so that it is told twice');

		expect(await gemini.message(id)).toMatchObject({status: 'pending'});
		expect(await gemini.screen(session)).toBe(before);
		await gemini.press(session, 'Enter');
		await isAsked(gemini, 'MARK-DIALOG');
		expect(await gemini.isDelivered(id)).toMatchObject({delivery: {via: 'hook AfterTool'}});
		await gemini.isShown(session, 'idle');
		isOnce(gemini, 'MARK-DIALOG');
	}, 60_000);

	test('a question of the agent is shown as what it needs', async () => {
		const gemini = await openGemini(program);
		const options = ['Red', 'Blue'].map(label => ({label, description: label}));
		const question = {question: 'Which colour?', header: 'Colour', type: 'choice', options};
		gemini.model.script({tool: {name: 'ask_user', input: {questions: [question]}}});
		const session = await gemini.started('ask me');

		await gemini.isShown(session, 'needs-input');

		await eventually(async () =>
			expect((await gemini.show(session)).needsInput).toMatchObject({active: true, message: 'Which colour?'}),
		);
	}, 60_000);

	test('a message for a session whose subagent works is read by the session', async () => {
		const gemini = await openGemini(program);
		gemini.model.script(
			{tool: {name: 'invoke_agent', input: {agent_name: 'generalist', prompt: 'MARK-INSIDE work'}}},
			{bash: 'sleep 4'},
			{tool: {name: 'complete_task', input: {result: {response: 'MARK-RESULT'}}}},
		);
		const session = await gemini.started('MARK-TASK begin', '--approval-mode', 'yolo');
		await isAsked(gemini, 'MARK-INSIDE');
		await eventually(async () => expect(await gemini.screen(session)).toContain('sleep 4'), 20_000);

		const id = await gemini.send(session, 'MARK-OUTSIDE for you');

		await isAsked(gemini, 'MARK-OUTSIDE');
		await gemini.isDelivered(id);
		const readers = gemini.model.conversations().filter(conversation => conversation.includes('MARK-OUTSIDE'));
		expect(readers.every(conversation => conversation.includes('MARK-TASK'))).toBe(true);
		expect(times(readers[0], 'MARK-OUTSIDE')).toBe(1);
	}, 60_000);

	test('a client in the shell of a session does not take what is written to it', async () => {
		const gemini = await openGemini(program);
		gemini.model.script({bash: 'sleep 3; gemini -p "MARK-NESTED say something"'}, {text: 'nested'}, {text: 'done'});
		const session = await gemini.started('MARK-TASK begin', '--approval-mode', 'yolo');
		await eventually(async () => expect(await gemini.screen(session)).toContain('sleep 3'), 20_000);

		await gemini.send(session, 'MARK-OUTSIDE for you');

		await isAsked(gemini, 'MARK-OUTSIDE', 40_000);
		const readers = gemini.model.conversations().filter(conversation => conversation.includes('MARK-OUTSIDE'));
		expect(readers.every(conversation => conversation.includes('MARK-TASK'))).toBe(true);
		const [nested] = gemini.model
			.conversations()
			.filter(text => text.includes('MARK-NESTED say') && !text.includes('MARK-TASK'));
		expect(nested).not.toContain('You are session');
	}, 90_000);

	test('where the operator has not allowed it nothing is typed, and the message comes with the next prompt', async () => {
		const gemini = await openGemini(program, {nudge: false});
		const session = await gemini.started('MARK-TASK begin');
		await gemini.isShown(session, 'idle');
		await eventually(async () => expect(await gemini.screen(session)).toContain('Type your message'));
		const id = await gemini.send(session, 'MARK-LATER no hurry');
		expect(await gemini.message(id)).toMatchObject({status: 'pending'});

		await gemini.press(session, '-l', 'hello');
		await eventually(async () => expect(await gemini.screen(session)).toContain('> hello'));
		await eventually(async () => {
			await gemini.press(session, 'Enter');
			expect((await gemini.message(id)).status).toBe('delivered');
		}, 20_000);

		isOnce(gemini, 'MARK-LATER');
		expect(await gemini.screen(session)).not.toContain('you have a message');
	}, 60_000);

	test('a draft is left as it is, and the agent is told when it is gone', async () => {
		const gemini = await openGemini(program);
		const session = await gemini.started('MARK-TASK begin');
		await isAsked(gemini, 'MARK-TASK');
		await gemini.isShown(session, 'idle');
		await eventually(async () => expect(await gemini.screen(session)).toContain('Type your message'));
		await gemini.press(session, '-l', 'half a thought');
		await eventually(async () => expect(await gemini.screen(session)).toContain('half a thought'));

		const id = await gemini.send(session, 'MARK-DRAFT behind it');
		await gemini.send(session, 'MARK-ANOTHER');
		expect(await gemini.message(id)).toMatchObject({status: 'pending'});
		expect(await gemini.screen(session)).toMatch(/> half a thought *$/m);
		await gemini.press(session, 'C-u');

		await isAsked(gemini, 'MARK-DRAFT', 40_000);
		expect(gemini.model.conversations().at(-1)).not.toContain('half a thought');
	}, 90_000);

	test('what was queued for a session that has ended reaches it when it is resumed, once', async () => {
		const gemini = await openGemini(program);
		gemini.model.script({text: 'the first answer'});
		const session = await gemini.started('MARK-TASK begin');
		await isAsked(gemini, 'MARK-TASK');
		await gemini.isShown(session, 'idle');
		await gemini.ask('session', 'stop', session);
		await gemini.isShown(session, 'stopped');
		await gemini.maestro('session', 'send', '--queue', '--to', session, '--message', 'MARK-QUEUED go on');

		await gemini.maestro('session', 'resume', session);

		await isAsked(gemini, 'MARK-QUEUED', 40_000);
		isOnce(gemini, 'MARK-QUEUED');
		expect(gemini.model.conversations().at(-1)).toContain('the first answer');
	}, 90_000);

	test('a session without hooks says so, and what to do', async () => {
		const gemini = await openGemini(program, {hasHooks: false});
		const session = await gemini.started('MARK-TASK begin');

		await eventually(
			async () =>
				expect((await gemini.show(session)).needsInput).toMatchObject({
					message: expect.stringContaining('settings.json'),
				}),
			40_000,
		);
	}, 60_000);
});
