import {expect, onTestFinished, test} from 'vitest';
import {WebSocket} from 'ws';
import type {MaestroEvent} from '../../source/domain/event.js';
import {createApp} from '../../source/server/app.js';
import {concernOf, maySee, passes} from '../../source/server/concern.js';
import {listen} from '../../source/server/listen.js';
import {createHub} from '../../source/server/live.js';
import {openSecrets} from '../../source/server/secrets.js';
import {message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {temporaryFolder} from '../helpers/temporary.js';

type Frame = {
	readonly event?: string;
	readonly type?: string;
	readonly data?: {readonly id?: string; readonly name?: string};
};

const start = async () => {
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	const secrets = await openSecrets(`${await temporaryFolder()}/operator`);
	const hub = createHub({concernOf, maySee, passes, clock: Date.now, signal: stopping.signal});
	const app = createApp({routes: [], secrets, roleOf: id => (id === 's-gone' ? undefined : 'worker'), log: () => {}});
	const {port, closed} = await listen({app, hub, ports: [0], signal: stopping.signal});
	const connect = (headers: Record<string, string> = {authorization: `Bearer ${secrets.operator}`}) => {
		const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, {headers});
		onTestFinished(() => socket.terminate());
		const frames: Frame[] = [];
		socket.on('message', data => frames.push(JSON.parse(String(data))));
		return {socket, frames};
	};
	const opened = async (as?: string) => {
		const watcher = connect(as === undefined ? undefined : {authorization: `Bearer ${secrets.forSession(as)}`});
		await new Promise((resolve, reject) => {
			watcher.socket.on('open', resolve);
			watcher.socket.on('error', reject);
		});
		return watcher;
	};
	return {hub, connect, opened, secrets, stopping, closed, port};
};

const updated = (name: string): MaestroEvent => ({event: 'session:updated', data: session({id: 's-1', name})});

test('of a burst of updates the last state always arrives, and not all in between', async () => {
	const {hub, opened} = await start();
	const {frames} = await opened();

	for (let number = 1; number <= 200; number++) {
		hub.publish(updated(`name ${number}`));
	}

	await eventually(() => expect(frames.at(-1)?.data?.name).toBe('name 200'));
	expect(frames[0]?.data?.name).toBe('name 1');
	expect(frames.length).toBeLessThan(10);
});

test('every event of a message arrives, in order', async () => {
	const {hub, opened} = await start();
	const {frames} = await opened();

	for (let number = 1; number <= 100; number++) {
		hub.publish({event: 'message:deleted', data: {id: `m-${number}`, from: 'a', to: 'b'}});
	}

	await eventually(() => expect(frames.length).toBe(100));
	expect(frames.map(({data}) => data?.id)).toEqual(Array.from({length: 100}, (_, index) => `m-${index + 1}`));
});

test('nothing comes after the end of a session but the end', async () => {
	const {hub, opened} = await start();
	const {frames} = await opened();

	hub.publish(updated('one'));
	hub.publish(updated('two'));
	hub.publish({event: 'session:deleted', data: {id: 's-1'}});
	hub.publish({event: 'message:deleted', data: {id: 'last', from: 'a', to: 'b'}});

	await eventually(() => expect(frames.at(-1)?.data?.id).toBe('last'));
	expect(frames.map(({event}) => event)).toEqual(['session:updated', 'session:deleted', 'message:deleted']);
});

test('a watcher without a secret, from another origin or of a session that is not there is turned away', async () => {
	const {connect, secrets, hub} = await start();
	const attempts = [
		{},
		{authorization: 'Bearer wrong'},
		{authorization: `Bearer ${secrets.forSession('s-gone')}`},
		{authorization: `Bearer ${secrets.forSession('s-1')}`, 'x-session-id': 's-2'},
		{authorization: `Bearer ${secrets.operator}`, origin: 'http://evil.example'},
		{authorization: `Bearer ${secrets.operator}`, host: 'evil.example'},
	];

	const statuses = await Promise.all(
		attempts.map(
			async headers =>
				new Promise(resolve => {
					connect(headers as Record<string, string>).socket.on('error', error => resolve(error.message));
				}),
		),
	);

	expect(statuses).toEqual(
		['401', '401', '401', '403', '403', '403'].map(status => `Unexpected server response: ${status}`),
	);
	expect(hub.watchers()).toBe(0);
});

test('a ping is answered', async () => {
	const {opened} = await start();
	const {socket, frames} = await opened();

	socket.send('not json');
	socket.send('{"type":"ping"}');

	await eventually(() => expect(frames).toEqual([{type: 'pong', timestamp: expect.any(Number)}]));
});

/** One event of each kind, about the sessions `a` and `b`, in an order that tells them apart. */
const everything: readonly MaestroEvent[] = [
	{event: 'project:created', data: project({id: 'p-1'})},
	{event: 'task:created', data: task({id: 'T-1', projectId: 'p-1'})},
	{event: 'task:deleted', data: {id: 'T-2'}},
	{event: 'session:created', data: session({id: 'a'})},
	{event: 'session:created', data: session({id: 'b'})},
	{event: 'session:deleted', data: {id: 'b'}},
	{event: 'message:created', data: message({id: 'm-1', from: 'b', to: 'a'})},
	{event: 'message:read', data: message({id: 'm-2', from: 'a', to: 'operator'})},
	{event: 'message:delivered', data: message({id: 'm-3', from: 'b', to: 'c'})},
	{event: 'message:deleted', data: {id: 'm-4', from: 'a', to: 'c'}},
	{event: 'message:deleted', data: {id: 'm-5', from: 'b', to: 'operator'}},
	{event: 'session:message_received', data: {sessionId: 'a', messageId: 'm-1'}},
	{event: 'session:message_sent', data: {sessionId: 'b', messageId: 'm-1'}},
	{event: 'hold:opened', data: {id: 'h-1', between: ['a', 'b'], count: 21, since: 1}},
	{event: 'notify:needs_input', data: {sessionId: 'a', name: 'A'}},
	{event: 'notify:needs_input', data: {sessionId: 'b', name: 'B'}},
	{event: 'task:session_added', data: {taskId: 'T-1', sessionId: 'a'}},
	{event: 'session:task_added', data: {taskId: 'T-1', sessionId: 'a'}},
	{event: 'notify:task_completed', data: {taskId: 'T-1', title: 'Mend the door'}},
	{event: 'notify:session_completed', data: {sessionId: 'b', name: 'B'}},
];
const last: MaestroEvent = {event: 'message:created', data: message({id: 'the-end', from: 'a', to: 'b'})};

/** Publishes everything, and gives what came of it, by the places in the list. */
const seenOf = async (hub: {publish: (event: MaestroEvent) => void}, frames: readonly Frame[]) => {
	const before = frames.length;
	everything.forEach(hub.publish);
	hub.publish(last);
	await eventually(() => expect(frames.at(-1)?.data?.id).toBe('the-end'));
	const known = everything.map(event => JSON.stringify(event));
	return frames.slice(before, -1).map(({event, data}) => known.indexOf(JSON.stringify({event, data})));
};

test('a session is told of its own messages and its own state, and of nothing else', async () => {
	const {hub, opened} = await start();
	const {frames} = await opened('a');

	expect(await seenOf(hub, frames)).toEqual([3, 6, 7, 9, 11, 17]);
});

const filters: ReadonlyArray<readonly [title: string, filter: object, without: readonly number[]]> = [
	['nothing', {}, []],
	['sessions', {sessionIds: ['a']}, [4, 5, 8, 10, 12, 15, 19]],
	['several sessions', {sessionIds: ['a', 'b', 'c']}, []],
	['another project', {projectId: 'p-2'}, [0, 1]],
	['tasks', {taskIds: ['T-2']}, [1, 16]],
	['tasks of another project', {taskIds: ['T-1'], projectId: 'p-2'}, [0, 1, 2]],
	['no repeats', {repeats: false}, [16, 17, 18, 19]],
];

for (const [title, filter, without] of filters) {
	test(`a watcher that names ${title} is told of the rest no more, until it unsubscribes`, async () => {
		const {hub, opened} = await start();
		const {socket, frames} = await opened();
		const all = everything.map((_, index) => index);

		socket.send(JSON.stringify({type: 'subscribe', ...filter}));
		await eventually(() => expect(frames).toEqual([{type: 'subscribed', ...filter, timestamp: expect.any(Number)}]));
		expect(await seenOf(hub, frames)).toEqual(all.filter(index => !without.includes(index)));

		socket.send(JSON.stringify({type: 'unsubscribe'}));
		await eventually(() => expect(frames.at(-1)).toEqual({type: 'unsubscribed', timestamp: expect.any(Number)}));
		expect(await seenOf(hub, frames)).toEqual(all);
	});
}

test('a session that subscribes to another one is told nothing of it', async () => {
	const {hub, opened} = await start();
	const {socket, frames} = await opened('a');

	socket.send(JSON.stringify({type: 'subscribe', sessionIds: ['a', 'b', 'operator']}));
	await eventually(() => expect(frames).toHaveLength(1));

	expect(await seenOf(hub, frames)).toEqual([3, 6, 7, 9, 11, 17]);
});

const nonsense: readonly unknown[] = [
	{type: 'subscribe', sessionIds: 'a'},
	{type: 'subscribe', sessionIds: ['a', 7]},
	{type: 'subscribe', sessionIds: Array.from({length: 1001}, (_, index) => `s-${index}`)},
	{type: 'subscribe', projectId: '../x'},
	{type: 'subscribe', taskIds: {length: 3}},
	{type: 'SUBSCRIBE'},
	{type: ['ping']},
	[{type: 'ping'}],
	null,
	'ping',
];

test('what makes no sense is passed over, and the channel stays as it was', async () => {
	const {hub, opened} = await start();
	const {socket, frames} = await opened();

	for (const frame of nonsense) {
		socket.send(JSON.stringify(frame));
	}

	socket.send('{"type":');
	socket.send(Buffer.from('{"type":"ping"}'), {binary: true});
	socket.send('{"type":"ping"}');

	await eventually(() => expect(frames).toEqual([{type: 'pong', timestamp: expect.any(Number)}]));
	expect(await seenOf(hub, frames)).toHaveLength(everything.length);
});

test('a frame of more than half a megabyte ends the connection, and no other', async () => {
	const {hub, opened} = await start();
	const large = await opened();
	const other = await opened();
	const gone = new Promise<number>(resolve => {
		large.socket.on('close', resolve);
	});

	large.socket.send(JSON.stringify({type: 'subscribe', sessionIds: ['x'.repeat(600_000)]}));

	expect(await gone).toBe(1009);
	await eventually(() => expect(hub.watchers()).toBe(1));
	hub.publish(last);
	await eventually(() => expect(other.frames).toHaveLength(1));
});

test('a port that is taken is passed over', async () => {
	const first = await start();
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	const hub = createHub({concernOf, maySee, passes, clock: Date.now, signal: stopping.signal});
	const app = createApp({routes: [], secrets: first.secrets, roleOf: () => 'worker', log: () => {}});

	const {port} = await listen({app, hub, ports: [first.port, 0], signal: stopping.signal});

	expect(port).not.toBe(first.port);
});

test('the listener closes with its watchers when the server ends', async () => {
	const {opened, stopping, closed} = await start();
	const {socket} = await opened();
	const gone = new Promise<number>(resolve => {
		socket.on('close', resolve);
	});

	stopping.abort();

	expect(await gone).toBe(1001);
	await closed;
});

test('watchers are told why the server ends, as far as a closing frame holds it', async () => {
	const {opened, stopping} = await start();
	const {socket} = await opened();
	const gone = new Promise<string>(resolve => {
		socket.on('close', (_, reason) => resolve(String(reason)));
	});

	stopping.abort(`another goes on here${'.'.repeat(200)}`);

	expect(await gone).toMatch(/^another goes on here\.{100}$/);
});

test('a watcher that does not say goodbye does not keep the server', async () => {
	const {opened, stopping, closed} = await start();
	const {socket} = await opened();
	// As behind a line that is cut: nothing is read any more.
	socket.pause();

	stopping.abort();

	await closed;
});

test('a server that was asked to stop while it started closes its listener at once', async () => {
	const {secrets} = await start();
	const stopping = new AbortController();
	stopping.abort();
	const hub = createHub({concernOf, maySee, passes, clock: Date.now, signal: stopping.signal});
	const app = createApp({routes: [], secrets, roleOf: () => 'worker', log: () => {}});

	const {closed} = await listen({app, hub, ports: [0], signal: stopping.signal});

	await closed;
});

test('a watcher that reads nothing is let go, and the others stay', async () => {
	const {hub, opened} = await start();
	const slow = await opened();
	const quick = await opened();
	slow.socket.pause();
	const large = 'x'.repeat(512 * 1024);

	for (let number = 0; number < 40; number++) {
		hub.publish({event: 'session:prompt_send', data: {sessionId: `s-${number}`, content: large, senderSessionId: 's'}});
		await eventually(() => expect(quick.frames.length).toBe(number + 1));
	}

	expect(hub.watchers()).toBe(1);
});

const statusIs = (status: 'working' | 'idle' | 'completed', lastActivity: number): MaestroEvent => ({
	event: 'session:status_changed',
	data: {id: 's-1', status, lastActivity},
});

test('of a burst of statuses the last always arrives, beside the last of the session itself', async () => {
	const {hub, opened} = await start();
	const {frames} = await opened();

	for (let number = 1; number <= 100; number++) {
		hub.publish(updated(`name ${number}`));
		hub.publish(statusIs(number === 100 ? 'completed' : 'working', number));
	}

	const last = (event: string) => frames.findLast(frame => frame.event === event)?.data;
	await eventually(() =>
		expect(last('session:status_changed')).toMatchObject({status: 'completed', lastActivity: 100}),
	);
	await eventually(() => expect(last('session:updated')?.name).toBe('name 100'));
	expect(frames.length).toBeLessThan(20);
});

test('a status that was about to be told is not told of a session that is gone', async () => {
	const {hub, opened} = await start();
	const {frames} = await opened();

	hub.publish(statusIs('working', 1));
	hub.publish(statusIs('idle', 2));
	hub.publish({event: 'session:deleted', data: {id: 's-1'}});
	hub.publish(statusIs('completed', 3));

	await eventually(() => expect(frames).toHaveLength(3));
	expect(frames.map(({event}) => event)).toEqual([
		...['session:status_changed', 'session:deleted', 'session:status_changed'],
	]);
});

test('a session is told of its own status and tasks, and not of those of others', async () => {
	const {hub, opened} = await start();
	const [own, other] = [await opened('s-1'), await opened('s-2')];

	hub.publish(statusIs('idle', 1));
	hub.publish({event: 'session:task_added', data: {sessionId: 's-1', taskId: 'T-1'}});
	hub.publish({event: 'notify:task_completed', data: {taskId: 'T-1', title: 'Mend the door'}});
	hub.publish({event: 'session:deleted', data: {id: 's-2'}});

	await eventually(() => expect(other.frames).toHaveLength(1));
	expect(own.frames.map(({event}) => event)).toEqual(['session:status_changed', 'session:task_added']);
});
