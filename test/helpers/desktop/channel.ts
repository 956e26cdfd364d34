import type {WebSocket} from 'ws';
import {type Envelope, type Filter, isImmediate, passes, subjectOf, throttleMs} from './envelope.js';
import type {FrameMemory, LiveFaults} from './live-faults.js';
import type {Time} from './time.js';
import type {Wiretap} from './wiretap.js';

const mostUnsent = 1024 * 1024;
const longestBehindMs = 30_000;
const batchMs = 50;

type Options = {
	readonly faults: LiveFaults;
	readonly wiretap: Wiretap;
	readonly time: Time;
};

type Client = FrameMemory & {filter: Filter; behindSince: number | undefined};

/** The event channel of a desktop server (contract §6), with its throttles, its drops and its silence about both. */
export const createChannel = ({faults, wiretap, time}: Options) => {
	const clients = new Map<WebSocket, Client>();
	let waiting: Envelope[] = [];
	let cancel: (() => void) | undefined;
	const sentAt = new Map<string, number>();

	const emit = (event: string, data: Envelope['data']): void => {
		const envelope = {type: event, event, data, timestamp: time.clock()};
		if (isImmediate(event)) {
			tell([envelope], false);
			return;
		}

		const window = throttleMs[event];
		const key = `${event} ${subjectOf(data)}`;
		if (window !== undefined && envelope.timestamp - (sentAt.get(key) ?? -window) < window) {
			// What has not left yet is replaced; anything later is lost, and no frame follows at the end.
			waiting = waiting.map(one => (one.event === event && subjectOf(one.data) === subjectOf(data) ? envelope : one));
			return;
		}

		sentAt.set(key, envelope.timestamp);
		waiting.push(envelope);
		cancel ??= time.schedule(batchMs, flush);
	};

	const flush = (): void => {
		const events = waiting;
		waiting = [];
		cancel = undefined;
		tell(events, true);
	};

	const tell = (events: readonly Envelope[], isBatch: boolean): void => {
		const left = faults.leave(events);
		for (const [socket, client] of clients) {
			const wanted = left.filter(event => passes(client.filter, event));
			if (wanted.length === 0) {
				if (events.some(event => passes(client.filter, event))) {
					wiretap.dropped();
				}

				continue;
			}

			for (const text of faults.shape(client, JSON.stringify(isBatch ? wanted : wanted[0]))) {
				send(socket, text);
			}
		}
	};

	const send = (socket: WebSocket, text: string): void => {
		const client = clients.get(socket);
		if (client === undefined || socket.readyState !== socket.OPEN) {
			return;
		}

		if (socket.bufferedAmount > mostUnsent) {
			wiretap.dropped();
			client.behindSince ??= time.clock();
			if (time.clock() - client.behindSince > longestBehindMs) {
				socket.terminate();
			}

			return;
		}

		client.behindSince = undefined;
		wiretap.sent(Buffer.byteLength(text));
		socket.send(text);
	};

	/** What a client says; everything that is not known is passed over in silence. */
	const hear = (socket: WebSocket, text: string): void => {
		const said = parse(text);
		const client = clients.get(socket);
		if (faults.isSilent() || client === undefined) {
			return;
		}

		switch (said?.type) {
			case 'ping': {
				send(socket, JSON.stringify({type: 'pong', timestamp: time.clock()}));
				return;
			}

			case 'subscribe': {
				const {sessionIds, projectId, taskIds} = said as Filter;
				client.filter = {
					...(sessionIds === undefined ? {} : {sessionIds}),
					...(projectId === undefined ? {} : {projectId}),
					...(taskIds === undefined ? {} : {taskIds}),
				};
				send(socket, JSON.stringify({type: 'subscribed', ...client.filter, timestamp: time.clock()}));
				return;
			}

			case 'unsubscribe': {
				client.filter = {};
				send(socket, JSON.stringify({type: 'unsubscribed', timestamp: time.clock()}));
			}
		}
	};

	return {
		emit,
		/** The sockets of those who watch. */
		sockets: (): readonly WebSocket[] => [...clients.keys()],
		/** Takes in a client. Nothing is said to it. */
		join(socket: WebSocket) {
			clients.set(socket, {filter: {}, behindSince: undefined});
			socket.on('message', data => hear(socket, String(data)));
			socket.on('ping', data => {
				if (!faults.isSilent()) {
					socket.pong(data);
				}
			});
			socket.on('close', () => clients.delete(socket));
			// What a client does wrong ends its connection, which is all that the server cares about.
			socket.on('error', () => socket.terminate());
		},
		/** Sends a text as it is to everyone. */
		say(text: string) {
			for (const socket of clients.keys()) {
				send(socket, text);
			}
		},
		/** Forgets what has not left yet. */
		clear() {
			cancel?.();
			cancel = undefined;
			waiting = [];
			sentAt.clear();
		},
	};
};

const parse = (text: string): {readonly type?: unknown} | undefined => {
	try {
		const said: unknown = JSON.parse(text);
		return typeof said === 'object' && said !== null ? said : undefined;
	} catch {
		return undefined;
	}
};
