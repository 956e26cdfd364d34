import {median, quantile} from './statistics.mjs';
import {count, row} from './table.mjs';
import {bytesOf} from './terminal.mjs';

/** What keys change, one after the other: bytes on the line, and what they change in the picture. */
export const changesByKeys = async ({terminal, picture}, keys, quietMs = 50) => {
	const changes = [];
	for (const key of keys) {
		const {latency, bytes} = await terminal.press(key, quietMs);
		changes.push({latency, bytes: bytes.length, ...(await picture.apply(bytes))});
	}

	return changes;
};

/** What happenings from outside change, one after the other. */
export const changesBy = async ({terminal, picture}, happenings) => {
	const changes = [];
	for (const happen of happenings) {
		await picture.apply(bytesOf(await terminal.settle(150)));
		await happen();
		// What comes from outside is drawn ten times a second at most.
		const bytes = bytesOf(await terminal.settle(250));
		changes.push({bytes: bytes.length, ...(await picture.apply(bytes))});
	}

	return changes;
};

/** Bytes next to the cells that they change, and in how many runs of neighbours: each run has to be gone to. */
export const bytesRow = (title, changes, {unit = 'cells', atMost} = {}) => {
	const values = name => changes.map(change => change[name]);
	const bytes = median(values('bytes'));
	const changed = median(values(unit));
	return row({
		title: `${title}, bytes`,
		value: count(bytes),
		tail: count(quantile(values('bytes'), 0.95)),
		floor: `${count(median(values('cells')))} cells in ${count(median(values('runs')))}`,
		...(changed === 0 ? {compared: bytes, atMost: 0} : {ratio: bytes / changed, atMost}),
	});
};
