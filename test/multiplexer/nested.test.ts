import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {build} from 'esbuild';
import {expect, test} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';

/** Starts a program in a pane of a real tmux; `around` is a multiplexer of another kind, as far as its variable and its process go. */
const setUp = async () => {
	const server = await privateTmux();
	const program = path.join(server.folder, 'where.mjs');
	const around = path.join(server.folder, 'around');
	await build({
		entryPoints: [path.join(import.meta.dirname, 'where.ts')],
		outfile: program,
		bundle: true,
		platform: 'node',
		format: 'esm',
		logLevel: 'error',
	});
	await writeFile(around, '#!/bin/sh\nAROUND=1 "$@"\nread -r line\n', {mode: 0o700});
	const file = path.join(server.folder, 'inside');
	return {
		...server,
		around,
		where: [process.execPath, program, file],
		inside: async () => eventually(async () => (await readFile(file, 'utf8')).trim()),
	};
};

whereInstalled('tmux')('terminals in terminals', () => {
	test('in a pane of tmux this terminal is in tmux', async () => {
		const {tmux, where, inside} = await setUp();

		await tmux('new-session', '-d', ...where);

		expect(await inside()).toBe('tmux');
	});

	test('in another multiplexer in tmux it is in the other one', async () => {
		const {tmux, around, where, inside} = await setUp();

		await tmux('new-session', '-d', around, ...where);

		expect(await inside()).toBe('around');
	});

	test('in tmux in another multiplexer in tmux it is in tmux', async () => {
		const {tmux, around, where, inside} = await setUp();
		const inner = await privateTmux();

		await tmux(
			...['new-session', '-d', around, 'env', '-u', 'TMUX', `TMUX_TMPDIR=${inner.folder}`],
			...['tmux', '-f', '/dev/null', 'new-session', '-d', ...where],
		);

		expect(await inside()).toBe('tmux');
	});

	test('in a pane of a tmux in another tmux it is in tmux', async () => {
		const {tmux, where, inside} = await setUp();
		const inner = await privateTmux();

		await tmux(
			...['new-session', '-d', 'env', '-u', 'TMUX', `TMUX_TMPDIR=${inner.folder}`],
			...['tmux', '-f', '/dev/null', 'new-session', ...where],
		);

		expect(await inside()).toBe('tmux');
	});
});
