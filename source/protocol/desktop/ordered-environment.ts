import {z} from 'zod';

type Variables = Readonly<Record<string, string>>;

/** A kernel takes 128 KiB in one variable; all of them together share their room with the arguments. */
const maximums = {count: 256, nameLength: 128, valueBytes: 64 * 1024, bytes: 256 * 1024} as const;

// A shell keeps these for itself, and gives up where some of them are set.
const ofShells = new Set([
	...['BASHOPTS', 'BASH_VERSINFO', 'EUID', 'GROUPS', 'IFS', 'LINENO', 'OLDPWD', 'OPTIND', 'PPID', 'PWD', 'RANDOM'],
	...['SHELLOPTS', 'UID', '_'],
]);

/**
The variables that a desktop server gives a session. One that no program could be given refuses all of them, by its name: half an
environment would start another program than was meant.
*/
export const orderedEnvironment = z.unknown().transform((value, context): Variables => {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		context.addIssue({code: 'custom', message: 'expected names and values'});
		return z.NEVER;
	}

	const entries = Object.entries(value);
	const problem = problemOf(entries);
	if (problem !== undefined) {
		context.addIssue({code: 'custom', message: problem});
		return z.NEVER;
	}

	// The cast: a value that is no text is a problem.
	return Object.fromEntries(entries) as Variables;
});

const problemOf = (entries: ReadonlyArray<[string, unknown]>): string | undefined => {
	if (entries.length > maximums.count) {
		return `expected at most ${maximums.count} variables, got ${entries.length}`;
	}

	let bytes = 0;
	for (const [name, value] of entries) {
		const problem = problemOfOne(name, value);
		if (problem !== undefined) {
			return `${JSON.stringify(name.slice(0, 40))} ${problem}`;
		}

		bytes += Buffer.byteLength(name) + Buffer.byteLength(String(value)) + 2;
	}

	return bytes > maximums.bytes ? `expected at most ${maximums.bytes} bytes, got ${bytes}` : undefined;
};

const problemOfOne = (name: string, value: unknown): string | undefined => {
	if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || name.length > maximums.nameLength) {
		return 'is no name of a variable: those are letters, digits and _';
	}

	if (ofShells.has(name)) {
		return 'is a variable that shells keep for themselves';
	}

	if (typeof value !== 'string') {
		return 'has a value that is no text';
	}

	return value.includes('\0') || Buffer.byteLength(value) > maximums.valueBytes
		? `has a value that no program can be given: it has a NUL, or more than ${maximums.valueBytes} bytes`
		: undefined;
};
