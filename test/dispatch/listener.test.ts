import {connect} from 'node:net';
import path from 'node:path';
import {expect, test} from 'vitest';
import {claude} from '../../source/agents/claude.js';
import {opencode} from '../../source/agents/opencode.js';
import {listenerOf, newListener} from '../../source/dispatch/listener.js';
import {writeRunFolder} from '../../source/dispatch/run-folder.js';
import type {Run} from '../../source/domain/run.js';
import {longAgo, session} from '../helpers/builders.js';
import {temporaryFolder} from '../helpers/temporary.js';

const run: Run = {
	...{id: 'run_1', taskId: 'T-1', mode: 'interactive', agent: 'opencode'},
	...{isHeadless: false, startedAt: longAgo},
};

const isTaken = async (port: number) =>
	new Promise(resolve => {
		const socket = connect({host: '127.0.0.1', port});
		socket.on('connect', () => resolve(true));
		socket.on('error', () => resolve(false));
	});

test('a client that listens has a free port and a password of its own; the others have none', async () => {
	const [first, second] = [await newListener(opencode), await newListener(opencode)];

	expect(first?.password).toMatch(/^[\w-]{32}$/);
	expect(first?.password).not.toBe(second?.password);
	expect(await isTaken(first?.port ?? 0)).toBe(false);
	expect(await newListener(claude)).toBeUndefined();
});

test('the port is found with the session, and the password in the folder of its run', async () => {
	const runs = await temporaryFolder();
	const listener = {port: 4711, password: 's3=cret'};
	const {environment, files} = opencode.launch({folder: '/run', hooks: {hookProgram: '/bin/maestro-hook'}, listener});
	await writeRunFolder(path.join(runs, run.id), {token: 'x', prompt: undefined, environment, files});
	const found = session({run, metadata: {listenerPort: listener.port}});

	expect(await listenerOf(found, opencode, runs)).toEqual(listener);
	expect(await listenerOf({...found, metadata: {}}, opencode, runs)).toBeUndefined();
	expect(await listenerOf({...found, run: {...run, id: 'run_2'}}, opencode, runs)).toBeUndefined();
	expect(await listenerOf(found, claude, runs)).toBeUndefined();
});
