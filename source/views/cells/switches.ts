/** What is switched on at a terminal, and has to be off when it is given back. */
export type Switch = 'alternate' | 'wrap' | 'cursor' | 'paste' | 'mouse' | 'focus' | 'keyboard' | 'title' | 'order';

// In the order they are switched on in; they go off the other way round.
const switches: ReadonlyArray<{readonly name: Switch; readonly off: string; readonly first?: string}> = [
	{name: 'title', first: '\u001B[22;0t', off: '\u001B[23;0t'},
	{name: 'cursor', off: '\u001B[?25h'},
	{name: 'alternate', off: '\u001B[?1049l'},
	// A line that a terminal finds wider than we do is cut at the edge, and does not push down all that is below it.
	{name: 'wrap', off: '\u001B[?7h'},
	// Off is as terminals have it by themselves: they put what is written from right to left into order, whatever stands beside it.
	{name: 'order', off: '\u001B[8h'},
	{name: 'keyboard', off: '\u001B[<u'},
	{name: 'paste', off: '\u001B[?2004l'},
	{name: 'mouse', off: '\u001B[?1000;1006l'},
	{name: 'focus', off: '\u001B[?1004l'},
];

export type Switches = {
	/** Says by which sequence something is switched on from now on; `undefined` for off. */
	readonly want: (name: Switch, on: string | undefined) => void;
	readonly isWanted: (name: Switch) => boolean;
	/** What has to be sent now: everything is off while the alternate screen is not wanted. */
	readonly takeChanges: () => string;
	/** Something else may have had the terminal: what is wanted is to be sent again. */
	readonly doubt: () => void;
	/** What switches off everything that was sent so far. */
	readonly allOff: () => string;
};

/**
Keeps what the program wants of the terminal apart from what the terminal was told, so that one can be made the other at any moment.
*/
export const createSwitches = (): Switches => {
	const wanted = new Map<Switch, string>();
	const sent = new Map<Switch, string>();

	const off = (names: ReadonlySet<Switch>): string =>
		switches
			.filter(({name}) => names.has(name))
			.reverse()
			.map(({off}) => off)
			.join('');

	return {
		want(name, on) {
			if (on === undefined) {
				wanted.delete(name);
			} else {
				wanted.set(name, on);
			}
		},
		isWanted: name => wanted.has(name),

		takeChanges() {
			const now = wanted.has('alternate') ? wanted : new Map<Switch, string>();
			const ended = new Set([...sent.keys()].filter(name => !now.has(name)));
			let changes = off(ended);
			for (const {name, first = ''} of switches) {
				const on = now.get(name);
				if (on !== undefined && on !== sent.get(name)) {
					changes += (sent.has(name) ? '' : first) + on;
				}
			}

			sent.clear();
			for (const [name, on] of now) {
				sent.set(name, on);
			}

			return changes;
		},

		doubt() {
			// The title that was there before is kept by the terminal, and must not be kept a second time.
			for (const name of [...sent.keys()].filter(each => each !== 'title')) {
				sent.delete(name);
			}
		},
		allOff: () => off(new Set(sent.keys())),
	};
};
