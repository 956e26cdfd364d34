import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import {movedBy, topOfLog} from '../../source/client/select/log.js';
import {targetOf} from '../../source/client/select/log-jump.js';
import {wantedPart} from '../../source/client/select/log-wanted.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import type {Log} from '../../source/client/state/log.js';
import {longAgo} from '../helpers/builders.js';

const runId = 'r-1';
const server = {url: 'u', name: 'n', version: undefined, capabilities: []};
const facts = {startedAt: longAgo, marks: [], readOutput: undefined};

const opened = (size: number): State =>
	(
		[
			{event: 'connection:open', data: server},
			{event: 'terminal:resized', data: {columns: 80, rows: 24}},
			{event: 'log:opened', data: {sessionId: 's-1', runId}},
			{event: 'log:known', data: {runId, size, facts}},
		] satisfies ClientEvent[]
	).reduce<State>(update, initialState);

/** Reads all that is wanted, as the feed does. */
const read = (state: State, bytes: Buffer): State => {
	let now = state;
	for (let part = wantedPart(now); part !== undefined; part = wantedPart(now)) {
		const piece = {from: part.from, bytes: bytes.subarray(part.from, part.from + part.bytes)};
		now = update(now, {event: 'log:read', data: {runId, piece, size: bytes.length}});
	}

	return now;
};

const keptBytes = ({log}: State): number => log?.piece?.bytes.length ?? 0;

const twoMegabytes = 2 * 1024 * 1024;

test('whoever reads 50 MB from one end to the other keeps no more than a part of it, and always sees some', () => {
	const bytes = Buffer.from('a line of the log that is read\n'.repeat(1_700_000));
	let state = read(opened(bytes.length), bytes);
	let most = keptBytes(state);

	for (let at = 0; at < bytes.length; at += 100_000) {
		state = update(state, {event: 'log:moved', data: {to: {at}, size: bytes.length}});
		state = read(state, bytes);
		expect(topOfLog(state)).toBeDefined();
		most = Math.max(most, keptBytes(state));
	}

	expect(most).toBeLessThan(twoMegabytes);
});

for (const [title, isFollowing] of [
	['followed', true],
	['left where it is', false],
] as const) {
	test(`a log that grows by 50 MB while it is ${title} keeps no more than a part of it`, () => {
		let bytes = Buffer.from('first\n'.repeat(1000));
		let state = read(opened(bytes.length), bytes);
		state = isFollowing ? state : update(state, {event: 'log:moved', data: {to: {at: 60}, size: bytes.length}});
		const more = Buffer.from('more of it\n'.repeat(25_000));
		let size = bytes.length;
		let most = 0;

		for (let count = 0; count < 200; count += 1) {
			state = update(state, {event: 'log:grew', data: {runId, piece: {from: size, bytes: more}}});
			size += more.length;
			most = Math.max(most, keptBytes(state));
		}

		bytes = Buffer.alloc(0);
		expect(state.log?.size).toBe(size);
		expect(most).toBeLessThan(twoMegabytes);
		expect(topOfLog(state)?.at).toBe(isFollowing ? size - 19 * 11 : 60);
	});
}

test('what was shown is shown further on, whatever comes', () => {
	const bytes = Buffer.from('line\n'.repeat(1000));
	let state = read(opened(bytes.length), bytes);
	const to = movedBy(state, -3);
	state = update(state, {event: 'log:moved', data: {to: to ?? 'end', size: bytes.length}});
	const top = topOfLog(state);

	state = update(state, {event: 'log:grew', data: {runId, piece: {from: bytes.length, bytes: Buffer.from('x\ny\n')}}});

	expect(topOfLog(state)).toEqual(top);
	expect(state.screen.log?.seen).toBe(bytes.length);
});

test('a line of 10 MB is read by parts that say that it goes on', () => {
	const bytes = Buffer.from(`start\n${'x'.repeat(10 * 1024 * 1024)}\nend\n`);
	let state = read(opened(bytes.length), bytes);

	for (const at of [0, 5_000_000, 10_000_000]) {
		state = read(update(state, {event: 'log:moved', data: {to: {at}, size: bytes.length}}), bytes);
		expect(Math.abs((topOfLog(state)?.at ?? Number.NaN) - at)).toBeLessThan(256 * 1024);
		expect(keptBytes(state)).toBeLessThan(twoMegabytes);
	}
});

const minutes = 60_000;
const clock = (at: number) => new Date(at).toTimeString().slice(0, 5);
const log: Log = {
	...{runId, size: 1000, piece: undefined, end: undefined, cut: undefined, problem: undefined},
	facts: {
		...facts,
		marks: [
			[longAgo, 10],
			[longAgo + 10 * minutes, 500],
			[longAgo + 20 * minutes, 1000],
		],
	},
};

const targets: ReadonlyArray<readonly [written: string, at: number | undefined]> = [
	['50%', 500],
	[' 7 % ', 70],
	['100%', 1000],
	['101%', undefined],
	['-5m', 500],
	['-900s', 10],
	['-1h', 0],
	[clock(longAgo + 10 * minutes + minutes), 500],
	[clock(longAgo + 5 * minutes), 10],
	['25:00', undefined],
	['12:60', undefined],
	['', undefined],
	['yesterday', undefined],
];

for (const [written, at] of targets) {
	test(`"${written}" means ${at === undefined ? 'nothing' : `byte ${at}`}`, () => {
		const found = targetOf(written, log, longAgo + 20 * minutes);

		expect('at' in found ? found.at : undefined).toBe(at);
	});
}
