/** Three numbers with dots between them: `2.1.329`. */
export type Version = string;

/**
The first version number in what a program prints about itself.
*/
export const findVersion = (text: string): Version | undefined => /\d+\.\d+\.\d+/.exec(text)?.[0];

/**
Whether a version is `oldest` or newer. One that nobody knows is not: what only newer programs take is left out then.
*/
export const isAtLeast = (version: Version | undefined, oldest: Version): boolean => {
	const found = numbersOf(version ?? '');
	if (found === undefined) {
		return false;
	}

	const wanted = numbersOf(oldest) ?? [];
	const difference = found.map((number, index) => number - (wanted[index] ?? 0)).find(number => number !== 0);
	return (difference ?? 0) >= 0;
};

const numbersOf = (version: Version): readonly number[] | undefined =>
	/^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number);
