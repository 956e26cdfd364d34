import {chmod, mkdir, readFile, symlink, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {findProgram} from '../../source/system/find-program.js';
import {type Finished, run} from '../../source/system/run.js';
import {testIf, whereInstalled} from '../helpers/require.js';
import {canMount, mountSmallDisk} from '../helpers/small-disk.js';
import {temporaryFolder} from '../helpers/temporary.js';
import {createWorld, type World} from '../helpers/world.js';

type Check = {readonly name: string; readonly isFine: boolean; readonly isNeeded: boolean; readonly found: string};

/** What is wrong is said once, on stderr, on one line, and nothing else is said. */
const expectOneSentence = ({stdout, stderr, exitCode}: Finished, code: number, sentence: RegExp) => {
	expect(stderr).toMatch(sentence);
	expect(stderr).toMatch(/^maestro[^\n]*\n$/);
	expect(stderr).not.toMatch(/\bat \S+:\d+|a bug/);
	expect({stdout, exitCode}).toEqual({stdout: '', exitCode: code});
};

const diagnose = async ({tryMaestro}: World) => {
	const {stdout, exitCode} = await tryMaestro(['doctor', '--json']);
	const {checks} = JSON.parse(stdout) as {checks: readonly Check[]};
	return {exitCode, find: (name: string) => checks.find(check => check.name === name)};
};

/** A PATH with these programs of this machine, and no other. */
const pathOf = async (names: readonly string[]): Promise<string> => {
	const folder = await temporaryFolder();
	for (const name of names) {
		const program = await findProgram(name, process.env.PATH);
		await symlink(program ?? `/usr/bin/${name}`, path.join(folder, name));
	}

	return folder;
};

const usual = ['sh', 'cat', 'head', 'env', 'ps', 'mkdir', 'rm'];
const agents = path.join(import.meta.dirname, '..', 'helpers', 'programs');
const node = path.dirname(process.execPath);

/** A task in a project: that much needs neither a multiplexer nor an agent. */
const addTask = async (world: World): Promise<string> => {
	await world.maestro('server', 'start');
	await world.maestro('project', 'add');
	const {id} = await world.ask<{id: string}>('task', 'add', 'Mend the door');
	return id;
};

describe('without a multiplexer', () => {
	test('tasks and messages work; a dispatch says what to install, and so does the doctor', async () => {
		const world = await createWorld({PATH: `${agents}:${node}:${await pathOf(usual)}`});

		const id = await addTask(world);
		await world.maestro('session', 'send', '--to', 'operator', '--message', 'Note to myself');

		expect(await world.maestro('inbox')).toContain('Note to myself');
		expect(await world.maestro('task', 'list')).toContain('Mend the door');
		const sentence = /tmux 3\.2 or newer is needed, and none was found on PATH: install it/;
		expectOneSentence(await world.tryMaestro(['dispatch', 'interactive', id]), 7, sentence);
		expect(await world.ask<unknown[]>('session', 'list')).toEqual([]);
		const {find, exitCode} = await diagnose(world);
		expect(find('tmux')).toMatchObject({isFine: false, isNeeded: false, found: expect.stringMatching(sentence)});
		expect(exitCode).toBe(0);
	});

	test('a tmux that is too old is named with its version, and with the one that is needed', async () => {
		const folder = await pathOf(usual);
		const old = `case $* in
			-V) echo 'tmux 3.1c' ;;
			*) echo 'no server running on /tmp/tmux-0/default' >&2; exit 1 ;;
		esac`;
		await writeFile(path.join(folder, 'tmux'), `#!/bin/sh\n${old}\n`);
		await chmod(path.join(folder, 'tmux'), 0o755);
		const world = await createWorld({PATH: `${agents}:${node}:${folder}`});

		const id = await addTask(world);

		const sentence = /tmux 3\.2 or newer is needed, and 3\.1c was found: install a newer one/;
		expectOneSentence(await world.tryMaestro(['dispatch', 'interactive', id]), 7, sentence);
		expect((await diagnose(world)).find('tmux')).toMatchObject({isFine: false, found: expect.stringMatching(sentence)});
	});
});

whereInstalled('tmux')('without an agent', () => {
	test('a dispatch says which program is missing, and makes no window', async () => {
		const world = await createWorld({PATH: `${node}:${await pathOf([...usual, 'tmux'])}`});

		const id = await addTask(world);

		const sentence = /Claude Code is not installed: no program "claude" on the PATH of the server; install it/;
		expectOneSentence(await world.tryMaestro(['dispatch', 'interactive', id]), 7, sentence);
		await expect(world.tmux('list-windows', '-a')).rejects.toThrow();
		const {find, exitCode} = await diagnose(world);
		expect(find('Claude Code')).toMatchObject({isFine: false, found: expect.stringMatching(sentence)});
		expect(exitCode).toBe(0);
	});
});

describe('the server', () => {
	test('takes another port where somebody else has its own, who never sees a secret', async () => {
		const seen: string[] = [];
		const stranger = createServer((request, response) => {
			seen.push(`${request.url} ${JSON.stringify(request.headers)}`);
			response.end('<html>It works!</html>');
		});
		await new Promise<void>(resolve => stranger.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => {
			stranger.close();
			stranger.closeAllConnections();
		});
		const taken = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
		const world = await createWorld();
		await world.maestro('server', 'start');
		await world.maestro('server', 'stop');
		await writeFile(path.join(world.home, 'data', 'server-url'), `${taken}\n`);

		const {url} = await world.ask<{url: string}>('server', 'start');

		expect(url).not.toBe(taken);
		expect(await world.ask('server', 'status')).toMatchObject({running: true, url});
		await world.maestro('project', 'add');
		const secret = (await readFile(path.join(world.home, 'data', 'secrets', 'operator'), 'utf8')).trim();
		expect(seen.length).toBeGreaterThan(0);
		expect(seen.join()).not.toContain(secret);
	});

	test('is one, however many start it at once, and keeps others from its data', async () => {
		const world = await createWorld();

		const answers = await Promise.all(
			Array.from({length: 3}, async () => world.tryMaestro(['server', 'start', '--json'])),
		);

		expect(answers.map(({exitCode, stderr}) => ({exitCode, stderr}))).toEqual(
			answers.map(() => ({exitCode: 0, stderr: ''})),
		);
		expect(new Set(answers.map(({stdout}) => stdout)).size).toBe(1);
		const second = await world.tryMaestro(['server', 'run']);
		expectOneSentence(second, 8, new RegExp(`is held by process ${await world.serverPid()}: use the server that runs`));
	});

	test('can be started right after it was stopped, and after it was killed', async () => {
		const world = await createWorld();
		const pids: number[] = [];
		const start = async () => {
			await world.maestro('server', 'start');
			pids.push((await world.ask<{pid: number}>('server', 'status')).pid);
		};

		await start();
		await world.maestro('server', 'stop');
		await start();
		process.kill(pids.at(-1) ?? 0, 'SIGKILL');
		await start();

		expect(new Set(pids).size).toBe(3);
		await world.maestro('server', 'stop');
		const {stdout, exitCode} = await world.tryMaestro(['server', 'status']);
		expect({stdout, exitCode}).toEqual({
			stdout: 'No server of ours runs; start it with: maestro server start\n',
			exitCode: 9,
		});
		expect((await world.tryMaestro(['server', 'stop'])).exitCode).toBe(0);
	});
});

describe('a home that nothing can be kept in', () => {
	const doctorFinds = async (world: World, found: RegExp) => {
		const {find, exitCode} = await diagnose(world);
		expect(find('Data folder')).toMatchObject({isFine: false, isNeeded: true, found: expect.stringMatching(found)});
		expect(exitCode).toBe(1);
	};

	test('is named when it is a file', async () => {
		const file = path.join(await temporaryFolder(), 'home');
		await writeFile(file, 'mine\n');
		const world = await createWorld({MAESTRO_HOME: file});

		const sentence = /\/home is not a folder: .*set MAESTRO_HOME/;
		expectOneSentence(await world.tryMaestro(['server', 'start']), 11, sentence);
		expectOneSentence(
			await world.tryMaestro(['task', 'list']),
			9,
			/No server runs; start it with: maestro server start/,
		);
		await doctorFinds(world, /is not a folder/);
		expect(await readFile(file, 'utf8')).toBe('mine\n');
	});

	if (!canMount) {
		console.warn('Skipped, as only root on Linux can mount: a home that is read-only, and one that is full.');
	}

	testIf(canMount, 'a small disk can be mounted by root only')(
		'is named when it is on a read-only disk, be it new or used',
		async () => {
			const {folder, setReadOnly} = await mountSmallDisk();
			const used = path.join(folder, 'used');
			await mkdir(path.join(used, 'data'), {recursive: true});
			setReadOnly(true);

			for (const home of [used, path.join(folder, 'new')]) {
				const world = await createWorld({MAESTRO_HOME: home});
				const sentence = /\/(?:used|new) is .*: make room or rights there, or set MAESTRO_HOME/;
				expectOneSentence(await world.tryMaestro(['server', 'start']), 11, sentence);

				await doctorFinds(world, /is not writable/);
			}
		},
	);

	testIf(canMount, 'a small disk can be mounted by root only')(
		'is named when its disk is full; what is there can be read, and all works again with room',
		async () => {
			// With room for the programs that a server installs.
			const {folder} = await mountSmallDisk(256);
			const world = await createWorld({MAESTRO_HOME: folder});
			const fill = async () => {
				const {stderr} = await run('sh', ['-c', 'cat /dev/zero >"$0"', path.join(folder, 'fill')]);
				expect(stderr).toMatch(/No space left/);
			};
			const full = /disk is full, make room and try again/;
			await world.maestro('server', 'start');
			await world.maestro('project', 'add');
			await world.maestro('task', 'add', 'Before');
			await world.maestro('session', 'send', '--to', 'operator', '--message', 'Kept');

			await fill();

			expectOneSentence(await world.tryMaestro(['task', 'add', 'Lost']), 11, full);
			expectOneSentence(await world.tryMaestro(['task', 'set', 'T-1', '--title', 'Lost']), 11, full);
			const send = ['session', 'send', '--to', 'operator', '--message', `Lost ${'x'.repeat(9000)}`];
			expectOneSentence(await world.tryMaestro(send), 11, full);
			expect(await world.maestro('task', 'list')).toMatch(/^T-1 .* Before$/m);
			expect(await world.maestro('inbox')).toContain('Kept');
			await doctorFinds(world, /0 MiB free/);

			await run('rm', [path.join(folder, 'fill')]);
			await world.maestro('task', 'add', 'After');
			expect(await world.maestro('task', 'list')).toMatch(/ Before\n.* After$/m);
			await world.maestro('server', 'stop');

			await fill();
			expectOneSentence(await world.tryMaestro(['server', 'start']), 11, /The server cannot start: .*make room/);
		},
	);
});

describe('an older Node', () => {
	const doors = ['maestro.cjs', 'maestro-tui.js', 'dispatch.cjs'];
	const bin = path.join(import.meta.dirname, '..', '..', 'bin');

	test('is named by every door, with the version that is needed', async ({skip}) => {
		const old = await findProgram('node', '/usr/bin:/usr/local/bin');
		const version = old === undefined ? '' : (await run(old, ['--version'])).stdout.trim().slice(1);
		const [major = 99, minor = 0] = version === '' ? [] : version.split('.').map(Number);
		if (old === undefined || major > 22 || (major === 22 && minor >= 13)) {
			console.warn('Skipped, as no older Node is in /usr/bin or /usr/local/bin.');
			skip();
			return;
		}

		for (const door of doors) {
			const answer = await run(old, [path.join(bin, door), 'task', 'list']);
			expectOneSentence(answer, 1, new RegExp(`Node 22\\.13 or newer, and ${old} is ${version}: install a newer one`));
		}
	});
});
