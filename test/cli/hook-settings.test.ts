import {access} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {FoundServer} from '../../source/cli/find-server.js';
import {runCommand} from '../helpers/command-line.js';
import {openServer} from '../helpers/server.js';

// Of a server nothing else is asked here.
const found = (kind: FoundServer['kind']) => async () => ({kind, url: 'http://localhost:4567'}) as FoundServer;
const noClient = async () => ({exitCode: 127, stdout: '', stderr: '', isMissing: true, isTimedOut: false});

test('at a desktop server the hooks for all clients are printed, and what they do there is said', async () => {
	const server = await openServer();
	const words = ['hook', '--print-settings', '--client-version', '2.1.329'];

	const {text, value} = await runCommand(server, words, {findServer: found('desktop'), as: 'sess_x'});

	expect(text).toMatch(/put this into ~\/\.claude\/settings\.json.*typed into their windows/s);
	expect(text).not.toContain('adopt\n');
	expect(JSON.stringify(value)).toMatch(/"FileChanged".*run\/doorbell\/adopted\|adopted/);
	await access(path.join(server.paths.doorbells, 'adopted'));
});

test('at a desktop server those of one session watch its doorbell, and no server is told', async () => {
	const server = await openServer();
	const words = ['hook', '--print-settings', '--session', 'sess_x', '--client-version', '2.1.329'];

	const {value} = await runCommand(server, words, {findServer: found('desktop')});

	expect(JSON.stringify(value)).toMatch(/run\/doorbell\/sess_x\|sess_x/);
	await expect(
		runCommand(server, ['hook', '--print-settings', '--session', '../x'], {findServer: found('desktop')}),
	).rejects.toMatchObject({code: 'malformed'});
});

test('where no server of the desktop product is, a client becomes a session when it is adopted', async () => {
	const server = await openServer();

	const {text} = await runCommand(server, ['hook', '--print-settings'], {
		findServer: async () => undefined,
		run: noClient,
	});

	expect(text).toContain('becomes a session with: maestro session adopt');
});
