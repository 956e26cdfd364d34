import {spawn} from 'node:child_process';
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Message} from '../../source/domain/message.js';
import type {Session} from '../../source/domain/session.js';
import {createWorld} from '../helpers/world.js';

const begin = async () => {
	const world = await createWorld();
	await world.maestro('server', 'start');
	await world.maestro('project', 'add');
	return world;
};

test('ten hooks at once bring each message exactly once', async () => {
	const world = await begin();
	const {session} = await world.ask<{session: Session}>('session', 'adopt', '--new');
	const marks = Array.from({length: 8}, (_, number) => `MARK-${number}.`);
	for (const mark of marks) {
		await world.maestro('session', 'send', '--to', session.id, '--message', mark);
	}

	const environment = {...world.environment, MAESTRO_SESSION_ID: session.id} as NodeJS.ProcessEnv;

	/** What one hook of its client prints. */
	const hook = async (): Promise<string> =>
		new Promise(resolve => {
			const child = spawn(path.join(world.home, 'bin', 'maestro-hook'), ['other'], {env: environment});
			let stdout = '';
			child.stdout.on('data', data => {
				stdout += data;
			});
			child.on('close', () => resolve(stdout));
			child.stdin.end(JSON.stringify({hook_event_name: 'UserPromptSubmit', prompt: 'go on'}));
		});

	let told = '';
	for (let round = 0; round < 4 && marks.some(mark => !told.includes(mark)); round++) {
		told += (await Promise.all(Array.from({length: 10}, hook))).join('');
	}

	expect(marks.map(mark => told.split(mark).length - 1)).toEqual(marks.map(() => 1));
	const sent = await world.ask<readonly Message[]>('message', 'list', session.id);
	expect(sent.map(({status}) => status)).toEqual(marks.map(() => 'delivered'));
});

test('a session that nobody dispatched is listed, explained, closed and forgotten', async () => {
	const world = await begin();
	const {session} = await world.ask<{session: Session}>('session', 'adopt', '--new', '--name', 'By hand');

	expect(await world.maestro('session', 'list')).toMatch(/idle .*unknown .*By hand/);
	expect(await world.maestro('session', 'show', session.id)).toContain('its window is not known');
	expect((await world.tryMaestro(['session', 'resume', session.id])).stderr).toContain('start its agent where it ran');
	expect((await world.tryMaestro(['session', 'spawn'])).stderr).toContain('--task ID');
	expect(JSON.parse(await world.maestro('session', 'list', '--json'))).toMatchObject([
		{id: session.id, presence: {state: 'unknown'}},
	]);

	expect(await world.maestro('session', 'stop', session.id)).toContain('whose agent does not run');
	await world.maestro('session', 'remove', session.id);
	expect(await readdir(path.join(world.home, 'data', 'adopted'))).toEqual([]);
});

test('where several clients run, or none is meant, it is said what to do', async () => {
	const world = await begin();

	expect(await world.maestro('session', 'adopt', '--list')).toContain('maestro hook --print-settings');
	expect(await world.maestro('hook', '--print-settings', '--client-version', '2.1.329')).toMatch(
		/~\/\.claude\/settings\.json.*"FileChanged".*run\/doorbell\/adopted\|adopted/s,
	);
	const {stderr} = await world.tryMaestro(['session', 'adopt', '--pid', '99999999']);
	expect(stderr).toContain('There is no process 99999999');
	const inside = {...world.environment, MAESTRO_SESSION_ID: 's-1'};
	expect((await world.tryMaestro(['session', 'adopt'], {environment: inside})).stderr).toContain(
		'the session s-1 already',
	);
});
