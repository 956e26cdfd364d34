import {expect, onTestFinished, test} from 'vitest';
import {followLogScreen} from '../../source/client/feeds/log.js';
import {topOfLog} from '../../source/client/select/log.js';
import {createStore} from '../../source/client/store.js';
import {createCall} from '../../source/protocol/call.js';
import {eventually} from '../helpers/eventually.js';
import {openLogServer} from '../helpers/log-server.js';

const runId = 'r-1';

/** The screen of a log in front of a real server, without the screen. */
const start = async (output: string) => {
	const server = await openLogServer();
	const run = await server.run(runId, output);
	const store = createStore();
	const ending = new AbortController();
	store.send(
		{event: 'connection:open', data: {url: server.url, name: 'n', version: undefined, capabilities: []}},
		{event: 'terminal:resized', data: {columns: 80, rows: 24}},
		{event: 'snapshot', data: {projects: [], tasks: [], sessions: server.sessions, messages: [], holds: []}},
		{event: 'log:opened', data: {sessionId: `s-of-${runId}`, runId}},
	);
	const following = followLogScreen({
		store,
		call: async (endpoint, request) =>
			createCall({baseUrl: server.url, secret: server.secrets.operator, fetch: globalThis.fetch})(endpoint, request),
		place: async () => ({url: server.url, headers: server.headers()}),
		outputReaderFor: () => undefined,
		clock: Date.now,
		drawEveryMs: 5,
		timesEveryMs: 20,
		signal: ending.signal,
	});
	onTestFinished(async () => {
		ending.abort();
		await following;
	});

	const shown = (): string => Buffer.from(store.get().log?.piece?.bytes ?? []).toString();
	return {server, run, store, shown};
};

const linesOf = (from: number, to: number): string =>
	Array.from({length: to - from}, (_, index) => `line ${from + index}\n`).join('');

test('a log is followed over restarts of a real server, without a gap or a repeat', async () => {
	const {server, run, store, shown} = await start(linesOf(0, 100));
	await eventually(() => expect(shown()).toBe(linesOf(0, 100)));

	for (let round = 1; round <= 3; round += 1) {
		await run.print(linesOf(round * 100, round * 100 + 50));
		await server.restart();
		await run.print(linesOf(round * 100 + 50, round * 100 + 100));
	}

	await eventually(() => expect(shown()).toBe(linesOf(0, 400)));
	server.headless.become(runId, {state: 'ended', exitCode: 3, endedAt: Date.now()});
	await eventually(() => expect(store.get().log?.end).toEqual({exitCode: 3}));
});

test('a text is found in a real log, before and behind what is shown', async () => {
	const output = `${linesOf(0, 50_000)}needle\n${linesOf(50_000, 100_000)}`;
	const {store} = await start(output);
	await eventually(() => expect(topOfLog(store.get())).toBeDefined());

	store.send({event: 'log:sought', data: {text: 'needle', isBackwards: true, from: output.length}});
	await eventually(() => expect(topOfLog(store.get())?.at).toBe(output.indexOf('needle')));

	store.send({event: 'log:sought', data: {text: 'LINE 99999', isBackwards: false, from: 0}});
	await eventually(() => expect(store.get().notice?.text).toContain('Nothing in this log has'));
	store.send({event: 'log:sought', data: {text: 'line 99999', isBackwards: false, from: 0}});
	await eventually(() => expect(store.get().screen.log?.search?.foundAt).toBe(output.indexOf('line 99999')));
});

test('a log that grows by much is followed at its end, and only a part of it is kept', async () => {
	const {run, store, shown} = await start('');
	const part = 'a line of the log that is printed\n'.repeat(120_000);
	for (let count = 0; count < 10; count += 1) {
		await run.print(part);
	}

	await run.print('the end\n');

	await eventually(() => expect(shown().endsWith('printed\nthe end\n')).toBe(true));
	expect(store.get().log?.size).toBe(10 * part.length + 8);
	expect(shown().length).toBeLessThan(2 * 1024 * 1024);
});
