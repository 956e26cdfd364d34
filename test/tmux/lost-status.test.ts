import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {expect, onTestFinished, test} from 'vitest';
import {run} from '../../source/system/run.js';
import type {Answer, TmuxServer} from '../../source/tmux/server.js';
import {createListing} from '../../source/tmux/windows.js';
import {startZombie} from '../helpers/zombie.js';

const start = (program: string, ...args: readonly string[]) => {
	const child = spawn(program, args, {stdio: ['ignore', 'pipe', 'ignore']});
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	return child;
};

/** A process that counts the signals that tell of the end of children, as a tmux server gets them. */
const startServer = async () => {
	const script = "process.on('SIGCHLD', () => console.log('told')); setInterval(() => {}, 1e6); console.log('ready');";
	const child = start(process.execPath, '-e', script);
	await once(child.stdout, 'data');
	let told = 0;
	child.stdout.on('data', data => {
		told += String(data).split('told').length - 1;
	});
	return {pid: child.pid, told: () => told};
};

/** A tmux that knows the status of one dead pane from the `after`th look on. */
const answering = (server: number | undefined, pane: number | undefined, after: number): TmuxServer => {
	let looks = 0;
	return {
		find: async () => expect.unreachable('nothing is looked for'),
		known: () => undefined,
		advice: '',
		follow: async () => expect.unreachable('nothing is followed'),

		async call([command = ['']]): Promise<Answer> {
			looks += 1;
			const values: Readonly<Record<string, unknown>> = {
				pane_dead: 1,
				pane_dead_status: looks > after ? 7 : '',
				pane_pid: pane,
				pid: server,
				'@maestro_key': 'key_00001',
			};
			const format = command.at(-1) ?? '';
			return {
				isDone: true,
				stdout: format.replace(/#\{([^}]+)\}/g, (_, name: string) => String(values[name] ?? '')),
				complaint: '',
			};
		},
	};
};

const lookAt = async (server: TmuxServer) => {
	const [window] = await createListing({server, run})();
	return window?.life;
};

test('a status that tmux has not got is got by a signal', async () => {
	const server = await startServer();

	expect(await lookAt(answering(server.pid, await startZombie(), 1))).toEqual({state: 'ended', exitCode: 7});

	await expect.poll(server.told).toBe(1);
});

test('a signal that is lost as well is sent again', async () => {
	const server = await startServer();

	expect(await lookAt(answering(server.pid, await startZombie(), 4))).toEqual({state: 'ended', exitCode: 7});
});

test('after some signals it ended, and nobody saw how', async () => {
	const server = await startServer();

	expect(await lookAt(answering(server.pid, await startZombie(), 99))).toEqual({state: 'ended'});
});

test('for a program that runs on without its terminal none is sent', async () => {
	const server = await startServer();

	expect(await lookAt(answering(server.pid, start('sleep', '600').pid, 99))).toEqual({state: 'detached'});

	expect(server.told()).toBe(0);
});
