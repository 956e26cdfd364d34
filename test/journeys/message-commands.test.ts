import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Message} from '../../source/domain/message.js';
import {openColony} from '../helpers/colony.js';

const idIn = (text: string): string => /msg_\w+/.exec(text)?.[0] ?? '';

test('a message is sent, taken, answered, found again, exported, counted and deleted', async () => {
	const {world, addSession} = await openColony();
	const [worker, reviewer] = [await addSession('Worker'), await addSession('Reviewer')];

	const id = idIn(await worker.maestro('session', 'send', '--to', reviewer.id, '--message', 'Please review the door'));
	expect(await reviewer.maestro('inbox')).toContain('Please review the door');
	expect(await reviewer.maestro('inbox')).toBe('No messages.\n');
	expect(await reviewer.maestro('message', 'reply', id, '--message', 'The hinge squeaks')).toMatch(/^Sent msg_\w+ to /);

	expect(await worker.maestro('message', 'thread', id)).toMatch(/Please review the door\n\n.*The hinge squeaks\n$/s);
	expect(await world.maestro('message', 'search', 'hinge', '--from', reviewer.id)).toContain('The hinge squeaks');
	expect(await world.maestro('message', 'search', 'window')).toBe('No messages\n');

	const file = path.join(world.folder, 'door.md');
	await world.maestro('message', 'export', '--with', worker.id, '--format', 'markdown', '--output', file);
	expect(await readFile(file, 'utf8')).toMatch(/Please review the door.*The hinge squeaks/s);
	expect((await stat(file)).mode & 0o777).toBe(0o600);

	expect(await world.ask('message', 'stats')).toMatchObject({total: 2, byStatus: {delivered: 1, pending: 1}});
	expect(await world.maestro('message', 'show', id)).toMatch(/^status +delivered, by inbox$/m);
	expect(await world.maestro('message', 'delete', id)).toBe(
		`Deleted ${id} from ${worker.id} to ${reviewer.id}, delivered\n`,
	);
	expect((await world.tryMaestro(['message', 'show', id])).exitCode).toBe(3);
	expect(await worker.maestro('inbox', '--all')).toContain('The hinge squeaks');
}, 60_000);

test('what goes to several reaches each of them, or nobody', async () => {
	const {world, addSession} = await openColony();
	const [one, other] = [await addSession('One'), await addSession('Other')];
	const send = async (...to: readonly string[]) =>
		world.tryMaestro(['session', 'send', ...to.flatMap(id => ['--to', id]), '--message', 'Stop at noon', '--json']);

	expect((await send('role:worker', 'sess_0')).exitCode).toBe(3);
	const {broadcastId, messages} = JSON.parse((await send('role:worker', one.id)).stdout);

	expect(messages.map(({to}: Message) => to).sort()).toEqual([one.id, other.id].sort());
	for (const {maestro} of [one, other]) {
		const taken = JSON.parse(await maestro('inbox', '--json'));
		expect(taken.messages).toMatchObject([{message: 'Stop at noon', metadata: {broadcastId}}]);
	}
}, 60_000);

test('an answer reaches who waits for it, though the server was killed meanwhile', async () => {
	const {world, addSession, restart} = await openColony();
	const worker = await addSession('Worker');
	const waiting = world.tryMaestro([
		...['session', 'send', '--to', worker.id, '--message', 'Ready?', '--wait-reply', '--timeout', '20s', '--json'],
	]);
	const id = await worker.waitsFor('Ready?');

	await restart();
	await worker.maestro('session', 'send', '--to', 'operator', '--reply-to', id, '--message', 'Ready');

	const {exitCode, stdout} = await waiting;
	expect(exitCode).toBe(0);
	expect(
		stdout
			.trim()
			.split('\n')
			.map(line => JSON.parse(line).message),
	).toEqual(['Ready?', 'Ready']);
}, 60_000);

test('nobody answers, and that has an exit code of its own', async () => {
	const {world, addSession} = await openColony();
	const {id} = await addSession('Worker');

	const {exitCode, stderr} = await world.tryMaestro([
		...['session', 'send', '--to', id, '--message', 'Ready?', '--wait-reply', '--timeout', '300ms'],
	]);

	expect(exitCode).toBe(10);
	expect(stderr).toMatch(/^maestro: No answer to msg_\w+ from sess_\w+/);
}, 60_000);
