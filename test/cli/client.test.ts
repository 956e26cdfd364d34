import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {isForeign, withAdoptedSession} from '../../source/cli/agent/client.js';
import {writeClientNote} from '../../source/system/client-note.js';
import {birthOf} from '../../source/system/processes.js';
import {run} from '../../source/system/run.js';
import {temporaryFolder} from '../helpers/temporary.js';

const conversation = '00000000-0000-4000-8000-000000000001';

/** As in the shell of a client that is this very process. */
const open = async (given: {readonly sessionId?: string | undefined; readonly born?: string} = {}) => {
	const home = await temporaryFolder();
	const born = (await birthOf(process.pid, run)) ?? '';
	await mkdir(path.join(home, 'run', 'clients'), {recursive: true});
	await mkdir(path.join(home, 'run', 'owners'), {recursive: true});
	await writeFile(
		path.join(home, 'run', 'clients', String(process.pid)),
		writeClientNote({
			...{pid: process.pid, born, sessionId: 'sess_a', conversation, agent: 'claude', directory: '/srv', seenAt: 1},
			...given,
		}),
	);
	return {
		home,
		environment: {MAESTRO_HOME: home, CLAUDE_PID: String(process.pid)},
		own: async (owner: string) => writeFile(path.join(home, 'run', 'owners', 'sess_a'), owner),
	};
};

const sessionIn = (environment: Readonly<Record<string, string>>) => withAdoptedSession(environment).MAESTRO_SESSION_ID;

test('who acts in a client that was made a session acts as that session', async () => {
	const {environment} = await open();

	expect(sessionIn(environment)).toBe('sess_a');
});

test('the conversation is as good a sign of it as the process', async () => {
	const {environment} = await open({born: '1'});

	expect(sessionIn({...environment, CLAUDE_CODE_SESSION_ID: conversation})).toBe('sess_a');
});

test('a later process with its number is nobody’s', async () => {
	const {environment} = await open({born: '1'});

	expect(sessionIn(environment)).toBeUndefined();
	expect(sessionIn({...environment, CLAUDE_CODE_SESSION_ID: 'another'})).toBeUndefined();
});

test('a client that is no session, or none at all, stays whoever it is', async () => {
	const {environment} = await open({sessionId: undefined});

	expect(sessionIn(environment)).toBeUndefined();
	expect(sessionIn({...environment, CLAUDE_PID: '../x'})).toBeUndefined();
	expect(sessionIn({MAESTRO_HOME: environment.MAESTRO_HOME})).toBeUndefined();
});

test('the variables of a session come before all else', async () => {
	const {environment} = await open();

	expect(sessionIn({...environment, MAESTRO_SESSION_ID: 'sess_b'})).toBe('sess_b');
});

test('a hook is foreign where another client speaks for the session', async () => {
	const {environment, own} = await open();
	const inside = {...environment, MAESTRO_SESSION_ID: 'sess_a'};
	expect(isForeign(inside)).toBe(false);

	await own(`${process.pid} 1 1\n`);
	expect(isForeign(inside)).toBe(false);
	await own('4711 1 1\n');

	expect(isForeign(inside)).toBe(true);
});
