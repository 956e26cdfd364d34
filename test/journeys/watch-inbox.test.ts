import {expect, test} from 'vitest';
import type {Message} from '../../source/domain/message.js';
import {openColony, startMaestro} from '../helpers/colony.js';
import {eventually} from '../helpers/eventually.js';

/** Texts of messages that were printed as JSON, a line each. */
const textsIn = (lines: readonly string[]): readonly string[] =>
	lines.map(line => (JSON.parse(line) as Message).message);

const numbered = (from: number, to: number): readonly string[] =>
	Array.from({length: to - from + 1}, (_, index) => `number ${from + index}`);

for (const who of ['the operator', 'a session'] as const) {
	test(`${who} watches the inbox while the server is killed: nothing is missing, and nothing comes twice`, async () => {
		const {world, addSession, restart} = await openColony();
		const [sender, session] = [await addSession('Sender'), await addSession('Watcher')];
		const receiver = who === 'a session' ? session.id : 'operator';
		const environment = who === 'a session' ? session.environment : world.environment;
		const send = async (number: number) =>
			sender.maestro('session', 'send', '--to', receiver, '--message', `number ${number}`);
		await send(1);

		const watching = startMaestro(environment, ['inbox', '--watch', '--json']);
		await eventually(() => expect(textsIn(watching.lines())).toEqual(numbered(1, 1)));
		await Promise.all([restart(), send(2)]);
		await send(3);
		await restart();
		await Promise.all([4, 5, 6].map(send));
		await eventually(() => expect(watching.lines(), watching.printed.stderr).toHaveLength(6), 30_000);
		// As it ends when it is asked to.
		await world.maestro('server', 'stop');
		await world.maestro('server', 'start');
		await send(7);

		await eventually(() => expect(watching.lines(), watching.printed.stderr).toHaveLength(7), 30_000);
		expect([...textsIn(watching.lines())].sort()).toEqual(numbered(1, 7));
		watching.child.kill('SIGINT');
		expect(await watching.ended).toBe(0);
		expect(watching.printed.stderr).toMatch(
			/^maestro: .*waiting until it works again.*\nmaestro: the server is back\n/,
		);
		if (who === 'a session') {
			const messages = await world.get<readonly Message[]>(`/api/sessions/${session.id}/messages?box=all`);
			expect(new Set(messages.map(({status}) => status))).toEqual(new Set(['delivered']));
		}
	}, 120_000);
}

test('what is printed for a person is the message, and Ctrl+C or the wanted number ends it', async () => {
	const {world, addSession} = await openColony();
	const {id, maestro} = await addSession('Worker');
	await maestro('session', 'send', '--to', 'operator', '--message', 'Which database?');

	const first = startMaestro(world.environment, ['inbox', '--watch', '--limit', '2', '--mark-read']);
	await eventually(() =>
		expect(first.printed.stdout).toMatch(/from sess_\w+ {2}to operator\n {2}Which database\?\n\n$/),
	);
	await maestro('session', 'send', '--to', 'operator', '--message', 'Well?');
	expect(await first.ended).toBe(0);

	expect(first.printed.stdout).toContain('  Well?\n');
	const messages = await world.ask<readonly Message[]>('message', 'list');
	expect(messages.map(({from, status}) => [from, status])).toEqual([1, 2].map(() => [id, 'read']));
}, 60_000);

test('where nobody reads what is printed, or no server answers, watching ends', async () => {
	const {world, addSession} = await openColony();
	const {maestro} = await addSession('Worker');
	const watching = startMaestro(world.environment, ['inbox', '--watch']);
	watching.child.stdout?.destroy();

	await maestro('session', 'send', '--to', 'operator', '--message', 'Is anybody there?');

	expect(await watching.ended).toBe(1);
	expect(watching.printed.stderr).toBe('');
	await world.maestro('server', 'stop');
	expect(await world.tryMaestro(['inbox', '--watch'])).toMatchObject({exitCode: 9, stdout: ''});
}, 60_000);

test('a session whose secret is refused is told so', async () => {
	const {addSession} = await openColony();
	const {environment} = await addSession('Worker');

	const watching = startMaestro({...environment, MAESTRO_SESSION_TOKEN: 'guessed'}, ['inbox', '--watch']);

	expect(await watching.ended).toBe(4);
	expect(watching.printed.stderr).toMatch(/^maestro: A secret is needed/);
}, 60_000);
