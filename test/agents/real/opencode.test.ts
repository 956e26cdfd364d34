import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {eventually} from '../../helpers/eventually.js';
import {whereGiven} from '../../helpers/real-client.js';
import {openOpencode, type RealOpencode} from './opencode.js';

/** A whole program with a server in it: it takes its time to start. */
const patienceMs = 90_000;

/** How often a text stands in a conversation. */
const times = (text: string | undefined, mark: string): number => (text ?? '').split(mark).length - 1;

const isAsked = async ({model}: RealOpencode, mark: string) =>
	// Not compared by `expect`, which would print the whole conversation.
	eventually(
		() => expect(times(model.conversations().at(-1), mark), `times ${mark} was asked`).toBeGreaterThan(0),
		patienceMs,
	);

const asks = async (opencode: RealOpencode, session: string, what: string) => {
	// Not only its badge: a client that says nothing for long is shown as if it asked something.
	await eventually(
		async () => expect((await opencode.show(session)).needsInput).toMatchObject({active: true, message: what}),
		patienceMs,
	);
	await shows(opencode, session, 'Permission required');
};

const shows = async (opencode: RealOpencode, session: string, text: string) =>
	eventually(async () => {
		const isThere = (await opencode.screen(session)).includes(text);
		expect(isThere, `${text} is on its screen`).toBe(true);
	}, patienceMs);

const isOnce = ({model}: RealOpencode, mark: string) => expect(times(model.conversations().at(-1), mark)).toBe(1);

whereGiven('MAESTRO_OPENCODE')('real OpenCode', program => {
	test('it is introduced and told its task, and its user’s own configuration holds', async () => {
		const opencode = await openOpencode(program);
		opencode.model.script({bash: 'sleep 2'}, {text: 'done'});

		const session = await opencode.dispatched('MARK-TASK first line\n\n--second line');

		await opencode.isShown(session, 'working');
		await opencode.isShown(session, 'idle');
		const [asked] = opencode.model.conversations();
		expect(asked).toContain('MARK-TASK first line\\n\\n--second line');
		expect(asked).toContain(`You are session ${session} of maestro`);
		expect(asked).toContain('MARK-USER');
	}, 240_000);

	test('a message for a client that works is beside the result of its tool, once', async () => {
		const opencode = await openOpencode(program);
		opencode.model.script({bash: 'sleep 3; echo MARK-RESULT'}, {text: 'done'});
		const session = await opencode.dispatched('begin');
		await opencode.isShown(session, 'working');

		const id = await opencode.send(session, 'MARK-MIDTURN have a look');

		await isAsked(opencode, 'MARK-MIDTURN');
		expect(opencode.model.turns()).toHaveLength(2);
		expect(opencode.model.turns()[1]).toMatch(/MARK-RESULT.*MARK-MIDTURN/);
		expect(await opencode.isDelivered(id)).toMatchObject({delivery: {via: 'hook tool.execute.after'}});
		await opencode.isShown(session, 'idle');
		isOnce(opencode, 'MARK-MIDTURN');
	}, 240_000);

	test('messages for a client that is idle wake it, each once, and it says which came', async () => {
		const opencode = await openOpencode(program);
		opencode.model.script({text: 'begun'});
		const session = await opencode.dispatched('begin');
		await opencode.isShown(session, 'idle');

		const ids = await Promise.all(
			Array.from({length: 5}, async (_, number) => opencode.send(session, `MARK-MANY-${number}.`)),
		);

		const delivered = await Promise.all(ids.map(async id => opencode.isDelivered(id)));
		await opencode.isShown(session, 'idle');
		expect(delivered.map(({delivery}) => delivery?.via)).toContain('queue, seen in the prompt');
		expect(ids.map((_, number) => times(opencode.model.conversations().at(-1), `MARK-MANY-${number}.`))).toEqual(
			ids.map(() => 1),
		);
	}, 240_000);

	test('a message that came before the first prompt goes with it, once', async () => {
		const opencode = await openOpencode(program);
		const session = await opencode.dispatched();
		await opencode.isShown(session, 'idle');
		await shows(opencode, session, 'Ask anything');
		const id = await opencode.send(session, 'MARK-EARLY have a look');

		await opencode.press(session, '-l', 'MARK-TYPED by a person');
		await shows(opencode, session, 'MARK-TYPED');
		await opencode.press(session, 'Enter');

		await isAsked(opencode, 'MARK-EARLY');
		expect(await opencode.isDelivered(id)).toMatchObject({delivery: {via: 'hook chat.message'}});
		await opencode.isShown(session, 'idle');
		isOnce(opencode, 'MARK-EARLY');
		isOnce(opencode, 'MARK-TYPED');
	}, 240_000);

	test('with a dialog open a message waits, nothing answers the dialog, and it comes when that is gone', async () => {
		const opencode = await openOpencode(program);
		opencode.model.script({bash: 'touch made'}, {text: 'done'});
		const session = await opencode.dispatched('make a file');
		await asks(opencode, session, 'bash: touch made');

		const id = await opencode.send(session, 'MARK-DIALOG while you wait');

		expect(await opencode.screen(session)).toContain('Permission required');
		expect(await opencode.message(id)).toMatchObject({status: 'pending'});
		await opencode.press(session, 'Enter');
		await isAsked(opencode, 'MARK-DIALOG');
		await opencode.isDelivered(id);
		await opencode.isShown(session, 'idle');
		isOnce(opencode, 'MARK-DIALOG');
	}, 240_000);

	test('a dialog that is refused ends the turn, and what waits comes in the next', async () => {
		const opencode = await openOpencode(program);
		opencode.model.script({bash: 'touch made'}, {text: 'done'});
		const session = await opencode.dispatched('make a file');
		await asks(opencode, session, 'bash: touch made');
		const id = await opencode.send(session, 'MARK-REFUSED do something else');

		await opencode.press(session, 'Escape');

		await isAsked(opencode, 'MARK-REFUSED');
		await opencode.isDelivered(id);
		await opencode.isShown(session, 'idle');
		isOnce(opencode, 'MARK-REFUSED');
	}, 240_000);

	test('a subagent is given nothing, and its dialog is the session’s', async () => {
		const opencode = await openOpencode(program);
		opencode.model.script(
			{tool: {name: 'task', input: {description: 'a part', prompt: 'MARK-PART', subagent_type: 'general'}}},
			{bash: 'touch made'},
			{text: 'the part is done'},
			{text: 'done'},
		);
		const session = await opencode.dispatched('have a part done');
		await asks(opencode, session, 'bash: touch made');
		const id = await opencode.send(session, 'MARK-NESTED for the session alone');

		await opencode.press(session, 'Enter');

		await opencode.isDelivered(id);
		await opencode.isShown(session, 'idle');
		const [ofPart, ofSession] = [opencode.model.turns().slice(1, 3), opencode.model.turns().slice(3)];
		expect(ofPart.join()).toContain('MARK-PART');
		expect(ofPart.join()).not.toContain('MARK-NESTED');
		expect(times(ofSession.join(), 'MARK-NESTED')).toBe(1);
	}, 240_000);

	test('what was queued for a session that has ended is in its next request when it is resumed, once', async () => {
		const opencode = await openOpencode(program);
		opencode.model.script({text: 'the first answer'});
		const session = await opencode.dispatched('MARK-TASK begin');
		await opencode.isShown(session, 'idle');
		await opencode.ask('session', 'stop', session);
		await opencode.isShown(session, 'stopped');
		const {stdout} = await opencode.tryMaestro([
			...['session', 'send', '--json', '--queue', '--to', session, '--message', 'MARK-QUEUED go on'],
		]);

		await opencode.maestro('session', 'resume', session);

		await isAsked(opencode, 'MARK-QUEUED');
		await opencode.isDelivered(JSON.parse(stdout).id);
		await opencode.isShown(session, 'idle');
		isOnce(opencode, 'MARK-QUEUED');
		const conversation = opencode.model.conversations().at(-1);
		expect([times(conversation, 'MARK-TASK begin'), times(conversation, 'the first answer')]).toEqual([1, 1]);
	}, 240_000);

	test('the password of its listener is in a file for its user alone, and nowhere else', async () => {
		const opencode = await openOpencode(program);
		opencode.model.script({bash: 'env; ps -eo args'}, {text: 'done'});
		const session = await opencode.dispatched('begin');
		await opencode.isShown(session, 'idle');
		const shown = await opencode.show(session);
		const environment = await readFile(
			path.join(opencode.home, 'data', 'runs', shown.run?.id ?? '', 'environment'),
			'utf8',
		);
		const [, password = ''] = /^OPENCODE_SERVER_PASSWORD=(.{20,})$/m.exec(environment) ?? [];

		expect(password).not.toBe('');
		expect(JSON.stringify(shown)).not.toContain(password);
		expect(opencode.model.conversations().at(-1)).toContain('MAESTRO_SESSION_ID');
		expect(times(opencode.model.conversations().at(-1), password)).toBe(0);
		const port = String(shown.metadata?.listenerPort);
		expect((await fetch(`http://127.0.0.1:${port}/session`)).status).toBe(401);
	}, 240_000);
});
