import {setTimeout as pause} from 'node:timers/promises';

type Options = {
	readonly withinMs: number;
	readonly everyMs: number;
};

/**
Whether something comes true in time. Not by the clock of the machine, which can be set back.
*/
export const comesTrue = async (
	check: () => boolean | Promise<boolean>,
	{withinMs, everyMs}: Options,
): Promise<boolean> => {
	const end = performance.now() + withinMs;
	while (!(await check())) {
		if (performance.now() > end) {
			return false;
		}

		await pause(everyMs);
	}

	return true;
};
