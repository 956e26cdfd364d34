import {MaestroError} from '../../domain/errors.js';

const units = {ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000} as const;

/**
Milliseconds from what people write: `90s`, `10m`, `2h`, `7d`. `flag` is named where it is something else.
*/
export const readDuration = (text: string, flag: string): number => {
	const [, number, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
	if (number === undefined) {
		throw new MaestroError('malformed', `Expected ${flag} with a time such as 90s, 10m, 2h or 7d, got ${text}`);
	}

	return Number(number) * units[unit as keyof typeof units];
};
