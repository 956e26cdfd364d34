const two = (number: number): string => String(number).padStart(2, '0');

/** A moment in milliseconds as people write it down, in their own time zone: `2026-11-21 14:30:05`. */
export const moment = (at: number): string => {
	const date = new Date(at);
	const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
	return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
};

/** How long something took, of milliseconds, in one number: `850ms`, `12.3s`, `4m`, `2h`, `3d`. */
export const took = (milliseconds: number): string => {
	const [unit, size] = units.findLast(([, size]) => milliseconds >= size) ?? ['ms', 1];
	const number = Math.max(0, milliseconds) / size;
	return `${unit === 's' ? Number(number.toFixed(1)) : Math.round(number)}${unit}`;
};

const units = [
	['ms', 1],
	['s', 1000],
	['m', 60_000],
	['h', 3_600_000],
	['d', 86_400_000],
] as const;
