export type Sequences = {
	readonly add: (sequence: string) => void;
	/** All that was added since, in order. */
	readonly take: () => string;
};

/** What waits for a slow line may not grow without a bound; the newest is always kept. */
const most = 65_536;

/**
What goes to the terminal beside the picture, until it can go. Of titles only the last one counts, and it is told apart from the rest, as a
title has to be taken back.
*/
export const createSequences = (setTitle: (sequence: string) => void): Sequences => {
	let waiting: string[] = [];

	return {
		add(sequence) {
			if (isTitle.test(sequence)) {
				setTitle(sequence);
				return;
			}

			waiting.push(sequence);
			let length = waiting.reduce((sum, one) => sum + one.length, 0);
			while (length > most && waiting.length > 1) {
				length -= waiting.shift()?.length ?? 0;
			}
		},

		take() {
			const all = waiting.join('');
			waiting = [];
			return all;
		},
	};
};

const isTitle = /^\u001B\][02];/;
