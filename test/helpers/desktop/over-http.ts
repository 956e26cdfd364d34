import {once} from 'node:events';
import {WebSocket} from 'ws';
import {type Heard, readHeard, type Target} from './replay.js';

type Options = {
	/** Without a path. */
	readonly url: string;
	/** Of every request and of the event channel. */
	readonly headers?: Readonly<Record<string, string>>;
	readonly pass?: Target['pass'];
	/** The event channel's path. */
	readonly channel?: string;
};

/** A server over its sockets, as a target of a replay. Resolves once it listens to the event channel. */
export const overHttp = async ({url, headers = {}, pass, channel = '/'}: Options) => {
	const socket = new WebSocket(`${url.replace('http', 'ws')}${channel}`, {headers});
	let heard: Heard[] = [];
	socket.on('message', data => {
		heard.push(readHeard(JSON.parse(String(data))));
	});
	await once(socket, 'open');

	const target: Target = {
		async ask({method, path, headers: own, body}) {
			const response = await fetch(`${url}${path}`, {
				method,
				headers: {'content-type': 'application/json', ...headers, ...own},
				...(body === undefined ? {} : {body}),
			});
			const text = await response.text();
			const isJson = response.headers.get('content-type')?.includes('json') === true;
			return {status: response.status, body: isJson ? JSON.parse(text) : text};
		},
		say: text => socket.send(text),
		// What was sent before a pong came before it.
		async heard() {
			const pong = once(socket, 'pong');
			socket.ping();
			await pong;
			const all = heard;
			heard = [];
			return all;
		},
		...(pass === undefined ? {} : {pass}),
	};

	return {target, close: () => socket.terminate()};
};
