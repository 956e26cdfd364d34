/** How a body is sent: so many bytes in a second, or whole after a while. */
export type Pace = {readonly bytesPerSecond: number} | {readonly delayMs: number};

/** What goes wrong with requests while it is told to. */
export const createHttpFaults = () => {
	let refusals = 0;
	let refusesUpgrades = false;
	let pace: Pace | undefined;

	const takes503 = (): boolean => {
		if (refusals <= 0) {
			return false;
		}

		refusals -= 1;
		return true;
	};

	return {
		pace: () => pace,
		/** Whether this request is one of a storm. */
		takes503,
		/** Whether this upgrade is. */
		refusesUpgrade: (): boolean => refusesUpgrades && takes503(),
		controls: {
			/** The next so many requests are refused, as a proxy refuses when nobody is behind it; with `upgrades` those for the event channel as well. */
			refuseWith503(count: number, {upgrades = false}: {readonly upgrades?: boolean} = {}) {
				refusals = count;
				refusesUpgrades = upgrades;
			},
			/** Bodies take their time; `undefined` for at once. */
			slowBodies(how: Pace | undefined) {
				pace = how;
			},
		},
	};
};

export type HttpFaults = ReturnType<typeof createHttpFaults>;
