import {once} from 'node:events';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {WebSocket} from 'ws';
import {openEcho} from '../lib/echo.mjs';
import {median, quantile} from '../lib/statistics.mjs';
import {count, milliseconds, row} from '../lib/table.mjs';
import {createWorld} from '../lib/world.mjs';

const createSender = ({world, to, sockets, atEnd}) => {
	const agent = new http.Agent({keepAlive: true, maxSockets: sockets});
	atEnd(() => agent.destroy());

	/** Resolves with when it was answered, that is when the message was on disk. */
	return async text =>
		new Promise((resolve, reject) => {
			const body = JSON.stringify({message: text, metadata: {type: 'request', priority: 'medium'}});
			const headers = {
				authorization: `Bearer ${world.secret()}`,
				'content-type': 'application/json',
				'content-length': Buffer.byteLength(body),
			};
			const request = http.request(`${world.url()}/api/sessions/${to}/messages`, {method: 'POST', agent, headers});
			request.on('response', response => {
				response.resume();
				response.on('end', () =>
					response.statusCode === 201
						? resolve(performance.now())
						: reject(new Error(`A message was answered with ${response.statusCode}`)),
				);
			});
			request.on('error', reject);
			request.end(body);
		});
};

/** Watches the event channel. `sees` resolves with when a message with that text was pushed. */
const openWatcher = async ({world, atEnd}) => {
	const socket = new WebSocket(`${world.url().replace('http', 'ws')}/ws`, {
		headers: {authorization: `Bearer ${world.secret()}`},
		perMessageDeflate: false,
	});
	atEnd(() => socket.terminate());
	await once(socket, 'open');
	let wanted;
	socket.on('message', data => {
		const at = performance.now();
		const frame = String(data);
		if (wanted !== undefined && frame.includes('"message:created"') && frame.includes(wanted.text)) {
			wanted.resolve(at);
		}
	});
	return {
		sees: async text =>
			new Promise(resolve => {
				wanted = {text, resolve};
			}),
		close: () => socket.terminate(),
	};
};

/** A watcher that reads and does nothing, so that it costs us next to nothing. */
const openIdler = async ({world, atEnd}) => {
	const {hostname, port, host} = new URL(world.url());
	const socket = net.connect(Number(port), hostname);
	atEnd(() => socket.destroy());
	socket.on('error', () => {});
	socket.write(
		`GET /ws HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer ${world.secret()}\r\n\r\n`,
	);
	const [answer] = await once(socket, 'data');
	if (!String(answer).startsWith('HTTP/1.1 101')) {
		throw new Error(`A watcher was refused: ${String(answer).split('\r\n')[0]}`);
	}

	socket.resume();
};

/** One message at a time, and one echo after each. */
const measureLatency = async ({send, watcher, echo, times}) => {
	const result = {pushed: [], answered: [], echo: []};
	for (let number = -10; number < times; number++) {
		const text = `Please review change ${number}.${times} to the inbox reader in T-456: the parser drops the last line.`;
		const seen = watcher.sees(text);
		const began = performance.now();
		const [answeredAt, pushedAt] = await Promise.all([send(text), seen]);
		await pause(3);
		const floor = await echo();
		await pause(3);
		if (number >= 0) {
			result.pushed.push(pushedAt - began);
			result.answered.push(answeredAt - began);
			result.echo.push(floor);
		}
	}

	return result;
};

/** Messages a second when a hundred send at once, and echoes a second one at a time. */
const measureThroughput = async ({send, echo, times}) => {
	const perSecond = {messages: [], echoes: []};
	for (let round = 0; round < 3; round++) {
		const echoesBegan = performance.now();
		for (let number = 0; number < times; number++) {
			await echo();
		}

		const began = performance.now();
		perSecond.echoes.push((times * 1000) / (began - echoesBegan));
		await Promise.all(
			Array.from({length: 100}, async () => {
				for (let number = 0; number < times / 10; number++) {
					await send('Please review the change to the inbox reader.');
				}
			}),
		);
		perSecond.messages.push((times * 10 * 1000) / (performance.now() - began));
	}

	return perSecond;
};

const measure = async ({rounds, atEnd}) => {
	const world = await createWorld({atEnd});
	const {ids} = await world.populate(1);
	await world.start();
	const [to] = ids;
	const echo = await openEcho({file: path.join(world.folder, 'echo'), atEnd});
	const send = createSender({world, to, sockets: 1, atEnd});
	const watcher = await openWatcher({world, atEnd});
	const one = await measureLatency({send, watcher, echo, times: rounds(400)});

	watcher.close();
	await Promise.all(Array.from({length: 99}, async () => openIdler({world, atEnd})));
	const last = await openWatcher({world, atEnd});
	const hundred = await measureLatency({send, watcher: last, echo, times: rounds(200)});
	const throughput = await measureThroughput({
		send: createSender({world, to, sockets: 100, atEnd}),
		echo,
		times: rounds(200),
	});

	const line = (title, values, part, floor, atMost) =>
		row({
			title,
			value: milliseconds(quantile(values, part)),
			floor: milliseconds(floor),
			ratio: quantile(values, part) / floor,
			...(atMost === undefined ? {} : {atMost}),
		});
	return [
		line('send to pushed, p50', one.pushed, 0.5, median(one.echo), 1.6),
		line('send to pushed, p99', one.pushed, 0.99, quantile(one.echo, 0.99), 2.5),
		line('send to answered, p50', one.answered, 0.5, median(one.echo)),
		line('send to answered, p99', one.answered, 0.99, quantile(one.echo, 0.99)),
		line('with 100 watchers, p50', hundred.pushed, 0.5, median(one.pushed), 1.5),
		row({
			title: '100 senders over HTTP, a second',
			value: count(median(throughput.messages)),
			floor: count(median(throughput.echoes)),
			ratio: median(throughput.messages) / median(throughput.echoes),
		}),
	];
};

/** A message from a sender to disk and to a watcher, next to an echo over TCP that is on disk before it comes back. */
export const sendGroup = {name: 'send', title: 'Send to disk to screen', measure};
