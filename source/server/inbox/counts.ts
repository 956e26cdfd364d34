/**
How many there are of something, by name; names of which there is none are not kept.
*/
export type Counts = {
	readonly get: (name: string) => number;
	readonly add: (name: string) => void;
	readonly take: (name: string) => void;
};

export const createCounts = (): Counts => {
	const counts = new Map<string, number>();
	const change = (name: string, by: number): void => {
		const count = (counts.get(name) ?? 0) + by;
		if (count === 0) {
			counts.delete(name);
		} else {
			counts.set(name, count);
		}
	};
	return {
		get: name => counts.get(name) ?? 0,
		add: name => change(name, 1),
		take: name => change(name, -1),
	};
};
