import {spawn} from 'node:child_process';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {agents} from '../../source/agents/index.js';
import {createAdoption} from '../../source/dispatch/adopt.js';
import type {HeadlessState} from '../../source/dispatch/headless.js';
import {badgeOf} from '../../source/domain/badge.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {Session} from '../../source/domain/session.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {createSessions} from '../../source/server/sessions.js';
import {run} from '../../source/system/run.js';
import {runFilesIn} from '../../source/system/run-files.js';
import {longAgo, project, session, task} from '../helpers/builders.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {createMemoryCollection} from '../helpers/memory-collection.js';
import {temporaryFolder} from '../helpers/temporary.js';

const open = async (change: Partial<Multiplexer> = {}) => {
	const runs = await temporaryFolder();
	const states = new Map<string, HeadlessState>();
	const reported: string[] = [];
	const hung: string[] = [];
	const fake = createFakeMultiplexer();
	const multiplexer = {...fake, ...change};
	const sessions = createSessions({
		collection: createMemoryCollection<Session>(),
		publish: () => {},
		clock: () => longAgo + 5000,
		random: Math.random,
	});
	const adoption = createAdoption({
		multiplexers: {choose: async () => multiplexer, at: () => multiplexer},
		headless: {look: async folder => states.get(path.basename(folder)) ?? {state: 'lost'}},
		runs: sessions,
		projects: createMemoryCollection([project()]),
		tasks: createMemoryCollection([task(), task({id: 'T-9', projectId: 'p-2'})]),
		agents,
		bells: {hang: async id => void hung.push(id)},
		run,
		report: text => reported.push(text),
		paths: {runs},
		clock: () => longAgo + 5000,
	});

	const addFolder = async (name: string, state: HeadlessState, more: object = {}): Promise<void> => {
		const folder = path.join(runs, name);
		await mkdir(folder);
		const known = {projectId: 'p-1', taskId: 'T-1', mode: 'batch', agent: 'codex', directory: '/tmp/work'};
		const limits = {minutes: 5, outputBytes: 0};
		const command = {...known, sessionId: `s-${name}`, runId: name, limits, startedAt: longAgo, ...more};
		await writeFile(runFilesIn(folder).command, JSON.stringify(command));
		states.set(name, state);
	};
	const addWindow = async (key: string, meta: {readonly taskId: string; readonly projectId?: string}) =>
		fake.openWindow({
			...{key, name: `${meta.taskId}-none`, directory: '/tmp', command: ['claude'], environment: {}, without: []},
			meta: {mode: 'none', sessionId: `s-${key}`, runId: `run-${key}`, ...meta},
		});

	return {runs, fake, sessions, adoption, reported, hung, addFolder, addWindow};
};

test('a run without a window that goes on becomes the session again that it was, and says that it was found', async () => {
	const {adoption, sessions, addFolder, reported, hung} = await open();
	await addFolder('run-1', {state: 'running', pid: 42});

	await adoption.run();

	const found = sessions.get('s-run-1');
	expect(found).toMatchObject({
		projectId: 'p-1',
		taskIds: ['T-1'],
		name: 'Mend the door',
		startedAt: longAgo,
		completedAt: null,
		metadata: {agentTool: 'codex'},
		run: {
			...{id: 'run-1', taskId: 'T-1', mode: 'batch', agent: 'codex', isHeadless: true, startedAt: longAgo},
			...{directory: '/tmp/work', limits: {minutes: 5, outputBytes: 0}},
		},
	});
	expect(badgeOf(found)).toBe('starting');
	expect(found.timeline).toMatchObject([{message: 'Found again: The run run-1 went on without it'}]);
	expect(hung).toEqual(['s-run-1']);
	expect(reported).toEqual([expect.stringContaining('was found again: T-1 in batch is session s-run-1')]);
});

test('a window that goes on becomes its session again, and what its agent does nobody claims to know', async () => {
	const {adoption, sessions, addWindow} = await open();
	const {window} = await addWindow('key00001', {taskId: 'T-1', projectId: 'p-1'});

	await adoption.run();

	const found = sessions.get('s-key00001');
	expect(found.activity).toBeUndefined();
	expect(found.run).toMatchObject({
		...{id: 'run-key00001', isHeadless: false, startedAt: longAgo + 5000},
		window: {windowId: window.id, paneId: window.paneId, key: 'key00001'},
	});
});

test('which agent is in a window is told by its program', async () => {
	const renamed = spawn('sleep', ['60'], {argv0: '/usr/bin/gemini', stdio: 'ignore'});
	onTestFinished(() => void renamed.kill('SIGKILL'));
	const fake = createFakeMultiplexer();
	const {adoption, sessions} = await open({
		...fake,
		listWindows: async () => {
			const meta = {taskId: 'T-1', mode: 'none', sessionId: 's-1', runId: 'run-1'};
			const known = {id: '@1', paneId: '%1', name: 'T-1-none', key: 'key00001', lastOutputAt: undefined};
			return [{...known, meta, pid: renamed.pid, life: {state: 'running'}}];
		},
	});

	await adoption.run();

	expect(sessions.get('s-1').metadata).toMatchObject({agentTool: 'gemini'});
});

test('what has a session, and what has ended, is not adopted', async () => {
	const {adoption, sessions, fake, addFolder, addWindow, reported} = await open();
	await sessions.add(session({id: 's-known'}));
	await sessions.add(session({id: 's-key00001'}));
	await addFolder('known', {state: 'running', pid: 42});
	await addFolder('ended', {state: 'ended', endedAt: longAgo, exitCode: 0});
	await addFolder('lost', {state: 'lost'});
	await addWindow('key00001', {taskId: 'T-1'});
	await addWindow('key00002', {taskId: 'T-1'});
	fake.end('key00002', {exitCode: 0});

	await adoption.run();
	await adoption.run();

	expect(sessions.all().map(({id}) => id)).toEqual(['s-known', 's-key00001']);
	expect(reported).toEqual([]);
});

test('however often it is looked for, it is adopted once', async () => {
	const {adoption, sessions, addFolder, addWindow} = await open();
	await addFolder('run-1', {state: 'running', pid: 42});
	await addWindow('key00001', {taskId: 'T-1'});

	await adoption.run();
	await sessions.change('s-run-1', now => ({...now, name: 'renamed'}));
	await adoption.run();

	expect(sessions.all()).toHaveLength(2);
	expect(sessions.get('s-run-1').name).toBe('renamed');
});

test('what belongs to no task that is known is named once, and left alone', async () => {
	const {adoption, sessions, addFolder, addWindow, reported, fake} = await open();
	await addFolder('run-1', {state: 'running', pid: 42}, {taskId: 'T-404'});
	await addFolder('run-2', {state: 'running', pid: 42}, {taskId: 'T-9'});
	await addWindow('key00001', {taskId: 'T-9'});

	await adoption.run();
	await adoption.run();

	expect(sessions.all()).toEqual([]);
	expect(reported).toEqual([
		expect.stringMatching(/^The run run-1 runs T-404 in batch, .*left alone$/),
		expect.stringMatching(/^The run run-2 runs T-9 in batch/),
		expect.stringMatching(/^The window T-9-none \(.*\) runs T-9 in none/),
	]);
	expect(await fake.listWindows()).toHaveLength(1);
});

test('a folder that is none of a run, and one whose file is cut, are no news', async () => {
	const {adoption, sessions, runs, reported} = await open();
	await mkdir(path.join(runs, 'odd'));
	await mkdir(path.join(runs, 'cut'));
	await writeFile(path.join(runs, 'cut', 'command.json'), '{"sessionId": "s-');

	await adoption.run();

	expect(sessions.all()).toEqual([]);
	expect(reported).toEqual([]);
});

test('a multiplexer that does not answer keeps no other run from being adopted', async () => {
	const {adoption, sessions, addFolder, reported} = await open({
		name: 'tmux',
		listWindows: async () => {
			throw new MaestroError('multiplexer-failed', 'tmux list-windows failed');
		},
	});
	await addFolder('run-1', {state: 'running', pid: 42});

	await adoption.run();

	expect(sessions.all()).toHaveLength(1);
	expect(reported.at(-1)).toContain('tmux list-windows failed');
});
