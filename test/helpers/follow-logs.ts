import {type ChildProcess, spawn} from 'node:child_process';
import {mkdir, open, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished} from 'vitest';
import type {Session} from '../../source/domain/session.js';
import {eventually} from './eventually.js';
import {createWorld, type World} from './world.js';

const door = path.join(import.meta.dirname, '..', '..', 'bin', 'maestro.cjs');

type Options = {
	readonly bytes: number;
	readonly viewers: number;
	/** How often the server is killed and started again while all of it goes on. */
	readonly kills: number;
};

/**
A headless run prints so many bytes while viewers follow it and the server is killed again and again: what each of them has at the end is the
file, byte for byte, and each was told how the run ended.
*/
export const followLogs = async ({bytes, viewers, kills}: Options): Promise<void> => {
	const {world, pair, output, goOn} = await dispatchPrinter(bytes);
	const all = await Promise.all(
		Array.from({length: viewers}, async (_, index) => startViewer(world, `seen-${index}`, pair)),
	);
	const restart = async () => {
		process.kill(await world.serverPid(), 'SIGKILL');
		await world.maestro('server', 'start');
	};
	// The first of them while it prints, and the last ones when there is much to be sent.
	for (let kill = 0; kill < kills; kill++) {
		if (kill === Math.floor(kills / 2)) {
			await goOn();
		}

		await eventually(async () => {
			for (const {file, said} of all) {
				expect((await stat(file)).size, said()).toBeGreaterThan(0);
			}
		}, 60_000);
		await restart();
	}

	await goOn();
	await eventually(async () => expect((await stat(output)).size).toBe(bytes), 120_000);
	const printed = await readFile(output);
	for (const {file, ended, said} of all) {
		expect(await ended, said()).toBe(0);
		expect(printed.equals(await readFile(file))).toBe(true);
		expect(said()).toMatch(/maestro: ended with exit code 3\n$/);
	}
};

/**
A world with a headless run that prints so many bytes: half of them at once, the others when it is told to go on. It ends with the test at the
latest.
*/
export const dispatchPrinter = async (bytes: number) => {
	const world = await createWorld();
	const gate = path.join(world.folder, 'gate');
	const goOn = async () => writeFile(gate, '');
	const printer = {command: ['printer'], headless: ['printer', String(bytes), gate, '{prompt}']};
	await mkdir(world.home, {recursive: true});
	await writeFile(path.join(world.home, 'settings.json'), JSON.stringify({agents: {printer}}));
	await world.maestro('server', 'start');
	await world.maestro('project', 'add');
	await world.maestro('task', 'add', 'Print');
	onTestFinished(goOn);
	const pair = ['code-review', 'T-1'] as const;
	const {session} = await world.ask<{session: string}>('dispatch', ...pair, '--agent', 'printer');
	const {run} = await world.ask<Session>('session', 'show', session);
	return {world, pair, output: path.join(world.home, 'data', 'runs', run?.id ?? '', 'output'), goOn};
};

const startViewer = async ({folder, environment}: World, name: string, pair: readonly string[]) => {
	const file = path.join(folder, name);
	const handle = await open(file, 'w');
	const child: ChildProcess = spawn(process.execPath, [door, 'logs', ...pair, '--follow', '--raw'], {
		env: environment as NodeJS.ProcessEnv,
		stdio: ['ignore', handle.fd, 'pipe'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	await handle.close();
	let stderr = '';
	child.stderr?.on('data', chunk => (stderr += chunk));
	const ended = new Promise<number | null>(resolve => {
		child.on('close', resolve);
	});
	return {file, ended, said: () => stderr};
};
