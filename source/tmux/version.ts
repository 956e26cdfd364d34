export type Version = {
	readonly text: string;
	/** `undefined` for what has no number of its own, such as `master`: it is taken for newer than all. */
	readonly number: readonly [major: number, minor: number] | undefined;
};

/**
Reads what `tmux -V` prints, or `#{version}`: `tmux 3.3a`, `next-3.7`, `3.5-rc2`, `master`, `openbsd-7.5`. The first word is
the name that the program was called by.
*/
export const parseVersion = (printed: string): Version => {
	const text = printed.trim().split(/\s+/).at(-1) ?? '';
	// OpenBSD's own tmux is counted by releases of the system.
	const digits = text.startsWith('openbsd-') ? null : /(\d+)\.(\d+)/.exec(text);
	return {text, number: digits === null ? undefined : [Number(digits[1]), Number(digits[2])]};
};

export const isAtLeast = ({number}: Version, [major, minor]: readonly [number, number]): boolean =>
	number === undefined || number[0] > major || (number[0] === major && number[1] >= minor);
