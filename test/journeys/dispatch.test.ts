import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {badgeOf} from '../../source/domain/badge.js';
import type {Session} from '../../source/domain/session.js';
import {eventually} from '../helpers/eventually.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld, type World} from '../helpers/world.js';

type Answer = {readonly session: string; readonly window: string; readonly isReused: boolean};

const begin = async () => {
	const world = await createWorld();
	await world.begin();
	return world;
};

const post = async ({home}: World, address: string): Promise<Answer> => {
	const read = async (name: string) => (await readFile(path.join(home, 'data', name), 'utf8')).trim();
	const headers = {authorization: `Bearer ${await read('secrets/operator')}`};
	return (await fetch(`${await read('server-url')}${address}`, {method: 'POST', headers})).json() as Promise<Answer>;
};

const badge = async ({get}: World, id: string) => badgeOf(await get<Session>(`/api/sessions/${id}`));

whereInstalled('tmux')('dispatching', () => {
	test('a task that is dispatched opens a window with the agent in the project’s folder, and its badge follows the agent', async () => {
		const world = await begin();
		const {id} = await world.ask<{id: string}>(
			'task',
			'add',
			'Mend the door',
			'--description',
			'do run sleep 1\ndo run true',
		);

		const {session, window} = await world.ask<Answer>('dispatch', 'interactive', id);

		expect(window).toBe(`${id}-interactive`);
		await eventually(async () => expect(await badge(world, session)).toBe('working'));
		await eventually(async () => expect(await badge(world, session)).toBe('idle'));
		const [started] = await world.diary();
		expect(started).toMatchObject({session, hasToken: true, cwd: world.checkout});
		expect(await world.tmux('list-windows', '-t', '=maestro', '-F', '#{window_name}')).toContain(`${id}-interactive\n`);
		const task = await world.ask<{status: string; sessionIds: string[]}>('task', 'show', id);
		expect(task).toMatchObject({status: 'in_progress', sessionIds: [session]});
	});

	test('fifty dispatches of one pair at once, by command line, HTTP and two apps, make one window', async () => {
		const world = await begin();
		const id = await world.addTask('Once');
		const apps = [await openTerminal(world), await openTerminal(world)];
		for (const app of apps) {
			await app.shows('● maestro-tui');
			await app.press(']');
			await app.shows('Once');
			await app.press('n');
			await app.shows('interactive');
			await app.press('Enter');
			await app.shows(`Window     ${id}-interactive`);
		}

		const [answers] = await Promise.all([
			Promise.all([
				...Array.from({length: 20}, async () => world.ask<Answer>('dispatch', 'interactive', id)),
				...Array.from({length: 28}, async () => post(world, `/dispatch/interactive/${id}`)),
			]),
			...apps.map(async app => app.press('Enter')),
		]);

		expect(new Set(answers.map(({session}) => session)).size).toBe(1);
		expect(answers.filter(({isReused}) => !isReused).length).toBeLessThanOrEqual(1);
		for (const app of apps) {
			await eventually(async () => {
				const shown = await app.screen();
				if (shown.includes('Run it')) {
					// The command was made anew, as others had run it by then: whoever has seen that presses it again.
					await app.press('Enter');
				}

				expect(shown).toContain('[Sessions]');
			}, 20_000);
			await app.shows(/(?:starting|idle|working)\s+Once/);
		}

		await eventually(async () => expect(await world.diary()).toHaveLength(1));
		const windows = await world.tmux('list-windows', '-a', '-F', '#{window_name}');
		expect(windows.split('\n').filter(name => name === `${id}-interactive`)).toHaveLength(1);
		expect(await world.ask<unknown[]>('session', 'list')).toHaveLength(1);
	}, 90_000);

	test('a bare agent is told nothing', async () => {
		const world = await begin();
		const id = await world.addTask('Nothing to say');

		const {session} = await world.ask<Answer>('dispatch', 'none', id);

		await eventually(async () => expect(await badge(world, session)).toBe('idle'));
		const [started] = await world.diary();
		expect(started?.prompt).toBeUndefined();
	});

	const hostile: ReadonlyArray<readonly [what: string, text: string]> = [
		['quotes', `it's "quoted" \`here\``],
		['a command substitution', '$(touch $PWNED) `touch $PWNED`'],
		['a semicolon at the end', 'first; touch $PWNED;'],
		['a format of tmux', '#{version} #(touch $PWNED) ##[x'],
		['a leading dash', '--dangerously-skip-permissions'],
		['emoji and other scripts', '👩‍👩‍👧 日本語 עברית'],
		['a backslash and a percent', 'a\\;b %d %H \\'],
	];

	test('whatever stands in titles and descriptions starts nothing, and arrives unchanged', async () => {
		const world = await begin();
		const pwned = `${world.folder}/pwned`;
		const dispatched = new Map<string, string>();
		for (const [what, text] of hostile) {
			const evil = text.replaceAll('$PWNED', pwned);
			const {id, title, description} = await world.ask<{id: string; title: string; description: string}>(
				'task',
				'add',
				`--description=${evil}\n${evil}`,
				'--',
				evil,
			);
			expect({title, description}, what).toEqual({title: evil, description: `${evil}\n${evil}`});

			const {session} = await world.ask<Answer>('dispatch', 'interactive', id);
			dispatched.set(session, `Work on task ${id}: ${evil}\n\n${evil}\n${evil}`);
		}

		await eventually(async () => {
			const sessions = await world.ask<readonly Session[]>('session', 'list');
			expect(sessions.map(badgeOf)).toEqual(hostile.map(() => 'idle'));
		});
		const started = await world.diary();
		expect(new Map(started.map(({session, prompt}) => [session, prompt]))).toEqual(dispatched);
		await expect(eventually(async () => world.tmux('run-shell', `test -e '${pwned}'`), 0)).rejects.toThrow();
	}, 60_000);

	test('a description of 100 KB arrives whole', async () => {
		const world = await begin();
		const description = `${'0123456789'.repeat(10_000)}\nend`;
		const {stdout} = await world.tryMaestro(['task', 'add', 'Long', '--file', '-', '--json'], {input: description});
		const {id} = JSON.parse(stdout) as {id: string};

		await world.maestro('dispatch', 'interactive', id);

		await eventually(async () =>
			expect((await world.diary())[0]?.prompt).toBe(`Work on task ${id}: Long\n\n${description}`),
		);
	});

	test('a run that is stopped ends, says so, and can be started again in the same window', async () => {
		const world = await begin();
		const {id} = await world.ask<{id: string}>('task', 'add', 'Stop me');
		const first = await world.ask<Answer>('dispatch', 'none', id);
		await eventually(async () => expect(await badge(world, first.session)).toBe('idle'));

		await world.maestro('stop', 'none', id);

		expect(await badge(world, first.session)).toBe('stopped');
		const again = await world.ask<Answer>('dispatch', 'none', id);
		expect(again).toMatchObject({isReused: false});
		expect(again.session).not.toBe(first.session);
		await eventually(async () => expect(await badge(world, again.session)).toBe('idle'));
		const windows = await world.tmux('list-windows', '-a', '-F', '#{window_name}');
		expect(windows.split('\n').filter(name => name === `${id}-none`)).toHaveLength(1);
	});

	test('an agent that ends by itself is shown with its exit code', async () => {
		const world = await begin();
		const {id} = await world.ask<{id: string}>('task', 'add', 'End', '--description', 'do exit 3');

		const {session} = await world.ask<Answer>('dispatch', 'interactive', id);

		await eventually(async () => expect(await badge(world, session)).toBe('failed'));
		expect(await world.ask('status', 'interactive', id)).toMatchObject({running: false, exitCode: 3, session});
	});

	test('a window that somebody closes leaves a run that is lost, not one that is done', async () => {
		const world = await begin();
		const {id} = await world.ask<{id: string}>('task', 'add', 'Close me');
		const {session} = await world.ask<Answer>('dispatch', 'none', id);
		await eventually(async () => expect(await badge(world, session)).toBe('idle'));

		await world.tmux('kill-window', '-t', `=maestro:=${id}-none`);

		await eventually(async () => expect(await badge(world, session)).toBe('lost'));
	});
});
