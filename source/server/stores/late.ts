/**
Opens something when it is first wanted, and once; where that failed, the next who wants it tries again.
*/
export const late = <Value>(open: () => Promise<Value>): (() => Promise<Value>) => {
	let opened: Promise<Value> | undefined;
	return async () => {
		opened ??= open();
		try {
			return await opened;
		} catch (error) {
			opened = undefined;
			throw error;
		}
	};
};
