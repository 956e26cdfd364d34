import {mkdtemp, rm} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, onTestFinished, vi} from 'vitest';
import {signalGroup} from '../../source/system/processes.js';
import {multiplexerContract} from '../contracts/multiplexer.js';
import {lastingZellij, type PrivateZellij} from '../helpers/private-zellij.js';
import {whereInstalled} from '../helpers/require.js';
import {toldProgram} from '../helpers/told-program.js';

// Each call of zellij is a program of 60 megabytes that asks all sessions whether they live.
vi.setConfig({testTimeout: 60_000, hookTimeout: 30_000});

// One session serves all tests, as one takes long to start: each has files of its own, and so it sees no window of another.
whereInstalled('zellij')('zellij keeps the promise of a multiplexer', () => {
	let world: PrivateZellij;

	beforeAll(async () => {
		world = await lastingZellij();
	});

	afterAll(async () => world.end());

	multiplexerContract('zellij', async () => {
		const folder = await mkdtemp(path.join(world.folder, 'p-'));
		const multiplexer = world.create({registry: path.join(folder, 'w')});
		await multiplexer.find();
		await world.visit();
		onTestFinished(async () => {
			const windows = await multiplexer.listWindows();
			for (const {id} of windows) {
				await world.act('close-tab-by-id', id);
			}

			await rm(folder, {recursive: true, force: true});
		});
		return {
			multiplexer,
			isSlow: true,
			program: async key => toldProgram(folder, key),

			async kill({pid}, signal) {
				signalGroup(pid ?? 0, signal);
			},

			crash: world.crash,
		};
	});
});
