import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocket, WebSocketServer} from 'ws';
import type {MaestroEvent} from '../domain/event.js';
import {writeFrame} from '../protocol/live.js';
import type {Clock} from '../system/clock.js';

/** Bytes that may wait for one watcher; one that is further behind is let go, and starts again with a snapshot. */
const mostBuffered = 4 * 1024 * 1024;
/** Two updates of one entity closer than this become one; the last state is always sent. */
const shortestGapMs = 50;

/** How long a watcher has to close its side when the server ends. */
const farewellMs = 500;

export type Hub = {
	/** Tells every watcher. Updates of one entity that come fast are gathered: the newest goes out when the gap is over. */
	publish: (event: MaestroEvent) => void;
	/** Makes a watcher of an upgrade request that was admitted. */
	accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
	readonly watchers: () => number;
};

type Options = {
	readonly clock: Clock;
	/** Lets every watcher go when it aborts. */
	readonly signal: AbortSignal;
};

/**
The event channel: knows connections and events, nothing of sessions or messages.
*/
export const createHub = ({clock, signal}: Options): Hub => {
	const server = new WebSocketServer({noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false});
	const gathered = new Map<string, {newest: MaestroEvent | undefined; timer: NodeJS.Timeout}>();

	const send = (event: MaestroEvent) => {
		if (server.clients.size === 0) {
			return;
		}

		// One string for everyone: most of the cost of many watchers is writing it out again for each.
		const frame = Buffer.from(writeFrame(event, clock()));
		for (const client of server.clients) {
			if (client.bufferedAmount > mostBuffered) {
				client.terminate();
			} else {
				client.send(frame, {binary: false});
			}
		}
	};

	const closeGap = (key: string) => {
		const gap = gathered.get(key);
		if (gap?.newest === undefined) {
			gathered.delete(key);
			return;
		}

		send(gap.newest);
		gathered.set(key, {newest: undefined, timer: setTimeout(closeGap, shortestGapMs, key)});
	};

	signal.addEventListener('abort', () => {
		for (const {timer} of gathered.values()) {
			clearTimeout(timer);
		}

		for (const client of server.clients) {
			client.close(1001, 'the server ends');
		}

		// One that does not say goodbye (stopped, or behind a line that is cut) does not keep us alive.
		setTimeout(() => {
			for (const client of server.clients) {
				client.terminate();
			}
		}, farewellMs).unref();
	});

	return {
		publish(event) {
			const key = keyOf(event);
			if (key === undefined) {
				send(event);
				return;
			}

			const gap = gathered.get(key);
			if (event.event.endsWith(':updated') && gap !== undefined) {
				gap.newest = event;
				return;
			}

			if (gap !== undefined) {
				// A deletion overtakes what it makes meaningless.
				clearTimeout(gap.timer);
				gathered.delete(key);
			}

			send(event);
			if (event.event.endsWith(':updated')) {
				gathered.set(key, {newest: undefined, timer: setTimeout(closeGap, shortestGapMs, key)});
			}
		},
		accept(request, socket, head) {
			server.handleUpgrade(request, socket, head, client => {
				client.on('message', (data, isBinary) => {
					if (!isBinary && isPing(String(data))) {
						client.send(JSON.stringify({type: 'pong', timestamp: clock()}));
					}
				});
				// `ws` closes a connection that failed; there is nobody left to tell.
				client.on('error', () => client.terminate());
			});
		},
		watchers: () => [...server.clients].filter(({readyState}) => readyState === WebSocket.OPEN).length,
	};
};

/** Entities whose updates replace each other. Messages do not: none of their events is ever left out. */
const keyOf = ({event, data}: MaestroEvent): string | undefined =>
	/^(?:project|task|session):(?:updated|deleted)$/.test(event) && 'id' in data
		? `${event.slice(0, event.indexOf(':'))} ${data.id}`
		: undefined;

const isPing = (text: string): boolean => {
	try {
		const frame: unknown = JSON.parse(text);
		return typeof frame === 'object' && frame !== null && 'type' in frame && frame.type === 'ping';
	} catch {
		return false;
	}
};
