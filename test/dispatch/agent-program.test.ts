import {chmod, mkdir, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {claude} from '../../source/agents/claude.js';
import {createAgentFinder} from '../../source/dispatch/agent-program.js';
import type {Run} from '../../source/system/run.js';
import {temporaryFolder} from '../helpers/temporary.js';

const finished = {exitCode: 0, stdout: '2.1.329 (Claude Code)\n', stderr: '', isMissing: false, isTimedOut: false};

const open = async (answers: ReadonlyArray<Partial<typeof finished>> = []) => {
	const folder = await temporaryFolder();
	const program = path.join(folder, 'bin', 'claude');
	await mkdir(path.dirname(program));
	const asked: string[] = [];
	const run: Run = async (file, args) => {
		asked.push([file, ...args].join(' '));
		return {...finished, ...answers[asked.length - 1]};
	};
	const install = async () => {
		await writeFile(program, '#!/bin/sh\n');
		await chmod(program, 0o755);
	};
	const find = createAgentFinder({run, searchPath: `/nowhere:${path.dirname(program)}`});
	return {find: async () => find(claude), program, install, asked};
};

test('an agent is found on PATH, with its version, which is asked for once', async () => {
	const {find, program, install, asked} = await open();
	await install();

	const found = await Promise.all([find(), find(), find()]);

	expect(found).toEqual(Array.from({length: 3}, () => ({path: program, version: '2.1.329'})));
	expect(asked).toEqual([`${program} --version`]);
});

test('an agent that was updated is asked for its version again', async () => {
	const {find, program, install} = await open([{}, {stdout: '2.2.0'}]);
	await install();
	await find();

	await utimes(program, new Date(), new Date(Date.now() + 60_000));

	expect((await find()).version).toBe('2.2.0');
});

test('an agent that did not tell its version in time is asked again', async () => {
	const {find, install} = await open([{stdout: '', isTimedOut: true}]);
	await install();

	expect((await find()).version).toBeUndefined();
	expect((await find()).version).toBe('2.1.329');
});

test('an agent that is not there is named, with what to do, and found once it is', async () => {
	const {find, install} = await open();

	await expect(find()).rejects.toMatchObject({
		code: 'agent-missing',
		message: expect.stringMatching(/no program "claude" on the PATH.*install it/),
	});
	await install();

	expect((await find()).version).toBe('2.1.329');
});
