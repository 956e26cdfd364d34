/** A question that every terminal answers with "all is well", and so a receipt for all that it was sent before. */
export const question = '\u001B[5n';
const answers = /\u001B\[0n/g;

/** What may be under way without a receipt, at least and at most, in bytes. */
const [smallestWindow, largestWindow] = [512, 65_536];

export type Receipts = {
	/** Counts bytes that are sent; answers whether a receipt is to be asked for behind them. */
	readonly count: (bytes: number) => boolean;
	/** Takes what came from the terminal; answers how many receipts were in it. */
	readonly hear: (input: string) => number;
	/** How many bytes may be sent now, as far as receipts can tell. */
	readonly room: () => number;
	readonly isWaiting: () => boolean;
	/** Those that are out may be lost. */
	readonly startAgain: (options?: {readonly isDeaf: boolean}) => void;
};

/**
Knows how much is under way to a terminal. A stream tells only what the next buffer took, and before a terminal far away there are many:
so the terminal itself is asked. What may be under way is what the line carries in a second, so that what is sent now is seen no later
than that. As long as a terminal never answered, nothing is held back for it.
*/
export const createReceipts = (clock: () => number): Receipts => {
	let asked: Array<{readonly bytes: number; readonly at: number}> = [];
	let sinceAsked = 0;
	let isDue = true;
	let hasAnswered = false;
	let bytesPerSecond = 0;
	let arrivedAt = 0;
	let wasFull = false;

	const underWay = (): number => asked.reduce((sum, {bytes}) => sum + bytes, sinceAsked);
	const window = (): number => Math.min(largestWindow, Math.max(smallestWindow, bytesPerSecond));

	const take = ({bytes, at}: {readonly bytes: number; readonly at: number}): void => {
		const now = clock();
		const measured = (bytes * 1000) / Math.max(1, now - Math.max(at, arrivedAt));
		// That little went over it says nothing against a line that was not full.
		bytesPerSecond = Math.max(measured, wasFull ? bytesPerSecond / 2 : bytesPerSecond);
		arrivedAt = now;
		hasAnswered = true;
		wasFull = false;
	};

	return {
		count(bytes) {
			sinceAsked += bytes;
			const isSlow = hasAnswered && bytesPerSecond < 8192;
			if (!isDue && (sinceAsked < (isSlow ? 256 : 1024) || !hasAnswered)) {
				return false;
			}

			asked.push({bytes: sinceAsked, at: clock()});
			sinceAsked = 0;
			isDue = false;
			return true;
		},

		hear(input) {
			const count = input.match(answers)?.length ?? 0;
			for (const one of asked.slice(0, count)) {
				take(one);
			}

			asked = asked.slice(count);
			return count;
		},

		room() {
			if (!hasAnswered) {
				return Number.POSITIVE_INFINITY;
			}

			// Without a receipt to wait for, the next frame asks for one.
			const left = asked.length === 0 ? window() : window() - underWay();
			wasFull ||= left <= 0;
			return Math.max(0, left);
		},
		isWaiting: () => hasAnswered && asked.length > 0,

		startAgain({isDeaf} = {isDeaf: false}) {
			asked = [];
			sinceAsked = 0;
			isDue = true;
			hasAnswered &&= !isDeaf;
		},
	};
};
