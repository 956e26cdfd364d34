import {expect, test} from 'vitest';
import {followLog} from '../../source/client/feeds/log-stream.js';
import type {HeadlessState} from '../../source/dispatch/headless.js';
import {longAgo, task} from '../helpers/builders.js';
import {runCommand} from '../helpers/command-line.js';
import {headlessSession, layRun, openLogServer} from '../helpers/log-server.js';
import {openServer} from '../helpers/server.js';

const ended: HeadlessState = {state: 'ended', endedAt: longAgo, exitCode: 3};

/** Runs `maestro logs` against a run that has printed this. */
const open = async (output: string, {state = ended}: {readonly state?: HeadlessState} = {}) => {
	const known = headlessSession('r-1');
	const server = await openServer({tasks: [task()], sessions: [known]});
	const sockets = await openLogServer();
	for (const {headless, paths} of [server, {headless: sockets.headless, paths: {runs: sockets.runs}}]) {
		headless.become('r-1', state);
		await layRun(paths.runs, 'r-1', output);
	}

	sockets.sessions.push(known);
	const locate = async () => ({url: sockets.url, headers: sockets.headers()});
	return async (...words: readonly string[]) => {
		const {written, ...rest} = await runCommand(server, ['logs', ...words], {
			followLog: async following => followLog({...following, locate}),
		});
		return {...rest, text: written.toString(), bytes: written};
	};
};

test('what a run has printed is shown, and of one that runs what there is so far', async () => {
	const ofEnded = await open('one\ntwo\n');
	const ofRunning = await open('one\ntwo\n', {state: {state: 'running', pid: 1}});

	for (const logs of [ofEnded, ofRunning]) {
		const {text, noted} = await logs('batch', 'T-1');
		expect(text).toBe('one\ntwo\n');
		expect(noted).toEqual([]);
	}
});

const hows: ReadonlyArray<[state: HeadlessState, words: RegExp]> = [
	[ended, /^ended with exit code 3$/],
	[{state: 'ended', endedAt: longAgo, signal: 9}, /^ended by SIGKILL$/],
	[{state: 'lost'}, /^lost/],
];

for (const [state, words] of hows) {
	test(`followed to its end, a run says how it ended: ${words.source}`, async () => {
		const logs = await open('one\n', {state});

		const {text, noted, value} = await logs('batch', 'T-1', '--follow');

		expect(text).toBe('one\n');
		expect(noted).toEqual([expect.stringMatching(words)]);
		expect(value).toBeUndefined();
	});
}

test('raw is byte for byte', async () => {
	const logs = await open('\u001B[2J{"type":"nonsense"}\r\nno end');

	expect((await logs('batch', 'T-1', '--raw')).text).toBe('\u001B[2J{"type":"nonsense"}\r\nno end');
	expect((await logs('batch', 'T-1', '--raw', '--since', '4', '--follow')).text).toBe('{"type":"nonsense"}\r\nno end');
});

const begins: ReadonlyArray<[since: string, raw: string, readable: string]> = [
	['0', 'one\ntwo\n', 'one\ntwo\n'],
	['4', 'two\n', 'two\n'],
	['5', 'wo\n', ''],
	['-4', 'two\n', 'two\n'],
	['-100', 'one\ntwo\n', 'one\ntwo\n'],
	['8', '', ''],
];

for (const [since, raw, readable] of begins) {
	test(`--since ${since} begins there, and with lines at the next one`, async () => {
		const logs = await open('one\ntwo\n');

		expect((await logs('batch', 'T-1', '--raw', `--since=${since}`)).text).toBe(raw);
		expect((await logs('batch', 'T-1', `--since=${since}`)).text).toBe(readable);
	});
}

test('for programs it says what is known of the log', async () => {
	const logs = await open('one\n');

	const {value, text} = await logs('batch', 'T-1', '--json');

	expect(value).toMatchObject({agent: 'claude', size: 4, isRunning: false, exitCode: 3});
	expect(text).toBe('');
	await expect(logs('batch', 'T-1', '--json', '--follow')).rejects.toMatchObject({code: 'malformed'});
});

test('a run can be named', async () => {
	const logs = await open('one\n');

	expect((await logs('batch', 'T-1', '--run', 'r-1')).text).toBe('one\n');
	await expect(logs('batch', 'T-1', '--run', 'r-9')).rejects.toMatchObject({code: 'run-not-found'});
});

test('what cannot be shown is refused with what to do', async () => {
	const logs = await open('one\n');

	await expect(logs('batch')).rejects.toThrow('maestro logs MODE TASK');
	await expect(logs('batch', 'T-9')).rejects.toThrow('T-9 was never dispatched in batch');
	await expect(logs('batch', 'T-1', '--since', '5')).rejects.toThrow('--since 5: there are 4 bytes so far');
});
