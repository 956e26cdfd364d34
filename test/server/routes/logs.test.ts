import {rm, writeFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import type {HeadlessState} from '../../../source/dispatch/headless.js';
import {longAgo, session, task} from '../../helpers/builders.js';
import {headlessSession, layRun} from '../../helpers/log-server.js';
import {openServer} from '../../helpers/server.js';

/** A server with a headless run of T-1 that has printed something. */
const open = async (output: string | Uint8Array | undefined, state: HeadlessState = {state: 'running', pid: 1}) => {
	const server = await openServer({
		tasks: [task()],
		sessions: [
			headlessSession('r-1'),
			session({id: 's-worker'}),
			session({id: 's-boss', metadata: {mode: 'coordinator'}}),
			session({
				id: 's-2',
				run: {id: 'r-2', taskId: 'T-1', mode: 'none', agent: 'claude', isHeadless: false, startedAt: longAgo},
			}),
		],
	});
	server.headless.become('r-1', state);
	return {...server, run: await layRun(server.paths.runs, 'r-1', output)};
};

test('what is known of a log: whose it is, how long, since when, and its marks', async () => {
	const {ask, run} = await open('four');
	await writeFile(run.marks, '100 0\n200 4\n');

	expect(await ask('GET', '/api/runs/r-1/log')).toEqual({
		status: 200,
		body: {
			...{agent: 'claude', size: 4, isRunning: true, startedAt: longAgo},
			marks: [
				[100, 0],
				[200, 4],
			],
		},
	});
});

const ends: ReadonlyArray<[title: string, state: HeadlessState, said: object]> = [
	['an exit code', {state: 'ended', endedAt: 17, exitCode: 3}, {isRunning: false, endedAt: 17, exitCode: 3}],
	['a signal', {state: 'ended', endedAt: 17, signal: 9}, {isRunning: false, endedAt: 17, signal: 9}],
	['nothing, as it is lost', {state: 'lost'}, {isRunning: false, isLost: true}],
	['nothing yet, as it is being started', {state: 'starting'}, {isRunning: true}],
];

for (const [title, state, said] of ends) {
	test(`a log says how its run ended: ${title}`, async () => {
		const {ask} = await open(undefined, state);

		const {body} = await ask('GET', '/api/runs/r-1/log');

		expect(body).toEqual({agent: 'claude', size: 0, startedAt: longAgo, marks: [], ...said});
	});
}

test('of many marks a thousand are told', async () => {
	const {ask, run} = await open('');
	await writeFile(run.marks, Array.from({length: 5000}, (_, index) => `${index} ${index}\n`).join(''));

	const {marks} = (await ask('GET', '/api/runs/r-1/log')).body;

	expect(marks.length).toBeLessThanOrEqual(1000);
	expect([marks[0], marks.at(-1)]).toEqual([
		[0, 0],
		[4999, 4999],
	]);
});

test('a part comes byte for byte, and shorter where the output ends', async () => {
	const bytes = Buffer.from(Array.from({length: 256}, (_, index) => index));
	const {ask} = await open(bytes);
	const part = async (query: string) => (await ask('GET', `/api/runs/r-1/log/part?${query}`)).body;

	expect(await part('from=0&bytes=256')).toEqual({from: 0, bytes: bytes.toString('base64'), size: 256});
	expect(await part('from=250&bytes=1048576')).toEqual({
		from: 250,
		bytes: bytes.subarray(250).toString('base64'),
		size: 256,
	});
	expect(await part('from=1000&bytes=1')).toEqual({from: 1000, bytes: '', size: 256});
});

test('a text is found in either direction, and where it is not nothing is said', async () => {
	const {ask} = await open('The door, and the Door again');
	const find = async (query: string) => (await ask('GET', `/api/runs/r-1/log/find?${query}`)).body;

	expect(await find('text=door&from=5')).toEqual({at: 18});
	expect(await find('text=Door&from=0')).toEqual({at: 18});
	expect(await find('text=door&from=18&backwards=true')).toEqual({at: 4});
	expect(await find('text=window&from=0')).toEqual({});
});

test('before a run has printed there is nothing in its log', async () => {
	const {ask} = await open(undefined, {state: 'starting'});

	expect((await ask('GET', '/api/runs/r-1/log/part?from=0&bytes=10')).body).toEqual({from: 0, bytes: '', size: 0});
	expect((await ask('GET', '/api/runs/r-1/log/find?from=0&text=x')).body).toEqual({});
});

const paths = ['/api/runs/r-1/log', '/api/runs/r-1/log/part?from=0&bytes=10', '/api/runs/r-1/log/find?from=0&text=x'];

for (const path of paths) {
	test(`${path} is for the operator, orchestrators and the session itself`, async () => {
		const {ask} = await open('four');

		const statuses = await Promise.all(
			['operator', 's-boss', 's-of-r-1', 's-worker'].map(async as => (await ask('GET', path, undefined, {as})).status),
		);

		expect(statuses).toEqual([200, 200, 200, 403]);
	});

	test(`${path} of a run in a window, of one that was removed, and of none says so`, async () => {
		const {ask, run} = await open('four');
		await rm(run.folder, {recursive: true});
		const of = async (id: string) => ask('GET', path.replace('r-1', id));

		expect(await of('r-2')).toMatchObject({
			status: 404,
			body: {reason: 'log-not-found', message: 'T-1 runs in a window; maestro attach none T-1 shows it'},
		});
		expect(await of('r-1')).toMatchObject({
			status: 404,
			body: {reason: 'log-not-found', message: expect.stringContaining('runs.keepMegabytes')},
		});
		expect(await of('r-9')).toMatchObject({status: 404, body: {reason: 'run-not-found'}});
		expect((await of('..%2f..')).status).toBe(400);
	});
}

const malformed = [
	'part?from=0',
	'part?from=-1&bytes=1',
	'part?from=0&bytes=1048577',
	'part?from=0&bytes=0',
	'find?from=0',
	'find?from=0&text=',
	`find?from=0&text=${'x'.repeat(201)}`,
	'find?from=0&text=x&backwards=perhaps',
];

for (const query of malformed) {
	test(`${query.slice(0, 40)} is malformed`, async () => {
		const {ask} = await open('four');

		expect(await ask('GET', `/api/runs/r-1/log/${query}`)).toMatchObject({status: 400, body: {reason: 'malformed'}});
	});
}
