import {setTimeout as pause} from 'node:timers/promises';
import {refuseLine} from '../multiplexer/line.js';
import type {TypingOptions, WindowReference} from '../multiplexer/multiplexer.js';
import {capture} from './capture.js';
import {failed, saysGone, saysServerDied, windowGone} from './complaints.js';
import {onlyIfTakesKeys, saysNotMine, saysTakesNoKeys} from './guard.js';
import type {TmuxServer} from './server.js';

/** A client takes an Enter that comes right behind a text for a part of what is pasted (agent-contract §4). */
const settleMs = 600;

/** More than what any window shows at once. */
const shownLines = 200;

/**
Types a line into a pane of ours, looks at it again, and presses Enter.
*/
export const typeLine = async (
	server: TmuxServer,
	reference: WindowReference,
	text: string,
	{mayEnter}: TypingOptions,
): Promise<boolean> => {
	refuseLine(text);
	// Literally, and behind `--`: a text may be the name of a key, or begin as an option does.
	if (!(await send(server, reference, ['-l', '--', text]))) {
		return false;
	}

	await pause(settleMs);
	const screen = await capture(server, reference, {lines: shownLines, colours: false});
	return (await mayEnter(screen)) && send(server, reference, ['Enter']);
};

/** Answers whether the pane takes keys, and was sent them. */
const send = async (
	{call}: TmuxServer,
	{id, paneId, key}: WindowReference,
	keys: readonly string[],
): Promise<boolean> => {
	const {isDone, complaint} = await call([
		['set-option', '-p', '-t', paneId, onlyIfTakesKeys(key), '1'],
		['send-keys', '-t', paneId, ...keys],
	]);
	if (isDone) {
		return true;
	}

	if (saysTakesNoKeys(complaint)) {
		return false;
	}

	if (saysGone(complaint) || saysNotMine(complaint) || saysServerDied(complaint)) {
		throw windowGone(id);
	}

	throw failed(`type into window ${id}`, complaint);
};
