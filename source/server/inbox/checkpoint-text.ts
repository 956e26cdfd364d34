import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Hold} from '../../domain/hold.js';
import type {Message} from '../../domain/message.js';
import {heldBy, type Item, leftOf, type OpenTaking} from './box.js';
import {columns, type Row, rowOf} from './checkpoint-row.js';
import type {Key, State} from './state.js';
import type {Passed} from './traffic.js';

export const checkpointVersion = 1;

export type SavedTaking = Omit<OpenTaking, 'items'> & {readonly ids: readonly string[]};

/**
The first line of a checkpoint: what is small, and how many lines there are of what follows. Those are the messages that wait (and those
that share their place in the record), then the idempotency keys, then all other messages, each oldest first.
*/
export type Head = {
	readonly version: number;
	readonly waiting: number;
	readonly keys: number;
	readonly columns: typeof columns;
	readonly boxes: readonly string[];
	readonly takings: readonly SavedTaking[];
	readonly released: readonly SavedTaking[];
	readonly holds: readonly Hold[];
	readonly between: ReadonlyArray<readonly [string, string]>;
	readonly sent: ReadonlyArray<readonly [string, readonly number[]]>;
	readonly passed: ReadonlyArray<readonly [string, readonly Passed[]]>;
	readonly visited: ReadonlyArray<readonly [string, number]>;
};

/** A message that waits, and the taking that had it last. */
export type WaitingLine = readonly [Row, formerTaking: string | null];

export type KeyLine = readonly [name: string, key: Key];

/** How many characters are made in one turn: half a millisecond's worth. */
const pieceLength = 64 * 1024;

/**
A state as text, as it is now: what is answered may be read at leisure, and lets others have their turn.
*/
export const describeState = (state: State): AsyncIterable<Uint8Array> => {
	const boxes = [...state.boxes.values()];
	const orders = new Set(
		boxes.flatMap(({pending}) => Object.values(pending).flatMap(items => [...items.values()].map(orderOf))),
	);
	const waiting: Array<readonly [Message, string | undefined]> = [];
	const settled: Message[] = [];
	for (const item of state.items.values()) {
		if (orders.has(orderOf(item))) {
			waiting.push([item.message, item.formerTaking]);
		} else {
			settled.push(item.message);
		}
	}

	const keys = [...state.keys];
	const head: Head = {
		version: checkpointVersion,
		waiting: waiting.length,
		keys: keys.length,
		columns,
		boxes: boxes.map(({id}) => id),
		takings: boxes.flatMap(({takings}) => [...takings.values()].map(taking => save(taking, heldBy(taking)))),
		released: boxes.flatMap(({released}) => [...released.values()].map(taking => save(taking, leftOf(taking)))),
		holds: [...state.holds.values()],
		between: [...state.between],
		sent: [...state.traffic.sent],
		passed: [...state.traffic.passed],
		visited: [...state.traffic.visited],
	};
	return inPieces([
		[JSON.stringify(head)],
		textOf(waiting, ([message, formerTaking]): WaitingLine => [rowOf(message), formerTaking ?? null]),
		textOf(keys, (key): KeyLine => key),
		textOf(settled, rowOf),
	]);
};

const orderOf = ({message}: Item): number => message.order;

const save = ({id, receiver, via, takenAt}: OpenTaking, items: readonly Item[]): SavedTaking => ({
	id,
	receiver,
	via,
	takenAt,
	ids: items.map(({message}) => message.id),
});

function* textOf<Value>(
	values: readonly Value[],
	lineOf: (value: Value) => unknown = value => value,
): Generator<string> {
	for (const value of values) {
		yield JSON.stringify(lineOf(value));
	}
}

async function* inPieces(parts: ReadonlyArray<Iterable<string>>): AsyncGenerator<Uint8Array> {
	let piece = '';
	for (const part of parts) {
		for (const line of part) {
			piece += `${line}\n`;
			if (piece.length >= pieceLength) {
				yield Buffer.from(piece);
				piece = '';
				await nextTurn();
			}
		}
	}

	yield Buffer.from(piece);
}
