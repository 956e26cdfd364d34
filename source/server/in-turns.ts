import {setImmediate as turn} from 'node:timers/promises';

/** How many are looked at in one turn: with the longest of messages that is a few milliseconds. */
const atOnce = 250;

/**
Looks at one after the other, and lets others have their turn in between. Stops when `each` answers true.
*/
export const inTurns = async <Item>(items: Iterable<Item>, each: (item: Item) => unknown): Promise<void> => {
	let seen = 0;
	for (const item of items) {
		if (each(item) === true) {
			return;
		}

		seen++;
		if (seen % atOnce === 0) {
			await turn();
		}
	}
};
