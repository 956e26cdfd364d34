import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readHookEvent} from '../../source/system/hook-event.js';
import {readHookEvents} from '../../source/system/hook-events.js';
import {pathsUnder} from '../../source/system/paths.js';
import {temporaryFolder} from '../helpers/temporary.js';
import {buildAgent, runProgram} from './agent-build.js';
import {deadUrl, type Reply, startServer} from './agent-server.js';

const {bundle} = buildAgent();
const silent = {exitCode: 0, stdout: '', stderr: ''};
const stop = {hook_event_name: 'Stop', last_assistant_message: 'done'};

const open = async (url: string) => {
	const paths = pathsUnder(await temporaryFolder());
	await mkdir(paths.hookEvents, {recursive: true});
	const environment = {
		MAESTRO_HOME: paths.home,
		MAESTRO_SERVER_URL: url,
		MAESTRO_SESSION_ID: 'sess_b',
		MAESTRO_SESSION_TOKEN: 'sess_b.s3cret',
		CLAUDE_PID: '4711',
		CLAUDE_CONFIG_DIR: path.join(paths.home, 'claude'),
	};
	return {
		paths,
		hook: async (input: unknown, more: Readonly<Record<string, string>> = {}) =>
			runProgram([process.execPath, bundle, 'hook'], {
				environment: {...environment, ...more},
				input: typeof input === 'string' ? input : JSON.stringify(input),
			}),
		hookWithoutEnd: async () => runProgram([process.execPath, bundle, 'hook'], {environment}),
		left: async () => {
			const files = await readdir(paths.hookEvents);
			const texts = await Promise.all(files.map(async file => readFile(path.join(paths.hookEvents, file), 'utf8')));
			return texts.map(text => readHookEvent(text, 0, true)?.input);
		},
	};
};

const taken = (hook: object): Reply => ({body: {taking: 'take_1', count: 1, text: 'Hello', hook}});

test('what waits is taken, printed and then confirmed', async () => {
	const {asked, url} = await startServer(({path}) =>
		path.endsWith('/take') ? taken({stdout: '{"x":1}', stderr: '', exitCode: 0}) : {},
	);
	const {hook, left} = await open(url);

	expect(await hook(stop)).toMatchObject({exitCode: 0, stdout: '{"x":1}', stderr: ''});

	expect(asked.map(({method, path, body}) => [method, path, body])).toEqual([
		['POST', '/api/sessions/sess_b/take', {hook: {hook_event_name: 'Stop'}}],
		['POST', '/api/sessions/sess_b/confirm', {taking: 'take_1'}],
	]);
	expect(asked[0]?.headers).toMatchObject({authorization: 'Bearer sess_b.s3cret', 'x-session-id': 'sess_b'});
	expect(await left()).toEqual([]);
});

test('a rung doorbell comes with the status of the client, and wakes it', async () => {
	const {asked, url} = await startServer(() => taken({stdout: '', stderr: 'Hello', exitCode: 2}));
	const {hook, paths} = await open(url);
	await mkdir(path.join(paths.home, 'claude', 'sessions'), {recursive: true});
	await writeFile(path.join(paths.home, 'claude', 'sessions', '4711.json'), '{"status":"idle"}');

	expect(await hook({hook_event_name: 'FileChanged', event: 'change'})).toMatchObject({
		exitCode: 2,
		stdout: '',
		stderr: 'Hello',
	});

	expect(asked[0]?.body).toMatchObject({clientStatus: 'idle'});
});

test('of a dialog about a large file the server learns what fits into an event', async () => {
	const {url} = await startServer(() => ({body: {count: 0, text: ''}}));
	const {hook, paths} = await open(url);
	const details = {type: 'edit', title: 'Confirm Edit', newContent: 'é'.repeat(100_000)};

	await hook({hook_event_name: 'Notification', message: 'Tool Confirm Edit requires editing', details});

	const events: unknown[] = [];
	const stop = new AbortController();
	await readHookEvents({
		folder: paths.hookEvents,
		onEvent: (session, {input}) => void events.push([session, input]),
		report: expect.unreachable,
		signal: stop.signal,
	});
	stop.abort();
	expect(events).toEqual([
		['sess_b', {hook_event_name: 'Notification', message: 'Tool Confirm Edit requires editing'}],
	]);
});

test('nothing to say is said silently', async () => {
	const {asked, url} = await startServer(() => ({body: {count: 0, text: ''}}));
	const {hook, left} = await open(url);

	expect(await hook(stop)).toMatchObject(silent);

	expect(asked).toHaveLength(1);
	expect(await left()).toEqual([]);
});

const events: ReadonlyArray<[title: string, reply: Reply]> = [
	['refuses', {status: 401, body: {message: 'No', reason: 'unauthorized'}}],
	['fails', {status: 500}],
	['hangs up', 'hang up'],
	['never answers', 'silence'],
];

for (const [title, reply] of events) {
	test(`a server that ${title} is not noticed by the agent, and gets the event later`, async () => {
		const {url} = await startServer(() => reply);
		const {hook, left} = await open(url);

		const ended = await hook(stop);

		expect(ended).toMatchObject(silent);
		expect(ended.milliseconds).toBeLessThan(2000);
		expect(await left()).toEqual([stop]);
	});
}

test('without a server, without a secret, the event is left', async () => {
	const {hook, left} = await open(await deadUrl());

	expect(await hook(stop)).toMatchObject(silent);
	expect(await hook(stop, {MAESTRO_SESSION_TOKEN: ''})).toMatchObject(silent);

	expect(await left()).toEqual([stop, stop]);
});

test('what was shown and could not be confirmed is confirmed later', async () => {
	const {url} = await startServer(({path}) =>
		path.endsWith('/take') ? taken({stdout: 'Hello', stderr: '', exitCode: 0}) : 'silence',
	);
	const {hook, left} = await open(url);

	const ended = await hook(stop);

	expect(ended).toMatchObject({exitCode: 0, stdout: 'Hello', stderr: ''});
	expect(ended.milliseconds).toBeLessThan(2000);
	expect(await left()).toEqual([{hook_event_name: 'MaestroConfirmation', taking: 'take_1'}]);
});

test('with an event at which nothing can be shown the server is not asked', async () => {
	const {asked, url} = await startServer(() => ({}));
	const {hook, left} = await open(url);
	const names = ['SessionEnd', 'PermissionRequest', 'Notification', 'StopFailure'];

	for (const name of names) {
		expect(await hook({hook_event_name: name})).toMatchObject(silent);
	}

	expect(asked).toEqual([]);
	expect((await left()).map(input => input?.hook_event_name).sort()).toEqual([...names].sort());
});

test('in a subagent, outside a session and without input nothing is asked and nothing left', async () => {
	const {asked, url} = await startServer(() => ({}));
	const {hook, left} = await open(url);

	expect(await hook({...stop, agent_id: 'a1'})).toMatchObject(silent);
	expect(await hook(stop, {MAESTRO_SESSION_ID: ''})).toMatchObject(silent);
	expect(await hook(stop, {MAESTRO_SESSION_ID: '../x'})).toMatchObject(silent);
	expect(await hook('')).toMatchObject(silent);
	expect(await hook('nonsense')).toMatchObject(silent);

	expect(asked).toEqual([]);
	expect(await left()).toEqual([]);
});

test('an input that never ends is waited for no longer than a second', async () => {
	const {url} = await startServer(() => ({}));
	const {hookWithoutEnd} = await open(url);

	const ended = await hookWithoutEnd();

	expect(ended).toMatchObject(silent);
	expect(ended.milliseconds).toBeLessThan(2000);
});

test('an input of megabytes is read as far as it is needed', async () => {
	const {asked, url} = await startServer(() => ({body: {count: 0, text: ''}}));
	const {hook} = await open(url);

	expect(await hook({hook_event_name: 'PostToolUse', tool_response: 'x'.repeat(3_000_000)})).toMatchObject(silent);

	expect(asked[0]?.body).toEqual({hook: {hook_event_name: 'PostToolUse'}});
});
