type Environment = Readonly<Record<string, string | undefined>>;

/** A process that this one runs in. */
export type Ancestor = {
	readonly pid: number;
	readonly program: string;
};

/** How to tell that this terminal is in a multiplexer. */
export type Sign = {
	readonly name: string;
	/** Whether a process is the server of the terminal that these variables speak of; `undefined` where they speak of none. */
	readonly serverIn: (environment: Environment) => ((ancestor: Ancestor) => boolean) | undefined;
};

type Options = {
	/** In the order in which they count where nothing else tells. */
	readonly signs: readonly Sign[];
	readonly environment: Environment;
	/** The nearest first. */
	readonly ancestors: () => Promise<readonly Ancestor[]>;
};

/**
The multiplexer that this terminal is in; of several, one in another, the innermost. Variables are inherited from one to the next, so
they do not tell which that is: the processes do, and where there are none any more, the order of the list.
*/
export const insideOf = async ({signs, environment, ancestors}: Options): Promise<string | undefined> => {
	const around = signs.flatMap(({name, serverIn}) => {
		const isServer = serverIn(environment);
		return isServer === undefined ? [] : [{name, isServer}];
	});
	if (around.length < 2) {
		return around[0]?.name;
	}

	for (const ancestor of await ancestors()) {
		const innermost = around.find(({isServer}) => isServer(ancestor));
		if (innermost !== undefined) {
			return innermost.name;
		}
	}

	return around[0]?.name;
};
