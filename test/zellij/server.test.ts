import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {type Finished, type Run, run} from '../../source/system/run.js';
import {createZellij} from '../../source/zellij/zellij.js';
import {newWindow} from '../helpers/new-window.js';
import {temporaryFolder} from '../helpers/temporary.js';

const finished = (more: Partial<Finished>): Finished => ({
	exitCode: 0,
	stdout: '',
	stderr: '',
	isMissing: false,
	isTimedOut: false,
	...more,
});

const missing = finished({exitCode: undefined, isMissing: true});

type Answers = {
	readonly version?: Partial<Finished>;
	readonly panes?: ReadonlyArray<Partial<Finished>>;
	readonly script?: Finished;
};

/** A machine with a session that nobody looks at, whose zellij answers as it is told to. */
const setUp = async ({version = {stdout: 'zellij 0.45.1\n'}, panes = [], script = missing}: Answers = {}) => {
	const folder = await temporaryFolder();
	const socket = path.join(folder, 'contract_version_1', 'maestro');
	await mkdir(path.dirname(socket));
	await writeFile(socket, '');
	const asked: string[] = [];
	const answering: Run = async (program, args) => {
		const what = program === 'script' ? program : (args[args.indexOf('action') + 1] ?? '');
		asked.push(what);
		switch (what) {
			case 'script': {
				return script;
			}

			case 'list-panes': {
				return finished(panes[asked.filter(other => other === what).length - 1] ?? {stdout: onePane});
			}

			default: {
				return finished(args.includes('--version') ? version : {});
			}
		}
	};
	const environment = {ZELLIJ_SOCKET_DIR: folder};
	const create = (session = 'maestro') =>
		createZellij({run: answering, session, registry: path.join(folder, 'w'), environment});
	return {folder, socket, asked, create, open: async () => create().openWindow(newWindow({directory: folder}))};
};

const onePane = JSON.stringify([{id: 0, is_plugin: false, tab_id: 0, tab_name: 'x'}]);

test('where zellij is not installed, that is said, and what to do', async () => {
	const {create} = await setUp({version: missing});

	const refusal = {
		code: 'multiplexer-missing',
		message: expect.stringMatching(/^zellij 0\.44\.1 or newer is needed, and none was found on PATH: install it/),
	};
	await expect(create().find()).rejects.toMatchObject(refusal);
	await expect(create().listWindows()).rejects.toMatchObject(refusal);
});

for (const version of ['0.44.0', '0.43.1', '0.40.0']) {
	test(`zellij ${version} is refused by its number`, async () => {
		const {create} = await setUp({version: {stdout: `zellij ${version}\n`}});

		await expect(create().find()).rejects.toMatchObject({
			code: 'multiplexer-missing',
			message: `zellij 0.44.1 or newer is needed, and ${version} was found: install a newer one; all but windows works without it`,
		});
	});
}

test('it is found with its version and the socket of the session', async () => {
	const {create, socket} = await setUp();

	expect(await create().find()).toEqual({version: '0.45.1', address: socket, session: 'maestro'});
});

test('from 0.45 on windows open unattended only where we can look at the session ourselves', async () => {
	const unattended = async (version: string, script: Finished) => {
		const multiplexer = (await setUp({version: {stdout: `zellij ${version}\n`}, script})).create();
		await multiplexer.find();
		return multiplexer.supports.unattended;
	};

	expect(await unattended('0.44.3', missing)).toBe(true);
	expect(await unattended('0.45.0', missing)).toBe(false);
	expect(await unattended('0.45.0', finished({stdout: 'script from util-linux 2.38.1\n'}))).toBe(true);
});

test('where a window would be lost, it is refused, and what to do is said', async () => {
	const {open, asked} = await setUp();

	await expect(open()).rejects.toMatchObject({
		code: 'multiplexer-failed',
		message: expect.stringMatching(/0\.45\.1 loses .* script, .* was not found: install it/),
	});
	expect(asked).not.toContain('new-tab');
});

test('an answer without a word is not taken for a session without panes: zellij is asked again', async () => {
	const silent = Array.from({length: 4}, () => ({stdout: '', stderr: 'Timeout listing panes'}));
	const {open, asked} = await setUp({version: {stdout: 'zellij 0.44.3\n'}, panes: silent});

	await expect(open()).rejects.toMatchObject({
		code: 'multiplexer-failed',
		message: 'zellij could not list its panes: Timeout listing panes',
	});
	expect(asked.filter(what => what === 'list-panes')).toHaveLength(4);
});

test('a session that zellij denies is not gone as long as its socket is there', async () => {
	const denied = Array.from({length: 5}, () => ({exitCode: 1, stderr: 'There is no active session!\n'}));
	const {open} = await setUp({version: {stdout: 'zellij 0.44.3\n'}, panes: denied});

	await expect(open()).rejects.toMatchObject({
		code: 'multiplexer-failed',
		message: expect.stringMatching(
			/could not reach its session maestro: There is no active session! There is a socket/,
		),
	});
});

test('where nothing of ours was ever opened, zellij is not asked what there is', async () => {
	const {create, asked} = await setUp();

	expect(await create().listWindows()).toEqual([]);
	expect(asked).not.toContain('list-panes');
});

test('a zellij that does not answer is ended in time', async () => {
	const folder = await temporaryFolder();
	await writeFile(path.join(folder, 'zellij'), '#!/bin/sh\nexec sleep 600\n', {mode: 0o755});
	const PATH = `${folder}:${process.env.PATH}`;
	let wasEnded = false;
	const impatient: Run = async (program, args, options) => {
		const end = await run(program, args, {...options, timeoutMs: 300});
		wasEnded = end.isTimedOut;
		return end;
	};
	const multiplexer = createZellij({run: impatient, session: 'maestro', registry: folder, environment: {PATH}});

	await expect(multiplexer.find()).rejects.toMatchObject({
		code: 'multiplexer-failed',
		message: expect.stringMatching(/did not answer in time/),
	});
	expect(wasEnded).toBe(true);
});

for (const session of ['', '-lead', 'a.b', 'a:b', 'a/b', '..', 'a b', 'é']) {
	test(`a session called ${JSON.stringify(session)} is refused`, async () => {
		const {create} = await setUp();

		expect(() => create(session)).toThrow(expect.objectContaining({code: 'malformed'}));
	});
}

test('a name that is too long for a socket is refused', async () => {
	const {create} = await setUp();

	expect(() => create('x'.repeat(100))).toThrow(/at most 103 bytes/);
});

test('a socket of another session is refused', () => {
	const options = {run, session: 'maestro', registry: '/w', environment: {}};

	expect(() => createZellij({...options, socket: '/s/contract_version_1/other'})).toThrow(/ends in its name/);
});
