import {openApp} from '../lib/app.mjs';
import {writeMessages} from '../lib/messages.mjs';
import {cpuOf} from '../lib/processes.mjs';
import {median} from '../lib/statistics.mjs';
import {count, milliseconds, row, skipped} from '../lib/table.mjs';
import {bytesOf, findTerminals} from '../lib/terminal.mjs';
import {createWorld} from '../lib/world.mjs';

const backspace = '\u007F';

// How each list is come to from the one before, what says that it is open, and the keys that are pressed in it.
const lists = [
	{name: 'sessions', way: [], shows: '[Sessions]', keys: ['j', 'k']},
	{name: 'sessions, a filter is typed', way: ['/', 's', 'e', 's'], shows: 'ses', keys: ['s', backspace]},
	{name: 'sessions, filtered', way: ['\r'], shows: 'ses', keys: ['j', 'k']},
	{name: 'everyone’s inbox', way: ['\u001B', 'i', 't'], shows: "[Inbox]  everyone's", keys: ['j', 'k']},
	{name: 'everyone’s inbox, a filter is typed', way: ['/', 'p', 'a'], shows: 'pa', keys: ['r', backspace]},
	{name: 'messages found', way: ['\r', 'F', ...'parser', '\r'], shows: 'parser', keys: ['j', 'k']},
];

const openOn = async ({through, sessions, messages, atEnd}) => {
	const world = await createWorld({atEnd});
	const {ids} = await world.populate(sessions);
	await writeMessages({world, ids, count: messages, oneToOperatorOf: 10});
	await world.start();
	return openApp({through, world, atEnd});
};

/** Goes to a list, and waits until all that is fetched for it is there. */
const goTo = async ({terminal, picture}, {way, shows}) => {
	for (const key of way) {
		terminal.write(key);
		// Keys that come faster than a person's are taken for a paste.
		await picture.apply(bytesOf(await terminal.settle(150)));
	}

	await picture.apply(bytesOf(await terminal.settle(800)));
	if (!picture.lines().some(line => line.includes(shows))) {
		throw new Error(`Expected ${JSON.stringify(shows)} to be shown, but there is: ${picture.lines().join('\n')}`);
	}
};

/** The same keys in both, in turns. */
const measureList = async (apps, {keys}, turns) => {
	const pressIn = async (app, key) => {
		const before = await cpuOf(app.terminal.pid);
		const {wholeAfter, bytes} = await app.terminal.press(key, 60);
		const after = await cpuOf(app.terminal.pid);
		await app.picture.apply(bytes);
		return {wholeAfter, bytes: bytes.length, cpu: after === undefined ? undefined : after - before};
	};
	const pressed = apps.map(() => []);
	for (let number = -10; number < turns; number += 1) {
		for (const [index, app] of apps.entries()) {
			const press = await pressIn(app, keys[Math.abs(number) % keys.length]);
			// What has just been loaded is swept up, and what is used often is compiled, before it counts.
			if (number >= 0) {
				pressed[index].push(press);
			}
		}
	}

	return pressed;
};

const rowsOf = ({name}, [few, many]) => {
	const line = (what, member) => {
		const [floor, value] = [few, many].map(presses => median(presses.map(press => press[member])));
		return row({
			title: `${name}: ${what}`,
			value: milliseconds(value),
			floor: milliseconds(floor),
			ratio: value / floor,
			atMost: 1.2,
		});
	};
	return [
		line('key to last byte', 'wholeAfter'),
		few[0].cpu === undefined
			? skipped(`${name}: CPU of a key not measured, as it takes /proc to see so little.`)
			: line('CPU of a key', 'cpu'),
	];
};

const measure = async ({isQuick, rounds, atEnd}) => {
	const through = await findTerminals();
	if (through === undefined) {
		return [skipped('Not measured: it takes script (util-linux) or python3 to give a program a terminal.')];
	}

	const [few, many] = [
		{sessions: 200, messages: 2000},
		{sessions: 10_000, messages: isQuick ? 20_000 : 100_000},
	];
	const apps = [await openOn({through, ...few, atEnd}), await openOn({through, ...many, atEnd})];
	const inWords = ({sessions, messages}) => `${count(sessions)} sessions and ${count(messages)} messages`;
	const rows = [skipped(`${inWords(many)}; the floor is of ${inWords(few)}.`)];
	for (const list of lists) {
		for (const app of apps) {
			await goTo(app, list);
		}

		rows.push(...rowsOf(list, await measureList(apps, list, rounds(40))));
	}

	return rows;
};

/** What a key costs with very many sessions and messages, next to the same key in turns where there are few. */
export const manyGroup = {
	name: 'many',
	title: 'A key with very many sessions and messages',
	measure,
};
