import {openApp} from '../lib/app.mjs';
import {writeMessages} from '../lib/messages.mjs';
import {residentBytes} from '../lib/processes.mjs';
import {mebibytes, row, skipped} from '../lib/table.mjs';
import {findTerminals} from '../lib/terminal.mjs';
import {createWorld} from '../lib/world.mjs';

/** Bytes that the app holds once it shows all that there is and has been used: one that nobody has used yet holds less. */
const memoryWith = async ({through, sessions, messages, keys, atEnd}) => {
	const world = await createWorld({atEnd});
	const {ids} = await world.populate(sessions);
	if (messages > 0) {
		await writeMessages({world, ids, count: messages, oneToOperatorOf: 1});
	}

	await world.start();
	// The first one fills the compile cache.
	await (await openApp({through, world, atEnd})).terminal.close();
	const {terminal} = await openApp({through, world, atEnd});
	for (let number = 0; number < keys; number++) {
		await terminal.press(number % 2 === 0 ? 'j' : 'k', 80);
	}

	const bytes = await residentBytes(terminal.pid);
	await terminal.close();
	return bytes / 2 ** 20;
};

const measure = async ({rounds, atEnd}) => {
	const through = await findTerminals();
	if (through === undefined) {
		return [skipped('Not measured: it takes script (util-linux) or python3 to give a program a terminal.')];
	}

	const keys = rounds(160);
	const few = await memoryWith({through, sessions: 100, messages: 0, keys, atEnd});
	const many = await memoryWith({through, sessions: 10_000, messages: 100_000, keys, atEnd});
	return [
		row({title: 'app, 100 sessions', value: mebibytes(few), compared: few, atMost: 130}),
		row({
			title: 'app, 10,000 sessions, 100,000 messages',
			value: mebibytes(many),
			floor: mebibytes(few),
			ratio: many / few,
			atMost: 1.3,
		}),
	];
};

/** What the app holds of memory when it has been used for a while, with few and with very many sessions. */
export const memoryGroup = {name: 'memory', title: 'Memory of the app', measure};
