import type {OutputReader} from '../../domain/output.js';
import type {ClientEvent} from '../event.js';
import {cutTo, endOfPiece, joined, type Piece} from '../log-bytes.js';

/** Bytes of the end of a log that are shown beside a list. */
export const tailBytes = 16 * 1024;

/** The run whose log is shown beside the list of sessions. */
export type TailTarget = {readonly runId: string; readonly mode: string; readonly taskId: string};

/** The last that a headless run has printed, or why nobody can see it. */
export type LogTail = {
	readonly runId: string;
	readonly piece: Piece;
	readonly readOutput: OutputReader | undefined;
	readonly isOver: boolean;
	readonly reason: string | undefined;
};

export const updateLogTail = (tail: LogTail | undefined, event: ClientEvent): LogTail | undefined => {
	switch (event.event) {
		case 'tail:known': {
			return {...event.data, isOver: false, reason: undefined};
		}

		case 'tail:unknown': {
			return {...event.data, piece: {from: 0, bytes: new Uint8Array()}, readOutput: undefined, isOver: true};
		}

		case 'tail:grew': {
			return tail?.runId === event.data.runId ? {...tail, piece: lastOf(joined(tail.piece, event.data.piece))} : tail;
		}

		case 'tail:ended': {
			return tail?.runId === event.data.runId ? {...tail, isOver: true} : tail;
		}

		default: {
			return tail;
		}
	}
};

const lastOf = (piece: Piece): Piece => {
	const end = endOfPiece(piece);
	return piece.bytes.length > 2 * tailBytes ? cutTo(piece, end - tailBytes, end) : piece;
};
