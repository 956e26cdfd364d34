import {type Difference, differences} from './differences.js';
import type {Recording} from './recordings.js';

export type Asking = {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	/** As it goes over the line. */
	readonly body: string | undefined;
};

/** One frame of the event channel. */
export type Heard = {
	/** Whether it was an array. */
	readonly isBatch: boolean;
	readonly events: ReadonlyArray<{readonly event: string; readonly data: unknown}>;
};

/**
A server that recordings are replayed against. What it cannot do is left out, and not compared: without `heard` only answers are.
The least is `{ask: …}`, a function of a request, with or without a socket.
*/
export type Target = {
	readonly ask: (asking: Asking) => Promise<{readonly status: number; readonly body: unknown}>;
	/** Says something on the event channel. */
	readonly say?: (text: string) => void;
	/** The frames since the last time, once none is under way any more. */
	readonly heard?: () => Promise<readonly Heard[]>;
	/** Lets so much of the server's time go by. */
	readonly pass?: (milliseconds: number) => Promise<void>;
	/** Writes the recorded ids in a text as those of the server, where it has others. */
	readonly rename?: (text: string) => string;
};

/** One request of an exchange, and what is known of its answer. */
export type Step = {
	/** From the beginning of the exchange. */
	readonly atMs: number;
	readonly method: string;
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>> | undefined;
	/** A string is sent as it is. */
	readonly body?: unknown;
	readonly status?: number | undefined;
	readonly answer?: unknown;
	/** The members of the answer, where no more was recorded. */
	readonly members?: readonly string[];
};

/** Long enough for what is gathered to leave. */
const settlingMs = 60;

/**
Asks a server what was asked in a recording, and tells how its answers and frames differ from those that were recorded.

	const state = stateBefore(recording('sessions-patch-completed'));
	const server = await openServer({projects: state.projects, …});
	const found = await replay({ask: …}, recording('sessions-patch-completed'));
	expect(found.map(tell)).toEqual(['member hostname', 'member platform']);

A server that is meant to be more than the recorded one filters out what it may do: `extra` members, other `value`s, other `grouping`.
`steps` is for recordings that say less than was asked, such as a burst (`stepsOf`).
*/
export const replay = async (
	target: Target,
	recording: Recording,
	steps: readonly Step[] = stepsOf(recording),
): Promise<readonly Difference[]> => {
	const {rename = (text: string) => text} = target;
	const found: Difference[] = [];
	let now = 0;

	for (const {atMs, method, path, headers = {}, body, ...recorded} of steps) {
		await target.pass?.(Math.max(0, atMs - now));
		now = Math.max(now, atMs);
		const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
		const here = await target.ask({
			...{method, path: rename(path), headers},
			body: text === undefined ? undefined : rename(text),
		});
		found.push(...ofAnswer(recorded, here, rename));
	}

	for (const said of recording.request.sent ?? []) {
		target.say?.(typeof said === 'string' ? said : JSON.stringify(said));
	}

	await target.pass?.(settlingMs);
	const heard = await target.heard?.();
	return heard === undefined ? found : [...found, ...ofFrames(framesOf(recording, rename), heard)];
};

/** The requests of a recording, as far as it tells them; those of the command line one by one. */
export const stepsOf = ({request, response, cliCalls = []}: Recording): readonly Step[] => {
	const calls = cliCalls.map(
		({atMs, request: {method = '', path = '', headers, body}, status, responseKeys}): Step => ({
			...{atMs, method, path, headers, status, members: responseKeys},
			...(body === null ? {} : {body}),
		}),
	);
	const {method = '', path = '', headers, body} = request;
	const isRequest = /^[A-Z]+$/.test(method) && !['WS', 'CLI'].includes(method);
	const {status, body: answer} = response;
	return isRequest ? [{atMs: 0, method, path, headers, body, status, answer}, ...calls] : calls;
};

const ofAnswer = (
	{status, answer, members = []}: Pick<Step, 'status' | 'answer' | 'members'>,
	here: {readonly status: number; readonly body: unknown},
	rename: (text: string) => string,
): readonly Difference[] => {
	if (status !== undefined && here.status !== status) {
		return [{kind: 'status', at: '', recorded: status, here: here.status}];
	}

	const own = (here.body ?? {}) as Readonly<Record<string, unknown>>;
	const missing = members.filter(name => own[name] === undefined);
	return [
		...missing.map((at): Difference => ({kind: 'member', at, recorded: 'there', here: undefined})),
		...(answer === undefined || answer === null ? [] : differences(renamed(answer, rename), here.body)).map(
			(one): Difference => (one.at === 'code' ? {...one, kind: 'code'} : one),
		),
	];
};

const renamed = (value: unknown, rename: (text: string) => string): unknown =>
	JSON.parse(rename(JSON.stringify(value)));

/** The frames of a recording. What answers a client has no `event`, and is told by its type. */
const framesOf = ({frames}: Recording, rename: (text: string) => string): readonly Heard[] =>
	frames.map(({frame}) => readHeard(renamed(frame, rename)));

export const readHeard = (frame: unknown): Heard => ({
	isBatch: Array.isArray(frame),
	events: [frame].flat().map(item => {
		const {event, type, data} = item as {readonly event?: string; readonly type: string; readonly data?: unknown};
		return event === undefined ? {event: type, data: item} : {event, data};
	}),
});

const ofFrames = (recorded: readonly Heard[], here: readonly Heard[]): readonly Difference[] => {
	const names = new Set([...flat(recorded), ...flat(here)].map(({event}) => event));
	const found = [...names].flatMap(name => {
		const of = (all: readonly Heard[]) => flat(all).filter(({event}) => event === name);
		return ofEvent(name, of(recorded), of(here));
	});
	const order = (all: readonly Heard[]): string =>
		all.map(({events}) => events.map(({event}) => event).join()).join(' | ');
	const isOrderAlike = found.some(({kind}) => kind === 'event') || order(recorded) === order(here);
	return isOrderAlike
		? found
		: [...found, {kind: 'grouping', at: 'frames', recorded: order(recorded), here: order(here)}];
};

type Flat = {readonly event: string; readonly data: unknown; readonly mode: 'batched' | 'immediate'};

const flat = (all: readonly Heard[]): readonly Flat[] =>
	all.flatMap(({isBatch, events}) => events.map(event => ({...event, mode: isBatch ? 'batched' : 'immediate'})));

const ofEvent = (name: string, recorded: readonly Flat[], here: readonly Flat[]): readonly Difference[] => {
	const modes = (all: readonly Flat[]): string => all.map(({mode}) => mode).join();
	if (modes(recorded) !== modes(here)) {
		return [{kind: 'event', at: name, recorded: modes(recorded), here: modes(here)}];
	}

	return recorded.flatMap(({data}, index) => differences(data, here[index]?.data, name));
};
