import type {Piece} from '../log-bytes.js';

type Options = {
	readonly send: (piece: Piece) => void;
	readonly everyMs: number;
	/** Bytes that are kept until the next time; of more than these the first ones are left out. */
	readonly most: number;
};

/**
Gathers what a log grows by, so that it is handed on at most once in `everyMs`; what comes after a quiet time goes through at once.
However much comes, only a bounded part of it is in memory: whoever shows it reads what is left out where that is wanted.
*/
export const createGrowth = ({send, everyMs, most}: Options) => {
	let waiting: Uint8Array[] = [];
	let from = 0;
	let length = 0;
	let timer: NodeJS.Timeout | undefined;

	const flush = (): void => {
		clearTimeout(timer);
		timer = undefined;
		if (length === 0) {
			return;
		}

		timer = setTimeout(flush, everyMs);
		const bytes = Buffer.concat(waiting);
		const piece = {from, bytes};
		waiting = [];
		length = 0;
		send(piece);
	};

	return {
		add(bytes: Uint8Array, at: number): void {
			from = length === 0 ? at : from;
			waiting.push(bytes);
			length += bytes.length;
			while (length > most && waiting.length > 1) {
				const left = waiting.shift()?.length ?? 0;
				from += left;
				length -= left;
			}

			if (timer === undefined) {
				flush();
			}
		},
		flush,
		stop: () => clearTimeout(timer),
	};
};
