import {endOfPiece} from '../log-bytes.js';
import type {State} from '../state/index.js';

type WantedPart = {readonly from: number; readonly bytes: number};

/** What is read at first, so that something is seen soon, and then at once to have enough around it. */
const firstPart = 64 * 1024;
const largePart = 256 * 1024;

/** The part of the open log that has to be read next for what is shown; none where enough of it is here. */
export const wantedPart = ({screen: {log: view}, log, connection}: State): WantedPart | undefined => {
	if (view === undefined || log?.facts === undefined || log.problem !== undefined || connection.phase !== 'open') {
		return undefined;
	}

	const {size, piece} = log;
	const at = Math.min(view.top === 'end' ? size : view.top.at, size);
	const range = (from: number, to: number): WantedPart | undefined => {
		const first = Math.max(0, from);
		return to > first ? {from: first, bytes: to - first} : undefined;
	};

	// Whoever follows a log that has run away goes on at its end, and reads nothing of what is between.
	if (piece === undefined || at < piece.from || at > endOfPiece(piece) + (view.top === 'end' ? largePart : 0)) {
		return range(at - firstPart, Math.min(size, at + firstPart));
	}

	const end = endOfPiece(piece);
	if (end < Math.min(size, at + largePart)) {
		return range(end, Math.min(size, end + largePart));
	}

	return piece.from > Math.max(0, at - largePart) ? range(piece.from - largePart, piece.from) : undefined;
};
