import {mkdir, open as openFile, readdir, readFile, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {HeadlessState} from '../../source/dispatch/headless.js';
import {createQuota} from '../../source/dispatch/quota.js';
import type {Run} from '../../source/domain/run.js';
import type {Session} from '../../source/domain/session.js';
import {runFilesIn} from '../../source/system/run-files.js';
import {longAgo, session} from '../helpers/builders.js';
import {temporaryFolder} from '../helpers/temporary.js';

const day = 24 * 60 * 60 * 1000;
const kilobyte = 1024;

type RunState = HeadlessState['state'];

/** Folders of runs, and what is known of them. */
const open = async (keepKilobytes: number) => {
	const runs = await temporaryFolder();
	const states = new Map<string, HeadlessState>();
	const sessions: Session[] = [];
	const reported: string[] = [];
	const time = {now: Date.now()};
	const quota = createQuota({
		paths: {runs},
		keepBytes: keepKilobytes * kilobyte,
		headless: {look: async folder => states.get(path.basename(folder)) ?? {state: 'lost'}},
		runs: {all: () => sessions},
		report: text => reported.push(text),
		clock: () => time.now,
	});

	const knowSession = (sessionId: string, run: Pick<Run, 'id' | 'isHeadless'>, status: Session['status']): void => {
		const known = {taskId: 'T-1', mode: 'batch', agent: 'claude', startedAt: longAgo};
		sessions.push(session({id: sessionId, status, run: {...known, ...run}}));
	};

	/** A run of 10 kB, and its session. */
	const addHeadless = async (name: string, state: RunState, endedAt = 0): Promise<string> => {
		const folder = path.join(runs, name);
		await mkdir(folder);
		const known = {projectId: 'p-1', taskId: 'T-1', mode: 'batch', agent: 'claude', directory: '/tmp', startedAt: 1};
		const command = {...known, sessionId: `s-${name}`, runId: name};
		await writeFile(runFilesIn(folder).command, JSON.stringify(command));
		await writeFile(runFilesIn(folder).output, 'x'.repeat(10 * kilobyte));
		states.set(name, state === 'ended' ? {state, endedAt} : state === 'running' ? {state, pid: 2} : {state});
		const isOver = state === 'ended' || state === 'lost';
		knowSession(`s-${name}`, {id: name, isHeadless: true}, isOver ? 'completed' : 'working');
		return folder;
	};
	const addInteractive = async (name: string): Promise<string> => {
		const folder = path.join(runs, name);
		await mkdir(folder);
		await writeFile(path.join(folder, 'token'), `s-${name}.secret\n`);
		return folder;
	};

	return {
		runs,
		sessions,
		reported,
		time,
		quota,
		addHeadless,
		addInteractive,
		knowSession,
		left: async () => readdir(runs),
	};
};

test('those that ended first go first, until the others are within the limit, and it is said', async () => {
	const {quota, addHeadless, left, reported} = await open(25);
	await addHeadless('c', 'ended', 3000);
	await addHeadless('a', 'ended', 1000);
	await addHeadless('d', 'ended', 4000);
	await addHeadless('b', 'ended', 2000);

	await quota.sweep();

	expect(await left()).toEqual(['c', 'd']);
	expect(reported).toEqual(['a', 'b'].map(name => expect.stringContaining(`The log of ${name} was removed`)));
});

test('what runs, or is about to, is never removed, and counts', async () => {
	const {quota, addHeadless, left} = await open(5);
	await addHeadless('begins', 'starting');
	await addHeadless('ended', 'ended', 1000);
	await addHeadless('runs', 'running');

	await quota.sweep();

	expect(await left()).toEqual(['begins', 'runs']);
});

test('a run whose session does not know of its end yet stays until it does', async () => {
	const {quota, addHeadless, sessions, left} = await open(5);
	await addHeadless('a', 'ended', 1000);
	const [before] = sessions.splice(0);
	sessions.push(session({...before, status: 'working'}));

	await quota.sweep();
	expect(await left()).toEqual(['a']);

	sessions.splice(0, 1, session({...before, status: 'completed'}));
	await quota.sweep();
	expect(await left()).toEqual([]);
});

test('without a limit everything stays', async () => {
	const {quota, addHeadless, left} = await open(0);
	await addHeadless('a', 'ended', 1000);
	await addHeadless('b', 'lost');

	await quota.sweep();

	expect(await left()).toEqual(['a', 'b']);
});

test('somebody who reads a log that is removed reads on to its end', async () => {
	const {quota, addHeadless, left} = await open(5);
	const handle = await openFile(runFilesIn(await addHeadless('a', 'ended', 1000)).output);

	await quota.sweep();

	expect(await left()).toEqual([]);
	expect(await handle.readFile('utf8')).toHaveLength(10 * kilobyte);
	await handle.close();
});

test('a day after its session was removed the folder of a run goes too, with a window or without', async () => {
	const {quota, addHeadless, addInteractive, knowSession, sessions, left, time} = await open(1000);
	await addInteractive('known');
	knowSession('s-known', {id: 'later-run', isHeadless: false}, 'completed');
	await addInteractive('removed');
	await addHeadless('ended', 'ended', 1000);
	await addHeadless('runs', 'running');
	sessions.splice(1);

	await quota.sweep();
	expect(await left()).toEqual(['ended', 'known', 'removed', 'runs']);

	time.now += day + 1000;
	await quota.sweep();
	expect(await left()).toEqual(['known', 'runs']);
});

test('a folder that nobody can tell anything of stays for a day', async () => {
	const {quota, runs, left, time} = await open(1000);
	await mkdir(path.join(runs, 'empty'));
	await quota.sweep();
	expect(await left()).toEqual(['empty']);

	await utimes(path.join(runs, 'empty'), new Date(time.now - 2 * day), new Date(time.now - 2 * day));
	await quota.sweep();
	expect(await left()).toEqual([]);
});

test('what cannot be looked at is reported, and looked at again with the next sweep', async () => {
	const {runs, quota, reported, addHeadless} = await open(5);
	const folder = await addHeadless('a', 'ended', 1000);
	await mkdir(path.join(runs, 'b', 'command.json'), {recursive: true});

	await quota.sweep();

	expect(reported).toEqual([expect.stringContaining('could not be looked through')]);
	expect(await readFile(runFilesIn(folder).output, 'utf8')).toHaveLength(10 * kilobyte);
});
