import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {buildProgram} from '../../helpers/child.js';
import {eventually} from '../../helpers/eventually.js';
import {diaries, diaryFile, hostIn, launcher, openOrder} from '../../helpers/hosting.js';
import {privateTmux} from '../../helpers/private-tmux.js';
import {whereInstalled} from '../../helpers/require.js';
import {temporaryFolder} from '../../helpers/temporary.js';

const program = path.join(import.meta.dirname, '..', '..', 'helpers', 'hosting-child.ts');

const started = async () => {
	const tmux = await privateTmux();
	const folder = await temporaryFolder();
	const diary = await diaryFile();
	const start = await buildProgram(program);
	const order = openOrder({diary, environment: {KEY: 'secret-of-the-order'}});
	/** An app that dies at that moment of opening the window, or holds the part. */
	const app = (moment: 'before' | 'after' | 'hold', given = order) =>
		start(moment, path.join(folder, 'spawned'), launcher, tmux.socket, JSON.stringify(given));
	// Somebody works in tmux already: the server is not a child of what is killed.
	await tmux.tmux('new-session', '-d', '-s', 'mine');
	return {tmux, multiplexer: tmux.create(), folder, diary, order, app};
};

const secretsIn = async (folder: string): Promise<readonly string[]> => {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	const files = entries.filter(entry => entry.isFile()).map(({parentPath, name}) => path.join(parentPath, name));
	const found = await Promise.all(
		files.map(async file => (await readFile(file, 'latin1')).includes('secret-of-the-order')),
	);
	return files.filter((_, index) => found[index]);
};

whereInstalled('tmux')('an app that is killed while it opens a window', () => {
	test('before there was one: the next app opens it', async () => {
		const {multiplexer, folder, diary, app} = await started();
		await app('before').ended;
		expect(await secretsIn(folder)).toHaveLength(1);

		const hosted = await hostIn({multiplexer, folder}).look('host');

		await eventually(async () => expect(await diaries(diary)).toHaveLength(1));
		expect(hosted.get('sess_1')?.window).toBeDefined();
		expect(await multiplexer.listWindows()).toHaveLength(1);
		expect(await secretsIn(folder)).toEqual([]);
	});

	test('before there was one, and the next app is told of the order, too: there is one', async () => {
		const {multiplexer, folder, diary, order, app} = await started();
		await app('before').ended;
		const next = hostIn({multiplexer, folder});

		await Promise.all([next.open(order), next.look('host'), next.open(order)]);

		await eventually(async () => expect(await diaries(diary)).toHaveLength(1));
		expect(await multiplexer.listWindows()).toHaveLength(1);
	});

	test('before it knew of it: the next app finds it, and opens none', async () => {
		const {multiplexer, folder, diary, order, app} = await started();
		await app('after').ended;
		await eventually(async () => expect(await diaries(diary)).toHaveLength(1));
		const next = hostIn({multiplexer, folder});

		expect(await next.open(order)).toBe(false);

		const [window, ...others] = await multiplexer.listWindows();
		expect(others).toEqual([]);
		expect((await next.look('host')).get('sess_1')?.window?.paneId).toBe(window?.paneId);
		expect(await diaries(diary)).toHaveLength(1);
	});

	test('before it knew of it, and the program has ended since: it is not started again', async () => {
		const {multiplexer, tmux, folder, diary, order, app} = await started();
		await app('after', {...order, environment: {...order.environment, WORKER: 'exit 4'}}).ended;
		await eventually(async () => expect(await diaries(diary)).toHaveLength(1));
		await tmux.tmux('kill-session', '-t', 'maestro');
		const next = hostIn({multiplexer, folder});

		expect(await next.open(order)).toBe(false);

		expect((await next.look('host')).get('sess_1')).toMatchObject({exitCode: 4, window: undefined});
		expect(await multiplexer.listWindows()).toEqual([]);
		expect(await diaries(diary)).toHaveLength(1);
	});

	test('while it goes on with a session: the next app closes the former window and opens one', async () => {
		const {multiplexer, folder, diary, order, app} = await started();
		await hostIn({multiplexer, folder}).open(order);
		await eventually(async () => expect(await diaries(diary)).toHaveLength(1));
		await app('before', {...order, kind: 'resume', at: order.at + 60_000}).ended;

		await hostIn({multiplexer, folder}).look('host');

		await eventually(async () => expect(await diaries(diary)).toHaveLength(2));
		expect(await multiplexer.listWindows()).toHaveLength(1);
	});
});

test('the part of the one that opens windows is one app’s, and another’s once that was killed', async () => {
	const {multiplexer, folder, app} = await started();
	const first = app('hold');
	await first.says('took it');
	const host = hostIn({multiplexer, folder});
	const second = app('hold');
	await second.says('somebody has it');

	expect(await host.takePart()).toEqual({holder: first.pid});

	await first.kill();
	const part = await host.takePart();
	if (!('release' in part)) {
		throw new Error('Somebody still has it');
	}

	onTestFinished(part.release);
	expect('release' in (await hostIn({multiplexer, folder}).takePart())).toBe(false);
});

test('apps that watch a server are counted while they live', async () => {
	const {multiplexer, folder} = await started();
	const host = hostIn({multiplexer, folder});

	expect(await host.count()).toBe(0);
	await host.enter();
	expect(await host.count()).toBe(1);
	await host.leave();
	expect(await host.count()).toBe(0);
});
