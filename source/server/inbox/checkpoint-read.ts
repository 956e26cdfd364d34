import {type OpenTaking, openTaking} from './box.js';
import {messageOf} from './checkpoint-row.js';
import {checkpointVersion, type Head, type KeyLine, type SavedTaking, type WaitingLine} from './checkpoint-text.js';
import {createFold, type Fold} from './fold.js';
import {boxOf, place} from './place.js';
import {createSettled, readValues, type Settled} from './settled.js';
import {createState, type State} from './state.js';

export type Restored = {readonly fold: Fold; readonly settled: Settled};

const newline = 10;

/**
The fold that `describeState` spoke of. What waits is there at once, everything else as soon as somebody needs it. Throws when the text
is of another version.
*/
export const restoreFold = (text: Buffer, trafficSince?: number): Restored => {
	const lines = createCutter(text);
	const [head] = readValues<Head>(lines.take(1));
	if (head?.version !== checkpointVersion) {
		throw new TypeError(`what it says is of version ${head?.version}, and ${checkpointVersion} is read here`);
	}

	const state: State = createState(() => settled.complete());
	const fold = createFold({state, trafficSince});
	const waiting = readValues<WaitingLine>(lines.take(head.waiting));
	const keys = readValues<KeyLine>(lines.take(head.keys));
	const settled = createSettled({state, lines: lines.rest(), apply: fold.apply});

	for (const id of head.boxes) {
		boxOf(state, id);
	}

	for (const [name, key] of keys) {
		state.keys.set(name, key);
	}

	restoreWaiting(state, head, waiting);
	restoreRest(state, head);
	return {fold, settled};
};

const restoreWaiting = (state: State, {takings, released}: Head, waiting: readonly WaitingLine[]): void => {
	const idOf = (party: string) => boxOf(state, party).id;
	for (const [row, formerTaking] of waiting) {
		place(state, messageOf(row, idOf)).formerTaking = formerTaking ?? undefined;
	}

	const open = ({ids, ...taking}: SavedTaking): OpenTaking => ({
		...taking,
		items: ids.flatMap(id => state.items.peek(id) ?? []),
	});
	for (const taking of takings) {
		openTaking(boxOf(state, taking.receiver), open(taking));
	}

	for (const taking of released) {
		boxOf(state, taking.receiver).released.set(taking.id, open(taking));
	}
};

const restoreRest = ({holds, between, traffic}: State, head: Head): void => {
	for (const hold of head.holds) {
		holds.set(hold.id, hold);
	}

	fill(between, head.between);
	fill(
		traffic.sent,
		head.sent.map(([id, times]) => [id, [...times]]),
	);
	fill(
		traffic.passed,
		head.passed.map(([route, passed]) => [route, [...passed]]),
	);
	fill(traffic.visited, head.visited);
};

const fill = <Value>(map: Map<string, Value>, entries: ReadonlyArray<readonly [string, Value]>): void => {
	for (const [name, value] of entries) {
		map.set(name, value);
	}
};

/** Takes so many lines from the beginning of a text, time and again. */
const createCutter = (text: Buffer) => {
	let start = 0;

	return {
		take(count: number): Buffer {
			let end = start;
			for (let taken = 0; taken < count; taken++) {
				end = text.indexOf(newline, end) + 1;
				if (end === 0) {
					throw new TypeError(`it has not the ${count} lines that it should have`);
				}
			}

			const lines = text.subarray(start, end);
			start = end;
			return lines;
		},
		rest: (): Buffer => text.subarray(start),
	};
};
