import {once} from 'node:events';
import {onTestFinished} from 'vitest';
import {WebSocket} from 'ws';
import type {Envelope} from './envelope.js';

type Options = {readonly path?: string; readonly headers?: Readonly<Record<string, string>>};

/** A client that hears the event channel of a desktop server until the test ends. */
export const watchDesktop = async (url: string, {path = '/', headers = {}}: Options = {}) => {
	const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, {headers});
	const texts: string[] = [];
	socket.on('message', data => texts.push(String(data)));
	onTestFinished(() => socket.terminate());
	await once(socket, 'open');

	const events = (): readonly Envelope[] => texts.flatMap(text => JSON.parse(text) as Envelope | readonly Envelope[]);

	return {
		socket,
		/** Frames as they came. */
		texts,
		/** Events of all frames. */
		events,
		/** What these are called. */
		names: (): readonly string[] => events().map(({type}) => type),
		say: (message: unknown) => socket.send(JSON.stringify(message)),
	};
};

/** With what status an upgrade is refused; `undefined` where there is no answer at all. */
export const refusedUpgrade = async (url: string, {path = '/', headers = {}}: Options = {}) => {
	const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, {headers});
	const [error] = (await once(socket, 'error')) as [Error];
	const status = /Unexpected server response: (\d+)/.exec(error.message)?.[1];
	return status === undefined ? undefined : Number(status);
};
