import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'vitest';
import {badgeOf} from '../../source/domain/badge.js';
import type {Message} from '../../source/domain/message.js';
import type {Session} from '../../source/domain/session.js';
import {readLine} from '../../source/server/stores/journal/line.js';
import {eventually} from './eventually.js';
import {createWorld} from './world.js';

/** Every file that a person may read is whole, there is one for each message and none besides, and so is every line of the record. */
const checkFiles = async (home: string, accepted: ReadonlyMap<string, string>): Promise<void> => {
	const messages = path.join(home, 'data', 'messages');
	await eventually(async () => {
		const names = (await readdir(messages, {recursive: true})).filter(name => name.endsWith('.json'));
		const files = names.filter(name => name.startsWith('by-receiver'));
		const read = await Promise.all(
			files.map(async name => JSON.parse(await readFile(path.join(messages, name), 'utf8')) as Message),
		);
		expect(new Map(read.map(({id, message}) => [id, message]))).toEqual(accepted);
		expect(read.filter(({status}) => status !== 'delivered')).toEqual([]);
		expect(names.length - files.length).toBe(accepted.size);
	}, 20_000);

	const audit = path.join(home, 'data', 'audit');
	const records = (await readdir(audit)).filter(name => name.endsWith('.jsonl'));
	for (const name of records) {
		const lines = (await readFile(path.join(audit, name), 'utf8')).split('\n');
		expect(lines.pop()).toBe('');
		expect(lines.filter(line => readLine(Buffer.from(line)) === undefined)).toEqual([]);
	}

	expect((await readdir(audit)).filter(name => name.endsWith('.bad'))).toEqual([]);
};

/**
Sends messages to an agent, four at a time, while the server is killed and started again; then compares what was accepted with
what is kept, with the files of it, and with what the agent was told.
*/
export const killLoop = async ({
	messages,
	kills,
}: {
	readonly messages: number;
	readonly kills: number;
}): Promise<void> => {
	const world = await createWorld();
	await world.maestro('server', 'start');
	await world.maestro('project', 'add');
	const {id} = await world.ask<{id: string}>('task', 'add', 'Listen');
	const {session} = await world.ask<{session: string}>('dispatch', 'none', id);
	await eventually(async () => expect(badgeOf(await world.ask<Session>('session', 'show', session))).toBe('idle'));

	const accepted = new Map<string, string>();
	let next = 0;
	const sender = async () => {
		while (next < messages) {
			const text = `message number ${next++}.`;
			const {exitCode, stdout} = await world.tryMaestro([
				'session',
				'send',
				'--to',
				session,
				'--message',
				text,
				'--json',
			]);
			if (exitCode === 0) {
				accepted.set((JSON.parse(stdout) as Message).id, text);
			}
		}
	};
	const killer = async () => {
		for (let kill = 1; kill <= kills; kill++) {
			await eventually(() => next >= (messages * kill) / (kills + 1), 120_000);
			process.kill(await world.serverPid(), 'SIGKILL');
			await world.maestro('server', 'start');
		}
	};
	await Promise.all([killer(), sender(), sender(), sender(), sender()]);

	// A sender tries again for ten seconds, and a server is back in one: none may have been given up.
	expect(accepted.size).toBe(messages);
	await eventually(async () => {
		const kept = await world.ask<readonly Message[]>('message', 'list', session, '--limit', '10000');
		expect(new Map(kept.map(({id, message}) => [id, message]))).toEqual(accepted);
		expect(kept.filter(({status}) => status !== 'delivered')).toEqual([]);
	}, 60_000);
	await checkFiles(world.home, accepted);
	const told = await world.told();
	const times = [...accepted.values()].map(text => told.split(text).length - 1);
	expect(times.filter(count => count !== 1)).toEqual([]);
};
