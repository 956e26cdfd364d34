import type {WebSocket} from 'ws';
import {type LogEnd, largestLogPart} from '../../source/protocol/logs.js';
import {findText} from '../../source/server/logs/find-text.js';
import {longAgo} from './builders.js';

type Given = {
	readonly runId?: string;
	readonly agent?: string;
	readonly text?: string | Buffer;
	/** How many bytes there were at which time. */
	readonly marks?: ReadonlyArray<readonly [at: number, bytes: number]>;
	/** How long a search looks; as long as it has to unless given. */
	readonly searching?: () => Promise<void>;
	/** How long it takes to read a large part. */
	readonly saving?: () => Promise<void>;
};

type Query = Readonly<Record<string, string>>;

/** What a headless run prints, in memory: it grows when the test prints, and ends when the test says so. */
export const createFakeLog = ({
	runId = 'r-1',
	agent = 'custom',
	text = '',
	marks = [],
	searching,
	saving,
}: Given = {}) => {
	let bytes = Buffer.from(text);
	let end: (LogEnd & {readonly endedAt: number}) | undefined;
	const viewers = new Map<WebSocket, number>();
	/** The parts that were read, as first byte and length. */
	const reads: Array<readonly [from: number, length: number]> = [];

	const feed = (): void => {
		for (const [socket, at] of viewers) {
			if (bytes.length > at) {
				socket.send(bytes.subarray(at));
				viewers.set(socket, bytes.length);
			}

			if (end !== undefined) {
				const {endedAt: _, ...how} = end;
				socket.close(1000, JSON.stringify(how));
			}
		}
	};

	return {
		runId,
		reads,
		size: () => bytes.length,
		print(more: string | Buffer) {
			bytes = Buffer.concat([bytes, Buffer.from(more)]);
			feed();
		},
		end(how: LogEnd) {
			end = {...how, endedAt: longAgo + 60_000};
			feed();
		},
		facts: () => ({
			agent,
			size: bytes.length,
			isRunning: end === undefined,
			startedAt: longAgo,
			...end,
			marks,
		}),
		async part(query: Query) {
			const [from, length] = [Number(query.from), Number(query.bytes)];
			if (length === largestLogPart) {
				await saving?.();
			}

			reads.push([from, length]);
			return {from, bytes: bytes.subarray(from, from + length).toString('base64'), size: bytes.length};
		},
		async find({text: wanted = '', from, backwards}: Query) {
			await searching?.();
			const file = {
				size: async () => bytes.length,
				read: async (at: number, length: number) => bytes.subarray(at, at + length),
				close: async () => {},
			};
			return findText(file, {
				...{text: wanted, from: Number(from), isBackwards: backwards === 'true', most: 4 * 1024 * 1024},
				signal: new AbortController().signal,
			});
		},
		follow(socket: WebSocket, since: number) {
			viewers.set(socket, since);
			socket.on('close', () => viewers.delete(socket));
			feed();
		},
	};
};

export type FakeLog = ReturnType<typeof createFakeLog>;
