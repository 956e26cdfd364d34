import {Buffer} from 'node:buffer';
import type {Writable} from 'node:stream';
import {createReceipts, question} from './receipts.js';

/** What time it is, and how something is done later; the answer takes it back. */
export type Timing = {
	readonly clock: () => number;
	readonly schedule: (milliseconds: number, run: () => void) => () => void;
};

type Options = {
	readonly target: Pick<Writable, 'write' | 'writableLength'>;
	readonly timing: Timing;
	/** Is called when something may be sent again after it could not. */
	readonly onFree: () => void;
};

export type Outlet = {
	/** How many bytes may be sent now, about; none while the line is full, and without a limit while it keeps up. */
	readonly room: () => number;
	readonly send: (text: string) => void;
	/** Takes what came from the terminal, for the receipts in it. */
	readonly hear: (input: string) => void;
	/** Receipts that were asked for may be lost: somebody else had the terminal. */
	readonly startAgain: () => void;
	/** Whether what the terminal answers comes to us, and not to somebody else, or onto the screen; it does not to begin with. */
	readonly setListening: (isListening: boolean) => void;
	/** Whether all that was sent has arrived, as far as can be told. */
	readonly isQuiet: () => boolean;
};

/** A receipt that has not come by then is lost. */
const lostAfterMs = 10_000;
/** What is sent at a time while the line is known to be full, and nothing else about it. */
const pieceOfSlowLine = 1024;

/**
The line to a terminal, on which little is under way at any time, however slow it is: nothing is sent before what was sent has gone out.
*/
export const createOutlet = ({target, timing, onFree}: Options): Outlet => {
	const receipts = createReceipts(timing.clock);
	let keepsUp = true;
	let isListening = false;
	let stopWaiting: (() => void) | undefined;

	const settleWait = (): void => {
		stopWaiting?.();
		stopWaiting = receipts.isWaiting()
			? timing.schedule(lostAfterMs, () => {
					stopWaiting = undefined;
					receipts.startAgain({isDeaf: true});
					onFree();
				})
			: undefined;
	};

	const startAgain = (): void => {
		receipts.startAgain();
		settleWait();
	};

	return {
		room: () =>
			target.writableLength > 0 ? 0 : Math.min(receipts.room(), keepsUp ? Number.POSITIVE_INFINITY : pieceOfSlowLine),

		send(text) {
			const asks = isListening && receipts.count(Buffer.byteLength(text));
			target.write(asks ? text + question : text, () => {
				if (target.writableLength === 0) {
					onFree();
				}
			});
			keepsUp = target.writableLength === 0;
			if (asks) {
				settleWait();
			}
		},

		hear(input) {
			if (receipts.hear(input) > 0) {
				settleWait();
				onFree();
			}
		},

		startAgain,

		setListening(is) {
			isListening = is;
			startAgain();
		},
		isQuiet: () => target.writableLength === 0 && !receipts.isWaiting(),
	};
};
