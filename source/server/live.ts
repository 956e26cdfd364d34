import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocket, WebSocketServer} from 'ws';
import type {MaestroEvent} from '../domain/event.js';
import {writeFrame} from '../protocol/live.js';
import {readWatcherRequest, type WatcherFilter, writeWatcherAnswer} from '../protocol/watching.js';
import type {Clock} from '../system/clock.js';
import {sayFarewell} from './farewell.js';

/** Bytes that may wait for one watcher; one that is further behind is let go, and starts again with a snapshot. */
const mostBuffered = 4 * 1024 * 1024;
/** Two updates of one entity closer than this become one; the last state is always sent. */
const shortestGapMs = 50;

/** Bytes that a watcher may say at once: a filter with all the ids that it can have. */
const longestRequest = 512 * 1024;

export type Hub<Watcher> = {
	/**
	Tells every watcher whom the event is for. Updates of one entity that come fast are gathered: the newest goes out when the gap is
	over.
	*/
	publish: (event: MaestroEvent) => void;
	/** Makes a watcher of an upgrade request that was admitted. It is told of everything that it may see until it asks for less. */
	accept: (watcher: Watcher, request: IncomingMessage, socket: Duplex, head: Buffer) => void;
	readonly watchers: () => number;
};

type Options<Watcher, Concern> = {
	/** What an event is about. Asked once for each event; the other two for each watcher. */
	readonly concernOf: (event: MaestroEvent) => Concern;
	readonly maySee: (watcher: Watcher, concern: Concern) => boolean;
	readonly passes: (filter: WatcherFilter, concern: Concern) => boolean;
	readonly clock: Clock;
	/** Lets every watcher go when it aborts. */
	readonly signal: AbortSignal;
};

/**
The event channel: knows connections and events, nothing of sessions or messages.
*/
export const createHub = <Watcher, Concern>({
	concernOf,
	maySee,
	passes,
	clock,
	signal,
}: Options<Watcher, Concern>): Hub<Watcher> => {
	const server = new WebSocketServer({noServer: true, maxPayload: longestRequest, perMessageDeflate: false});
	const wants = new Map<WebSocket, (concern: Concern) => boolean>();
	const gathered = new Map<string, {newest: MaestroEvent | undefined; timer: NodeJS.Timeout}>();

	const send = (event: MaestroEvent) => {
		const concern = concernOf(event);
		let frame: Buffer | undefined;
		for (const [client, isWanted] of wants) {
			if (isWanted(concern)) {
				// One for everyone: most of the cost of many watchers is writing it out again for each.
				frame ??= Buffer.from(writeFrame(event, clock()));
				sendTo(client, frame);
			}
		}
	};

	const hear = (client: WebSocket, watcher: Watcher, text: string) => {
		const request = readWatcherRequest(text);
		if (request === undefined) {
			return;
		}

		if (request.type === 'subscribe') {
			wants.set(client, concern => maySee(watcher, concern) && passes(request, concern));
		} else if (request.type === 'unsubscribe') {
			wants.set(client, concern => maySee(watcher, concern));
		}

		sendTo(client, Buffer.from(writeWatcherAnswer(request, clock())));
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

	const forget = (key: string) => {
		clearTimeout(gathered.get(key)?.timer);
		gathered.delete(key);
	};

	signal.addEventListener('abort', () => {
		for (const {timer} of gathered.values()) {
			clearTimeout(timer);
		}

		sayFarewell(server, signal.reason);
	});

	return {
		publish(event) {
			const key = keyOf(event);
			if (key === undefined) {
				send(event);
				return;
			}

			if (event.event.endsWith(':deleted')) {
				// A deletion overtakes what it makes meaningless.
				forget(key);
				forget(statusKey(key));
				send(event);
				return;
			}

			const gap = gathered.get(key);
			if (gap !== undefined) {
				gap.newest = event;
				return;
			}

			send(event);
			gathered.set(key, {newest: undefined, timer: setTimeout(closeGap, shortestGapMs, key)});
		},
		accept(watcher, request, socket, head) {
			server.handleUpgrade(request, socket, head, client => {
				wants.set(client, concern => maySee(watcher, concern));
				client.on('close', () => wants.delete(client));
				client.on('message', (data, isBinary) => {
					if (!isBinary) {
						hear(client, watcher, String(data));
					}
				});
				// `ws` closes a connection that failed; there is nobody left to tell.
				client.on('error', () => client.terminate());
			});
		},
		watchers: () => [...server.clients].filter(({readyState}) => readyState === WebSocket.OPEN).length,
	};
};

/**
What an event takes the place of, or ends: updates of one entity, and what is said of one thing over and over. Messages do not: none of
their events is ever left out.
*/
const keyOf = ({event, data}: MaestroEvent): string | undefined => {
	if (/^(?:project|task|session):(?:updated|deleted)$/.test(event) && 'id' in data) {
		return `${event.slice(0, event.indexOf(':'))} ${data.id}`;
	}

	switch (event) {
		case 'session:status_changed': {
			return statusKey(`session ${data.id}`);
		}

		case 'notify:progress': {
			return `progress ${data.sessionId} ${data.taskId ?? ''}`;
		}

		default: {
			return undefined;
		}
	}
};

const statusKey = (entity: string): string => `${entity} status`;

const sendTo = (client: WebSocket, frame: Buffer): void => {
	if (client.bufferedAmount > mostBuffered) {
		client.terminate();
	} else {
		client.send(frame, {binary: false});
	}
};
