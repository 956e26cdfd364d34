const minuteMs = 60_000;

/** How long ago something was, in one unit: `now`, `5m`, `3h`, `2d`, and `3y` where the days would not fit into four columns. */
export const ageOf = (at: number, now: number): string => {
	const minutes = Math.floor((now - at) / minuteMs);
	if (minutes < 1) {
		return 'now';
	}

	if (minutes < 60) {
		return `${minutes}m`;
	}

	const hours = Math.floor(minutes / 60);
	const days = Math.floor(hours / 24);
	return hours < 24 ? `${hours}h` : days < 1000 ? `${days}d` : `${Math.floor(days / 365)}y`;
};

/** How long something took, or takes: `42s` once it is over, else in minutes alone: `<1m`, `12m`, `1h 04m`, `2d 03h`. */
export const durationOf = (milliseconds: number, {isOver}: {readonly isOver: boolean}): string => {
	const minutes = Math.floor(milliseconds / minuteMs);
	if (minutes < 1) {
		return isOver ? `${Math.max(0, Math.round(milliseconds / 1000))}s` : '<1m';
	}

	if (minutes < 60) {
		return `${minutes}m`;
	}

	const hours = Math.floor(minutes / 60);
	return hours < 24 ? `${hours}h ${two(minutes % 60)}m` : `${Math.floor(hours / 24)}d ${two(hours % 24)}h`;
};

/** When something was, in the time of this place: `14:03`, and with the day where it was another one. */
export const momentOf = (at: number, now: number): string => {
	const then = new Date(at);
	const time = `${two(then.getHours())}:${two(then.getMinutes())}`;
	const isToday = then.toDateString() === new Date(now).toDateString();
	return isToday ? time : `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())} ${time}`;
};

/** A moment, and how long ago it was: `14:03, 5m ago`. */
export const momentAndAge = (at: number, now: number): string => {
	const age = ageOf(at, now);
	return `${momentOf(at, now)}${age === 'now' ? '' : `, ${age} ago`}`;
};

/** The time of day in this place, to the second: `14:03:05`. */
export const clockOf = (at: number): string => {
	const then = new Date(at);
	return [then.getHours(), then.getMinutes(), then.getSeconds()].map(two).join(':');
};

const two = (part: number): string => String(part).padStart(2, '0');
