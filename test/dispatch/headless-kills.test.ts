import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {becomeProgram} from '../../source/system/become-program.js';
import {listStrays} from '../../source/system/list-strays.js';
import {birthOf} from '../../source/system/processes.js';
import {keeperName} from '../../source/system/programs.js';
import {run} from '../../source/system/run.js';
import {readName, runFilesIn, takeName} from '../../source/system/run-files.js';
import {eventually} from '../helpers/eventually.js';
import {buildKeeper, headlessWorld, isRunning} from '../helpers/headless.js';

const keeper = buildKeeper();

type Command = readonly [string, ...string[]];
const shell = (script: string): Command => ['/bin/sh', '-c', script];
const kill = (pid: number) => process.kill(pid, 'SIGKILL');

test('a run whose keeper was killed goes on, is stopped as any other, and is lost then: nobody saw how it ended', async () => {
	const {headless, start, end, keeperOf, processOf} = await headlessWorld({keeper});
	const run = await start(shell('sleep 60'));

	kill(keeperOf(run));

	await eventually(async () => expect(await isRunning(keeperOf(run))).toBe(false));
	expect(await headless.look(run)).toEqual({state: 'running', pid: processOf(run)});
	expect(await headless.stop(run, {graceMs: 1000})).toBe(true);
	expect(await end(run)).toEqual({state: 'lost'});
	expect(await isRunning(processOf(run))).toBe(false);
});

test('a run that was killed says with which signal', async () => {
	const {start, end, processOf} = await headlessWorld({keeper});
	const run = await start(shell('sleep 60'));

	process.kill(-processOf(run), 'SIGKILL');

	expect(await end(run)).toEqual({state: 'ended', endedAt: expect.any(Number), signal: 9});
});

test('of a run that was killed together with its keeper nothing is guessed', async () => {
	const {start, end, keeperOf, processOf} = await headlessWorld({keeper});
	const run = await start(shell('sleep 60'));

	kill(keeperOf(run));
	process.kill(-processOf(run), 'SIGKILL');

	expect(await end(run)).toEqual({state: 'lost'});
});

test('a keeper outlives the hangup of its terminal, and asked to end it ends its run', async () => {
	const {headless, start, end, keeperOf, processOf} = await headlessWorld({keeper});
	const run = await start(shell('trap "exit 9" TERM; while :; do sleep 0.05; done'));

	process.kill(keeperOf(run), 'SIGHUP');
	expect(await headless.look(run)).toEqual({state: 'running', pid: processOf(run)});
	process.kill(keeperOf(run), 'SIGTERM');

	expect(await end(run)).toEqual({state: 'ended', endedAt: expect.any(Number), exitCode: 9});
});

test('what a server left that was killed before it started anything is lost, and a keeper that comes late starts nothing', async () => {
	const {headless, end, newFolder, commandOf} = await headlessWorld({keeper});
	const run = await newFolder();
	await writeFile(runFilesIn(run).command, JSON.stringify(commandOf(shell('echo late'))));

	expect(await headless.look(run)).toEqual({state: 'starting'});
	expect(await end(run)).toEqual({state: 'lost'});

	const late = spawn(process.execPath, [path.join(keeper.programs, keeperName), run], {stdio: 'ignore'});
	expect(await once(late, 'exit')).toEqual([0, null]);
	expect(await readdir(run)).not.toContain('output');
	expect(await headless.look(run)).toEqual({state: 'lost'});
});

test('when a keeper was killed before its program ran the run is lost, and a program that comes late does not run', async () => {
	const {headless, newFolder} = await headlessWorld({keeper});
	const run = await newFolder();
	// A process that was, with a birth that none has.
	takeName(runFilesIn(run).claim, `${process.pid} 0`);

	expect(await headless.look(run)).toEqual({state: 'lost'});

	const late = spawn('/bin/sh', ['-c', becomeProgram, 'maestro', run, '/bin/echo', 'late'], {stdio: 'pipe'});
	let printed = '';
	late.stdout.on('data', data => (printed += String(data)));
	expect((await once(late, 'close'))[0]).toBe(125);
	expect(printed).toBe('');
});

test('whoever starts a run twice has one: two calls, two servers, and a call after its end', async () => {
	const {headless, another, end, newFolder, commandOf, output} = await headlessWorld({keeper});
	const run = await newFolder();
	const command = commandOf(shell('echo once; sleep 0.2'));

	await Promise.all([headless.start(run, command), headless.start(run, command), another().start(run, command)]);
	await end(run);
	await headless.start(run, command);

	expect(await output(run)).toBe('once\n');
});

test('a keeper that cannot work is refused in its own words, and nothing runs', async () => {
	const {headless, newFolder, commandOf} = await headlessWorld({keeper: {programs: '/nowhere'}});
	const run = await newFolder();

	await expect(headless.start(run, commandOf(shell('echo never')))).rejects.toMatchObject({
		code: 'internal',
		message: expect.stringMatching(/could not be started: .*\/nowhere.*nothing runs/s),
	});

	expect(await headless.look(run)).toEqual({state: 'lost'});
});

/** The keeper of a folder, as the system sees it before it has said a word. */
const findKeeper = async (folder: string): Promise<number | undefined> => {
	for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
		const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
		if (words.includes(folder) && words.some(word => word.endsWith(keeperName))) {
			return Number(pid);
		}
	}

	return undefined;
};

test.runIf(process.platform === 'linux')(
	'a keeper killed at whatever moment leaves one run or none, and what is lost does not run',
	async () => {
		const {headless, newFolder, commandOf, another} = await headlessWorld({keeper});
		const states = new Set<string>();
		const rounds = 8;
		for (let round = 0; round < rounds; round++) {
			const run = await newFolder();
			const command = commandOf(shell('echo ran >>ran; exec sleep 30'), {directory: run});
			const started = headless.start(run, command).then(
				() => 'started',
				() => 'refused',
			);
			const pid = await eventually(async () => (await findKeeper(run)) ?? Promise.reject(new Error('no keeper yet')));
			await (round + 1 < rounds
				? pause(round * 9)
				: eventually(() => expect(readName(runFilesIn(run).process)).toBeDefined()));
			kill(pid);
			const answer = await started;

			const found = await another().look(run);
			const ran = await readFile(path.join(run, 'ran'), 'utf8').catch(() => '');
			const alive = await listStrays(`MAESTRO_RUN_ID=${command.runId}`);
			states.add(`${answer}, ${found.state}`);
			expect([answer, found.state]).toEqual(answer === 'refused' ? ['refused', 'lost'] : ['started', 'running']);
			if (found.state === 'running') {
				// It may be at its very beginning.
				await eventually(async () => expect(await readFile(path.join(run, 'ran'), 'utf8')).toBe('ran\n'));
				process.kill(-found.pid, 'SIGKILL');
			} else {
				expect(ran).toBe('');
				await eventually(async () => expect(await listStrays(`MAESTRO_RUN_ID=${command.runId}`)).toEqual([]));
				expect(alive.length).toBeLessThan(2);
			}

			expect(readName(runFilesIn(run).claim)).toBeDefined();
		}

		// Whether one is killed before it has begun is for the machine to say.
		expect(states).toContain('started, running');
	},
);

test('what is known of 100 live runs is known within two seconds', async () => {
	const {another, newFolder} = await headlessWorld({keeper});
	const folders = await Promise.all(Array.from({length: 100}, async () => newFolder()));
	const {pid = 0} = spawn('sleep', ['60'], {detached: true, stdio: 'ignore'});
	const word = `${pid} ${await birthOf(pid, run)}`;
	for (const folder of folders) {
		takeName(runFilesIn(folder).claim, word);
		takeName(runFilesIn(folder).process, word);
	}

	const begin = performance.now();
	const server = another();
	const states: string[] = [];
	for (const folder of folders) {
		states.push((await server.look(folder)).state);
	}

	expect(new Set(states)).toEqual(new Set(['running']));
	expect(performance.now() - begin).toBeLessThan(2000);
});
