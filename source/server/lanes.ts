/**
Runs one piece of work at a time for each name, in the order in which they came; different names do not wait for each other.
*/
export const createLanes = () => {
	const ends = new Map<string, Promise<unknown>>();

	return async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
		const before = ends.get(name);
		// What went wrong before is told to whoever asked for it.
		const result = before === undefined ? work() : before.then(work, work);
		ends.set(name, result);
		try {
			return await result;
		} finally {
			if (ends.get(name) === result) {
				ends.delete(name);
			}
		}
	};
};
