/**
Lets so many things go on at once, and has the others wait for their turn, in the order in which they came.
*/
export const atMost = (most: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
	const waiting: Array<() => void> = [];
	let running = 0;

	return async work => {
		if (running < most) {
			running += 1;
		} else {
			await new Promise<void>(resolve => {
				waiting.push(resolve);
			});
		}

		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next === undefined) {
				running -= 1;
			} else {
				next();
			}
		}
	};
};
