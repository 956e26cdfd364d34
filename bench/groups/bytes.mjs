import {openApp} from '../lib/app.mjs';
import {bytesRow, changesBy, changesByKeys} from '../lib/changes.mjs';
import {skipped} from '../lib/table.mjs';
import {findTerminals} from '../lib/terminal.mjs';
import {createWorld} from '../lib/world.mjs';

const [halfUp, home] = ['\u0015', '\u001B[H'];

/** What happens outside of the app: a badge of one session, and messages of one after the other. */
const createOutside = ({world, ids}) => {
	let number = 0;
	return {
		badge: async () => {
			number += 1;
			await world.ask('PATCH', `/api/sessions/${ids[25]}`, {status: number % 2 === 0 ? 'working' : 'idle'});
		},
		message: async () => {
			number += 1;
			const message = `The parser is done up to step ${100 + number}`;
			await world.ask('POST', '/api/sessions/operator/messages', {message}, ids[number % ids.length]);
		},
	};
};

/** Keys that go up from the end of the list until it scrolls, and from there on: by one, and then by half a page. */
const changesByScrolling = async (app, turns) => {
	await changesByKeys(app, ['G'], 200);
	for (let number = 0; number < 60; number += 1) {
		const [{cells}] = await changesByKeys(app, ['k'], 30);
		if (cells > 300) {
			break;
		}
	}

	return {
		byOne: await changesByKeys(app, Array(turns).fill('k')),
		byPage: await changesByKeys(app, Array(3).fill(halfUp)),
	};
};

const measure = async ({rounds, atEnd}) => {
	const through = await findTerminals();
	if (through === undefined) {
		return [skipped('Not measured: it takes script (util-linux) or python3 to give a program a terminal.')];
	}

	const world = await createWorld({atEnd});
	const {ids} = await world.populate(200);
	await world.start();
	const app = await openApp({through, world, atEnd});
	const outside = createOutside({world, ids});
	const press = async (count, ...keys) =>
		changesByKeys(
			app,
			Array.from({length: rounds(count) * keys.length}, (_, index) => keys[index % keys.length]),
			100,
		);
	// The first one of them also changes what was not touched for a while.
	const happen = async (count, what) => (await changesBy(app, Array(rounds(count) + 1).fill(what))).slice(1);
	const everySecond = (changes, first) => changes.filter((_, index) => index % 2 === first);

	const moves = await press(20, 'j', 'k');
	const badges = await happen(12, outside.badge);
	const aside = await happen(12, outside.message);
	const scrolls = await changesByScrolling(app, rounds(12));
	await changesByKeys(app, [home], 200);
	const help = await press(4, '?', 'q');
	const lists = await press(4, 'i', '-');
	await changesByKeys(app, ['i'], 300);
	const arriving = await happen(12, outside.message);
	const threads = await press(4, '\r', 'q');
	await changesByKeys(app, ['-', 'm'], 300);
	const typing = await press(20, 'e');
	return [
		bytesRow('cursor move', moves),
		bytesRow('scroll by one', scrolls.byOne),
		bytesRow('scroll by half a page', scrolls.byPage),
		bytesRow('badge change', badges),
		bytesRow('arriving message, sessions open', aside),
		bytesRow('arriving message, inbox open', arriving),
		bytesRow('a letter in compose', typing),
		bytesRow('the keys open', everySecond(help, 0)),
		bytesRow('the keys close', everySecond(help, 1)),
		bytesRow('the inbox opens', everySecond(lists, 0)),
		bytesRow('the inbox closes', everySecond(lists, 1)),
		bytesRow('a thread opens', everySecond(threads, 0)),
		bytesRow('a thread closes', everySecond(threads, 1)),
	];
};

/** What the app writes when something changes, next to what changes in the picture. An idle minute is in the group `idle`. */
export const bytesGroup = {name: 'bytes', title: 'Bytes of the app on the line, 200 × 60, 200 sessions', measure};
