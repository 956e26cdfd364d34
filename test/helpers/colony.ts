import {type ChildProcess, spawn} from 'node:child_process';
import {mkdir, symlink} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished} from 'vitest';
import type {Message} from '../../source/domain/message.js';
import type {Session} from '../../source/domain/session.js';
import {openSecrets} from '../../source/server/secrets.js';
import {readText} from '../../source/system/files.js';
import {pathsUnder} from '../../source/system/paths.js';
import {type Finished, run} from '../../source/system/run.js';
import {eventually} from './eventually.js';
import {createWorld, type World} from './world.js';

const door = path.join(import.meta.dirname, '..', '..', 'bin', 'maestro.cjs');

/**
A server in a world of its own, with sessions that have no agent: a test runs their commands with their own secrets, and none of them
can read the operator's.
*/
export const openColony = async () => {
	const world = await createWorld();
	const {id: projectId} = await world.begin();
	const paths = pathsUnder(world.home);
	const secrets = await openSecrets(paths.operatorSecret);
	// Sessions find a server that was started again at another port, and not the operator's secret, which lies beside its address.
	const bare = path.join(world.folder, 'bare');
	await mkdir(path.join(bare, 'data'), {recursive: true});
	await symlink(paths.serverUrl, path.join(bare, 'data', 'server-url'));
	const serverUrl = async () => (await readText(paths.serverUrl))?.trim() ?? '';

	const addSession = async (name: string) => {
		const response = await fetch(`${await serverUrl()}/api/sessions`, {
			method: 'POST',
			headers: {authorization: `Bearer ${secrets.operator}`, 'content-type': 'application/json'},
			body: JSON.stringify({projectId, taskIds: [], name, status: 'working'}),
		});
		const {id} = (await response.json()) as Session;
		const environment = {
			...world.environment,
			MAESTRO_HOME: bare,
			MAESTRO_SERVER_URL: await serverUrl(),
			MAESTRO_SESSION_ID: id,
			MAESTRO_SESSION_TOKEN: secrets.forSession(id),
		};
		const tryMaestro = async (...words: readonly string[]): Promise<Finished> =>
			run(process.execPath, [door, ...words], {environment, timeoutMs: 30_000});
		return {
			id,
			environment,
			tryMaestro,
			async maestro(...words: readonly string[]): Promise<string> {
				const {exitCode, stdout, stderr} = await tryMaestro(...words);
				if (exitCode !== 0) {
					throw new Error(`maestro ${words.join(' ')} ended with ${exitCode}: ${stderr}${stdout}`);
				}

				return stdout;
			},
			/** The id of a message that came to it. */
			waitsFor: async (text: string): Promise<string> =>
				eventually(async () => {
					const messages = await world.ask<readonly Message[]>('message', 'list', id);
					const found = messages.find(({message}) => message === text);
					expect(found).toBeDefined();
					return found?.id ?? '';
				}),
		};
	};

	return {
		world,
		addSession,
		/** Kills the server, and starts another one. */
		async restart(): Promise<void> {
			process.kill(await world.serverPid(), 'SIGKILL');
			await world.maestro('server', 'start');
		},
	};
};

/** A `maestro` that goes on: what it has printed, and how it ends. */
export const startMaestro = (environment: World['environment'], words: readonly string[]) => {
	const child: ChildProcess = spawn(process.execPath, [door, ...words], {
		env: environment as NodeJS.ProcessEnv,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	const printed = {stdout: '', stderr: ''};
	child.stdout?.on('data', chunk => (printed.stdout += chunk));
	child.stderr?.on('data', chunk => (printed.stderr += chunk));
	const ended = new Promise<number | null>(resolve => {
		child.on('close', resolve);
	});
	return {
		child,
		printed,
		ended,
		lines: () => printed.stdout.split('\n').slice(0, -1),
	};
};
