import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {expect} from 'vitest';
import {badgeOf} from '../../source/domain/badge.js';
import {hasEnded, type Session} from '../../source/domain/session.js';
import {birthOf} from '../../source/system/processes.js';
import {run} from '../../source/system/run.js';
import {eventually} from './eventually.js';
import {createWorld, type World} from './world.js';

type Options = {
	/** Each is dispatched twice: with a window and without one. As often somebody is killed. */
	readonly tasks: number;
	readonly random: () => number;
};

const modes = ['none', 'code-review'] as const;

/** Who dies in the middle of a dispatch, one after the other. An asker that is gone has cut its connection. */
const victims = ['server', 'multiplexer', 'asker'] as const;

type Mode = (typeof modes)[number];

/**
Dispatches tasks, with and without windows, while the server, the multiplexer or whoever asks is killed at moments of chance, and asks again
until each is answered; then compares what runs with what is known. Answers how many of them were not answered.
*/
export const runKillLoop = async ({tasks, random}: Options): Promise<number> => {
	const world = await createWorld();
	await world.maestro('server', 'start');
	const {id: projectId} = await world.ask<{id: string}>('project', 'add');
	const addTask = async (title: string) => (await request<{id: string}>(world, '/api/tasks', {projectId, title})).id;

	const pairs: string[] = [];
	const undisturbed = await addTask('Undisturbed');
	const takes = {none: 0, 'code-review': 0};
	for (const mode of modes) {
		const began = performance.now();
		await dispatch(world, mode, undisturbed);
		takes[mode] = performance.now() - began;
		pairs.push(`${undisturbed} ${mode}`);
	}

	let killed = 0;
	for (let number = 0; number < tasks; number++) {
		const id = await addTask(`Task ${number}`);
		for (const mode of modes) {
			const victim = victims[number % victims.length] ?? 'server';
			const isAnswered = await dispatchInSpite(world, {mode, id, victim, killAfterMs: random() * takes[mode]});
			killed += isAnswered ? 0 : 1;
			pairs.push(`${id} ${mode}`);
		}
	}

	const settled = await eventually(async () => agree(await compare(world)), 60_000);
	// What never came to be is known to be lost by now, and can be had.
	for (const pair of pairs.filter(pair => !settled.some(session => session.pair === pair))) {
		const [id = '', mode] = pair.split(' ');
		await dispatch(world, mode === 'none' ? mode : 'code-review', id);
	}

	await eventually(async () => {
		const known = agree(await compare(world));
		expect(known.map(({pair}) => pair).sort()).toEqual(pairs.sort());
	}, 60_000);
	return killed;
};

type Moment = {
	readonly mode: Mode;
	readonly id: string;
	readonly victim: (typeof victims)[number];
	readonly killAfterMs: number;
};

/** Kills the victim while it is at it, and asks again; answers whether the first one was answered. */
const dispatchInSpite = async (world: World, {mode, id, victim, killAfterMs}: Moment): Promise<boolean> => {
	const asker = new AbortController();
	const asked = dispatch(world, mode, id, asker.signal).then(
		() => true,
		() => false,
	);
	await pause(killAfterMs);
	switch (victim) {
		case 'server': {
			process.kill(await world.serverPid(), 'SIGKILL');
			await asked;
			await world.maestro('server', 'start');
			break;
		}

		case 'multiplexer': {
			const pid = await multiplexerPid(world);
			if (pid !== undefined) {
				process.kill(pid, 'SIGKILL');
			}

			break;
		}

		case 'asker': {
			asker.abort();
		}
	}

	const isAnswered = await asked;
	await eventually(async () => dispatch(world, mode, id), 30_000);
	return isAnswered;
};

/** `undefined` where the one that was killed before is not back yet. */
const multiplexerPid = async (world: World): Promise<number | undefined> => {
	try {
		return Number(await world.tmux('display-message', '-p', '#{pid}'));
	} catch (error) {
		if (String(error).includes('no server running')) {
			return undefined;
		}

		throw error;
	}
};

const dispatch = async (world: World, mode: Mode, id: string, signal?: AbortSignal) =>
	request(world, `/dispatch/${mode}/${id}`, {}, signal);

/** Without a program of ours in between, which would take longer to start than what is killed takes. */
const request = async <T>({home}: World, where: string, body: object, signal?: AbortSignal): Promise<T> => {
	const read = async (...names: readonly string[]) =>
		(await readFile(path.join(home, 'data', ...names), 'utf8')).trim();
	const headers = {authorization: `Bearer ${await read('secrets', 'operator')}`, 'content-type': 'application/json'};
	const response = await fetch(`${await read('server-url')}${where}`, {
		...{method: 'POST', headers, body: JSON.stringify(body)},
		...(signal === undefined ? {} : {signal}),
	});
	if (!response.ok) {
		throw new Error(`${where} was answered with ${response.status}: ${await response.text()}`);
	}

	// What the route promises.
	return (await response.json()) as T;
};

type Compared = Awaited<ReturnType<typeof compare>>;

/** Each pair runs at most once, and what runs is what is known to run. */
const agree = ({known, alive}: Compared): Compared['known'] => {
	expect(new Set(known.map(({pair}) => pair)).size).toBe(known.length);
	expect(known.filter(({badge}) => badge === 'starting')).toEqual([]);
	expect(alive.toSorted()).toEqual(known.map(({id}) => id).toSorted());
	return known;
};

/** The sessions that are thought to run, and the sessions of the agents that do run. */
const compare = async (world: World) => {
	const sessions = await world.get<readonly Session[]>('/api/sessions');
	const known = sessions
		.filter(session => !hasEnded(session))
		.map(session => ({id: session.id, pair: `${session.run?.taskId} ${session.run?.mode}`, badge: badgeOf(session)}));
	const births = await Promise.all(
		(await world.diary()).map(async ({pid, session}) => ((await birthOf(pid, run)) === undefined ? [] : [session])),
	);
	return {known, alive: births.flat()};
};
