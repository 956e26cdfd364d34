const minuteMs = 60_000;

/** How long ago something was, in one unit: `now`, `5m`, `3h`, `2d`. */
export const ageOf = (at: number, now: number): string => {
	const minutes = Math.floor((now - at) / minuteMs);
	if (minutes < 1) {
		return 'now';
	}

	if (minutes < 60) {
		return `${minutes}m`;
	}

	return minutes < 24 * 60 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / (24 * 60))}d`;
};

/** When something was, in the time of this place: `14:03`, and with the day where it was another one. */
export const momentOf = (at: number, now: number): string => {
	const then = new Date(at);
	const time = `${two(then.getHours())}:${two(then.getMinutes())}`;
	const isToday = then.toDateString() === new Date(now).toDateString();
	return isToday ? time : `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())} ${time}`;
};

const two = (part: number): string => String(part).padStart(2, '0');
