import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {claude} from '../../../source/agents/claude.js';
import {createPromptWriting} from '../../../source/dispatch/spawned/prompt-writing.js';
import {run} from '../../../source/system/run.js';
import {eventually} from '../../helpers/eventually.js';
import {diaries, diaryFile, fakeServerSays, hostIn, openOrder} from '../../helpers/hosting.js';
import {lastingZellij, type PrivateZellij} from '../../helpers/private-zellij.js';
import {whereInstalled} from '../../helpers/require.js';
import {temporaryFolder} from '../../helpers/temporary.js';

const promptBox = path.join(import.meta.dirname, '..', '..', 'helpers', 'programs', 'prompt-box');

whereInstalled('zellij')('the windows of a desktop server, in zellij', () => {
	let world: PrivateZellij;

	beforeAll(async () => {
		world = await lastingZellij();
	});

	afterAll(async () => world.end());

	const started = async () => {
		const folder = await temporaryFolder();
		const multiplexer = world.create({registry: path.join(folder, 'w')});
		return {multiplexer, folder, diary: await diaryFile()};
	};

	const noted = async (diary: string, count: number): Promise<readonly string[]> =>
		eventually(async () => {
			const all = await diaries(diary);
			expect(all).toHaveLength(count);
			return all;
		}, 10_000);

	test('one window is opened however often it is ordered, and nothing in it or around it shows a secret', async () => {
		const {multiplexer, folder, diary} = await started();
		const hosts = [hostIn({multiplexer, folder}), hostIn({multiplexer, folder})];
		const order = openOrder({diary, environment: {ANTHROPIC_API_KEY: 'hunter2-of-the-server'}});

		const opened = await Promise.all(Array.from({length: 10}, async (_, index) => hosts[index % 2]?.open(order)));

		expect(opened.filter(Boolean)).toHaveLength(1);
		await noted(diary, 1);
		expect(await multiplexer.listWindows()).toHaveLength(1);
		expect((await run('ps', ['-ef'])).stdout).not.toContain('hunter2');
		expect(await world.act('dump-layout')).not.toContain('hunter2');
		await hosts[0]?.close('sess_1');
	}, 60_000);

	test('how a program ended is told once, and a shell stays open', async () => {
		const {multiplexer, folder} = await started();
		const {server, told} = fakeServerSays();
		const host = hostIn({multiplexer, folder, server});

		await host.open(openOrder({sessionId: 'sess_2', worker: 'exit 3'}));

		await eventually(async () => expect((await host.look('tell')).get('sess_2')).toMatchObject({exitCode: 3}), 10_000);
		expect(told).toEqual(['sess_2']);
		expect(await host.windowOf('sess_2')).toBeUndefined();
		expect((await multiplexer.listWindows()).map(({life}) => life.state)).toEqual(['running']);
		await host.close('sess_2');
	}, 60_000);

	test('a session that is resumed has one window, in which the former program runs no more', async () => {
		const {multiplexer, folder, diary} = await started();
		const host = hostIn({multiplexer, folder});
		await host.open(openOrder({sessionId: 'sess_3', diary}));
		const [before = ''] = await noted(diary, 1);

		await host.open(
			openOrder({sessionId: 'sess_3', kind: 'resume', at: 90_000, diary, command: ['maestro', 'worker', 'resume']}),
		);

		await noted(diary, 2);
		expect(await multiplexer.listWindows()).toHaveLength(1);
		expect(await run('kill', ['-0', /^pid (\d+)/.exec(before)?.[1] ?? ''])).toMatchObject({exitCode: 1});
		expect(await host.close('sess_3')).toBe(true);
		expect(await multiplexer.listWindows()).toEqual([]);
	}, 60_000);

	test('a text of several lines is written into the prompt and entered, once', async () => {
		const {multiplexer, folder} = await started();
		const host = hostIn({multiplexer, folder});
		const entered = path.join(folder, 'entered');
		await host.open(openOrder({sessionId: 'sess_4', command: [process.execPath, promptBox, entered]}));
		const window = await eventually(async () => {
			const found = await host.windowOf('sess_4');
			expect(found && (await multiplexer.capture(found.reference, {lines: 9, colours: false}))).toContain('manual');
			return found ?? expect.unreachable();
		}, 10_000);

		const written = await createPromptWriting({pause: async () => {}, clock: Date.now})({
			record: {content: 'first line\nsecond line', isEntered: true},
			window,
			composer: claude.composer,
			isReleased: false,
			begin: async () => true,
		});

		expect(written).toEqual({kind: 'typed'});
		expect(
			(await readFile(entered, 'utf8'))
				.split('\n')
				.filter(Boolean)
				.map(line => JSON.parse(line)),
		).toEqual(['first line\nsecond line']);
		await host.close('sess_4');
	}, 60_000);
});
