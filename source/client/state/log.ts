import type {OutputReader} from '../../domain/output.js';
import type {LogEnd} from '../../protocol/logs.js';
import type {ClientEvent} from '../event.js';
import {cutTo, endOfPiece, joined, type Piece} from '../log-bytes.js';
import type {LogView} from './log-view.js';
import type {Screen} from './screen.js';

/** What a server knows of a log. */
export type LogFacts = {
	readonly startedAt: number;
	readonly endedAt?: number | undefined;
	/** How many bytes there were at which time, oldest first. */
	readonly marks: ReadonlyArray<readonly [at: number, bytes: number]>;
	/** Makes lines for people of what the agent prints for programs. */
	readonly readOutput: OutputReader | undefined;
};

/** The log that is open: what is known of it, and the part of it that is looked at. */
export type Log = {
	readonly runId: string;
	readonly facts: LogFacts | undefined;
	/** Bytes that were printed so far. */
	readonly size: number;
	readonly piece: Piece | undefined;
	/** How its run ended, once all that it printed is counted in `size`. */
	readonly end: LogEnd | undefined;
	/** Since when it is not followed any more, while that is so, and why. */
	readonly cut: {readonly at: number; readonly reason: string} | undefined;
	/** Why it, or the part that is looked at, cannot be read. */
	readonly problem: string | undefined;
};

/** Bytes that are kept before and behind what is shown. */
const around = 512 * 1024;

/** The log of the screen as it is after the event, and none where that is closed. */
export const updateLog = (
	log: Log | undefined,
	event: ClientEvent,
	{log: view, stack}: Pick<Screen, 'log' | 'stack'>,
): Log | undefined =>
	view === undefined || !stack.includes('log')
		? undefined
		: updateOpen(log?.runId === view.runId ? log : unknownLog(view.runId), event, view.top);

const unknownLog = (runId: string): Log => ({
	runId,
	facts: undefined,
	size: 0,
	piece: undefined,
	end: undefined,
	cut: undefined,
	problem: undefined,
});

const updateOpen = (log: Log, event: ClientEvent, top: LogView['top']): Log => {
	switch (event.event) {
		case 'log:known': {
			const {runId, size, facts} = event.data;
			return runId === log.runId ? known({...log, facts, size: Math.max(log.size, size), problem: undefined}) : log;
		}

		case 'log:grew': {
			return event.data.runId === log.runId ? grown(log, event.data.piece, top) : log;
		}

		case 'log:read': {
			const {runId, piece, size} = event.data;
			const isOurs = runId === log.runId;
			return isOurs
				? {...log, size: Math.max(log.size, size), piece: kept(joined(log.piece, piece), top), problem: undefined}
				: log;
		}

		case 'log:failed': {
			return event.data.runId === log.runId ? {...log, problem: event.data.reason} : log;
		}

		case 'log:cut': {
			// Of many tries in a row the first one says since when.
			return event.data.runId === log.runId ? {...log, cut: log.cut ?? event.data} : log;
		}

		case 'log:live': {
			return event.data.runId === log.runId && log.cut !== undefined ? {...log, cut: undefined} : log;
		}

		case 'log:ended': {
			return event.data.runId === log.runId ? {...log, end: event.data.end, cut: undefined} : log;
		}

		// What could not be read there can be read here, or by now.
		case 'log:moved':
		case 'log:found':
		case 'connection:open': {
			return log.problem === undefined ? log : {...log, problem: undefined};
		}

		default: {
			return log;
		}
	}
};

/** Of a log that has nothing in it all is here. */
const known = (log: Log): Log => (log.size === 0 ? {...log, piece: {from: 0, bytes: new Uint8Array()}} : log);

/** Of what comes only that is kept which continues what is looked at; where the end is followed, so does whatever is newer. */
const grown = (log: Log, piece: Piece, top: LogView['top']): Log => {
	const size = Math.max(log.size, endOfPiece(piece));
	const end = log.piece === undefined ? 0 : endOfPiece(log.piece);
	const continues = endOfPiece(piece) > end && (top === 'end' || piece.from <= end);
	return continues && log.piece !== undefined
		? {...log, size, piece: kept(joined(log.piece, piece), top)}
		: {...log, size};
};

const kept = (piece: Piece, top: LogView['top']): Piece => {
	const middle = top === 'end' ? endOfPiece(piece) : top.at;
	const [from, to] = [middle - around, middle + around];
	// Cut only when it is worth it: most of what comes is a little more at the end.
	const isMuch = piece.from < from - around / 2 || endOfPiece(piece) > to;
	return isMuch && endOfPiece(piece) > from && piece.from < to ? cutTo(piece, from, to) : piece;
};
