export type Version = {
	readonly text: string;
	readonly number: readonly [major: number, minor: number, patch: number] | undefined;
};

/**
Reads what `zellij --version` prints: `zellij 0.44.3`. `undefined` stands for a number that cannot be read.
*/
export const parseVersion = (printed: string): Version => {
	const text = printed.trim().split(/\s+/).at(-1) ?? '';
	const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
	return {text, number: patch === undefined ? undefined : [Number(major), Number(minor), Number(patch)]};
};

export const isAtLeast = ({number}: Version, wanted: readonly [number, number, number]): boolean => {
	if (number === undefined) {
		return false;
	}

	const index = wanted.findIndex((part, index) => part !== number[index]);
	return index === -1 || (number[index] ?? 0) > (wanted[index] ?? 0);
};

const isFrom45 = (version: Version | undefined): boolean => version !== undefined && isAtLeast(version, [0, 45, 0]);

/** It can open a tab and leave everybody where they are. */
export const canKeepFocus = isFrom45;

/** It can open a pane in the place of any other, not only of the one that somebody is in. */
export const canReplacePanes = isFrom45;

/** It gives a tab that opens while nobody looks no room, and drops it (zellij's issue 5594). */
export const losesUnattended = isFrom45;

/** Whoever comes when nobody looks is shown the tab that was looked at last. */
export const remembersTab = isFrom45;
