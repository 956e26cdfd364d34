import {appendFile, mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'vitest';
import type {Message} from '../../source/domain/message.js';
import type {Session} from '../../source/domain/session.js';
import type {Task} from '../../source/domain/task.js';
import {run} from '../../source/system/run.js';
import {eventually} from './eventually.js';
import {gitEnvironment} from './repository.js';
import {createWorld, type World} from './world.js';

export type Furnished = World & {
	/** The agent in a window, which is at its prompt. */
	readonly builder: Session;
	/** The headless run, which has ended with exit code 3 and has a log of 200 lines. */
	readonly printer: Session;
	/** A session without a window, which wrote to the operator, and is held with another one. */
	readonly writer: Session;
	/** A folder that is a git work tree, and no project yet. */
	readonly shed: string;
	/** The task that nobody is at work on. */
	readonly idle: Task;
	/** Sends a request as the operator, or as the session that is named. */
	readonly post: <T>(address: string, body: unknown, as?: string) => Promise<T>;
	/** Waits until what the server answers at an address is as the check wants it. */
	readonly comesTo: <T>(address: string, check: (answer: T) => void) => Promise<void>;
};

const bytesOfLog = 20_000;

/**
A world with something of everything in it: a project that is a git repository, tasks with others below them, an agent in a window, which has left
a document, a headless run that has ended, a team member, messages that are unread, and an exchange that is held.
*/
export const furnish = async (more: Readonly<Record<string, string>> = {}): Promise<Furnished> => {
	const world = await createWorld({...gitEnvironment, EDITOR: 'scribe', VISUAL: '', ...more});
	await layDown(world);
	const {id: projectId} = await world.begin();

	const post: Furnished['post'] = async (address, body, as) => {
		const read = async (name: string) => (await readFile(path.join(world.home, 'data', name), 'utf8')).trim();
		const response = await fetch(`${await read('server-url')}${address}`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${await read('secrets/operator')}`,
				'content-type': 'application/json',
				...(as === undefined ? {} : {'x-session-id': as}),
			},
			body: JSON.stringify(body),
		});
		if (!response.ok) {
			throw new Error(`${address} was answered with ${response.status}: ${await response.text()}`);
		}

		// The answer has the type of what was asked for; that the server keeps to it is tested elsewhere.
		return response.json() as Promise<never>;
	};
	const comesTo: Furnished['comesTo'] = async (address, check) => {
		await eventually(async () => check(await world.get(address)), 30_000);
	};

	const addTask = async (title: string, body: object = {}) => post<Task>('/api/tasks', {projectId, title, ...body});
	const door = await addTask('Mend the door', {description: 'The hinge is loose.\nMind the cat.'});
	await addTask('Oil the hinge', {parentId: door.id});
	const printed = await addTask('Print the plans');
	const idle = await addTask('Paint the fence');

	const dispatched = async (mode: string, task: string, body: object = {}) =>
		(await post<{session: string}>(`/dispatch/${mode}/${task}`, body)).session;
	const builder = await dispatched('none', door.id);
	const printer = await dispatched('code-review', printed.id, {agent: 'printer'});
	const addSession = async (name: string) =>
		post<Session>('/api/sessions', {projectId, taskIds: [], name, status: 'working'});
	const [writer, other] = [await addSession('Writer'), await addSession('Reader')];

	await post(`/api/sessions/${builder}/docs`, {
		...{title: 'Hinges', filePath: 'docs/hinges.md', taskId: door.id},
		content: '# Hinges\n\nThe left one first, with oil.\n',
	});
	await post('/api/team-members', {
		...{projectId, name: 'Carpenter', role: 'Mends doors', agentTool: 'claude-code', mode: 'worker'},
		identity: 'You like wood.',
	});

	const send = async (from: string, to: string, message: string, metadata: object = {}) =>
		post<Message>(`/api/sessions/${to}/messages`, {message, metadata}, from);
	await send(writer.id, 'operator', 'Which colour is the door to be?\n1. Green\n2. Red', {priority: 'high'});
	await send(builder, 'operator', 'The door is mended');
	for (const index of [1, 2, 3, 4]) {
		await send(
			...(
				[
					[writer.id, other.id],
					[other.id, writer.id],
				] as const
			)[index % 2 === 0 ? 0 : 1],
			`Round ${index}`,
		);
	}

	await comesTo<Session>(`/api/sessions/${builder}`, ({status}) => expect(status).toBe('idle'));
	await comesTo<Session>(`/api/sessions/${printer}`, ({status}) => expect(status).toBe('failed'));
	return {
		...world,
		shed: path.join(world.folder, 'shed'),
		post,
		comesTo,
		idle,
		writer,
		builder: await world.get<Session>(`/api/sessions/${builder}`),
		printer: await world.get<Session>(`/api/sessions/${printer}`),
	};
};

/** What is on the disk before a server is there. */
const layDown = async ({folder, home, checkout, environment}: World): Promise<void> => {
	const git = async (...args: readonly string[]) => {
		const {exitCode, stderr} = await run('git', args, {directory: checkout, environment});
		expect([exitCode, stderr]).toEqual([0, '']);
	};
	await rm(path.join(checkout, '.git'), {recursive: true});
	await git('init', '--quiet', '--initial-branch', 'main');
	await writeFile(path.join(checkout, 'hinge'), 'loose\n');
	await git('add', '--all');
	await git('commit', '--quiet', '--message', 'Hang the door');

	await git('init', '--quiet', path.join(folder, 'shed'));

	const gate = path.join(home, 'gate');
	await mkdir(home, {recursive: true});
	await appendFile(gate, '');
	await writeFile(
		path.join(home, 'settings.json'),
		JSON.stringify({
			messages: {perMinute: 1000, loop: {messages: 3, minutes: 10}},
			agents: {printer: {command: ['printer'], headless: ['printer', String(bytesOfLog), gate, '{prompt}']}},
		}),
	);
};
