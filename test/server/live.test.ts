import {expect, onTestFinished, test} from 'vitest';
import {WebSocket} from 'ws';
import type {MaestroEvent} from '../../source/domain/event.js';
import {createApp} from '../../source/server/app.js';
import {listen} from '../../source/server/listen.js';
import {createHub} from '../../source/server/live.js';
import {openSecrets} from '../../source/server/secrets.js';
import {session} from '../helpers/builders.js';
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
	const hub = createHub({clock: Date.now, signal: stopping.signal});
	const app = createApp({routes: [], secrets, roleOf: () => 'worker', log: () => {}});
	const {port, closed} = await listen({app, hub, ports: [0], signal: stopping.signal});
	const connect = (headers: Record<string, string> = {authorization: `Bearer ${secrets.operator}`}) => {
		const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, {headers});
		onTestFinished(() => socket.terminate());
		const frames: Frame[] = [];
		socket.on('message', data => frames.push(JSON.parse(String(data))));
		return {socket, frames};
	};
	const opened = async () => {
		const watcher = connect();
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
		hub.publish({event: 'message:deleted', data: {id: `m-${number}`}});
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
	hub.publish({event: 'message:deleted', data: {id: 'last'}});

	await eventually(() => expect(frames.at(-1)?.data?.id).toBe('last'));
	expect(frames.map(({event}) => event)).toEqual(['session:updated', 'session:deleted', 'message:deleted']);
});

test('a watcher without the operator’s secret, or from another origin, is turned away', async () => {
	const {connect, secrets, hub} = await start();
	const attempts = [
		{},
		{authorization: 'Bearer wrong'},
		{authorization: `Bearer ${secrets.forSession('s-1')}`},
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

	expect(statuses).toEqual(['401', '401', '403', '403', '403'].map(status => `Unexpected server response: ${status}`));
	expect(hub.watchers()).toBe(0);
});

test('a ping is answered', async () => {
	const {opened} = await start();
	const {socket, frames} = await opened();

	socket.send('not json');
	socket.send('{"type":"ping"}');

	await eventually(() => expect(frames).toEqual([{type: 'pong', timestamp: expect.any(Number)}]));
});

test('a port that is taken is passed over', async () => {
	const first = await start();
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	const hub = createHub({clock: Date.now, signal: stopping.signal});
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
	const hub = createHub({clock: Date.now, signal: stopping.signal});
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
