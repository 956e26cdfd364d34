import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {badgeOf} from '../../source/domain/badge.js';
import type {Message} from '../../source/domain/message.js';
import type {Session} from '../../source/domain/session.js';
import {eventually} from '../helpers/eventually.js';
import {whereInstalled} from '../helpers/require.js';
import {createWorld, type World} from '../helpers/world.js';

type Answer = {readonly session: string};

const begin = async (description?: string) => {
	const world = await createWorld();
	await world.begin();
	const dispatched = async (title: string, told = description) => {
		const id = await world.addTask(title, told === undefined ? {} : {description: told});
		const {session} = await world.ask<Answer>('dispatch', told === undefined ? 'none' : 'interactive', id);
		return session;
	};
	return {world, dispatched};
};

const show = async ({get}: World, id: string) => get<Session>(`/api/sessions/${id}`);
const badge = async (world: World, id: string) => badgeOf(await show(world, id));
const idle = async (world: World, id: string) => eventually(async () => expect(await badge(world, id)).toBe('idle'));

/** What waits for the operator, without taking it. */
const inboxOfOperator = async ({tryMaestro}: World): Promise<readonly Message[]> => {
	const {stdout} = await tryMaestro(['inbox', '--json']);
	return JSON.parse(stdout);
};

const sent = async ({ask}: World, to: string, text: string, ...more: readonly string[]) =>
	ask<Message>('session', 'send', '--to', to, '--message', text, ...more);

const screenOf = async (world: World, id: string) => {
	const {run} = await show(world, id);
	return world.tmux('capture-pane', '-p', '-J', '-S', '-100', '-t', run?.window?.paneId ?? '');
};

whereInstalled('tmux')('messages', () => {
	test('a message wakes an idle agent at once, and its answer is in the operator’s inbox', async () => {
		const {world, dispatched} = await begin();
		const session = await dispatched('Answer me');
		await idle(world, session);

		const {id} = await sent(
			world,
			session,
			`Ready?\ndo run maestro session send --to operator --message 'Ready for review'`,
		);

		const [reply] = await eventually(async () => {
			const inbox = await inboxOfOperator(world);
			expect(inbox).toHaveLength(1);
			return inbox;
		});
		expect(reply).toMatchObject({from: session, message: 'Ready for review', status: 'pending'});
		const delivered = await world.get<Message>(`/api/messages/${id}`);
		expect(delivered).toMatchObject({status: 'delivered', delivery: {via: expect.stringContaining('doorbell')}});
		expect((await screenOf(world, session)).split('Ready?').length).toBe(2);
		expect(await world.typed()).toBe('');
	});

	test('a message for an agent at work comes between two of its tools', async () => {
		const {world, dispatched} = await begin();
		const told = path.join(world.folder, 'told-to-go-on');
		const receiver = await dispatched('Work', `do run until test -e ${told}; do sleep 0.1; done\ndo run true`);
		await eventually(async () => expect(await badge(world, receiver)).toBe('working'));

		const {id} = await sent(world, receiver, 'Look at the tests, too');
		await writeFile(told, '');

		await eventually(async () => expect((await world.get<Message>(`/api/messages/${id}`)).status).toBe('delivered'));
		expect(await world.get<Message>(`/api/messages/${id}`)).toMatchObject({delivery: {via: 'hook PostToolBatch'}});
		await idle(world, receiver);
		const screen = await screenOf(world, receiver);
		expect(screen).toContain('told in the middle');
		expect(screen.split('Look at the tests, too').length).toBe(2);
	});

	test('one agent asks another, and has the answer while it waits', async () => {
		const {world, dispatched} = await begin();
		const reviewer = await dispatched('Review');
		await idle(world, reviewer);

		const worker = await dispatched(
			'Build',
			`do run maestro session send --to ${reviewer} --message 'Please review' --wait-reply --timeout 20s`,
		);

		const waiting = await eventually(async () => {
			const messages = await world.get<readonly Message[]>(`/api/sessions/${reviewer}/messages?box=all`);
			expect(messages).toHaveLength(1);
			return messages[0];
		});
		expect(waiting).toMatchObject({from: worker, to: reviewer});
		await sent(
			world,
			reviewer,
			`do run maestro session send --to ${worker} --reply-to ${waiting?.id} --message 'fine with me'`,
		);
		await idle(world, worker);
		const screen = await screenOf(world, worker);
		expect(screen).toMatch(/ran: Sent .*\nfine with me\n/);
		expect(screen.split('\nfine with me').length).toBe(2);
	});

	test('a permission dialog makes the session need input, and nothing is ever typed into its pane', async () => {
		const {world, dispatched} = await begin();
		const session = await dispatched('Ask', 'do ask rm -r build');
		await eventually(async () => expect(await badge(world, session)).toBe('needs-input'));
		expect((await show(world, session)).needsInput?.message).toBe('Bash: rm -r build');

		const {id} = await sent(world, session, 'While you wait');

		expect(await badge(world, session)).toBe('needs-input');
		expect(await world.typed()).toBe('');
		const {run} = await show(world, session);
		await world.tmux('send-keys', '-t', run?.window?.paneId ?? '', 'Enter');
		await eventually(async () => expect((await world.get<Message>(`/api/messages/${id}`)).status).toBe('delivered'));
		await idle(world, session);
		expect(await world.typed()).toBe('\r');
	});

	test('an agent that reports that it is blocked needs input until its next turn', async () => {
		const {world, dispatched} = await begin();
		const session = await dispatched('Blocked', `do run maestro report blocked 'Which database?'`);
		await eventually(async () => expect(await badge(world, session)).toBe('needs-input'));
		await eventually(async () => expect((await show(world, session)).activity?.state).toBe('idle'));

		expect((await show(world, session)).needsInput).toMatchObject({active: true, message: 'Which database?'});
		await sent(world, session, 'The small one');

		await idle(world, session);
		expect(await screenOf(world, session)).toContain('The small one');
	});

	test('agents go on while the server is killed, and get what was sent before and after', async () => {
		const {world, dispatched} = await begin();
		const session = await dispatched('Survive');
		await idle(world, session);
		const before = await sent(world, session, 'Before');

		process.kill(await world.serverPid(), 'SIGKILL');
		await world.maestro('server', 'start');
		const after = await sent(world, session, 'After');

		for (const {id} of [before, after]) {
			await eventually(async () => expect((await world.get<Message>(`/api/messages/${id}`)).status).toBe('delivered'));
		}

		const screen = await screenOf(world, session);
		expect([screen.split('Before').length, screen.split('After').length]).toEqual([2, 2]);
		expect(await badge(world, session)).toMatch(/idle|working/);
	});

	test('a message to a session that has ended is refused, and one from it too', async () => {
		const {world, dispatched} = await begin();
		const session = await dispatched('End', 'do exit 0');
		await eventually(async () => expect(await badge(world, session)).toBe('ended'));

		const {exitCode, stderr} = await world.tryMaestro(['session', 'send', '--to', session, '--message', 'Too late']);

		expect(exitCode).toBe(8);
		expect(stderr).toMatch(/has ended/);
	});
});
