import {setTimeout as pause} from 'node:timers/promises';
import {refuseLine} from '../multiplexer/line.js';
import type {TypingOptions, WindowReference} from '../multiplexer/multiplexer.js';
import {comesTrue} from '../system/comes-true.js';
import {capture} from './capture.js';
import {failed, windowGone} from './complaints.js';
import {findWindow} from './find-window.js';
import type {ZellijServer} from './server.js';
import type {Listing} from './windows.js';

/** A client takes an Enter that comes right behind a text for a part of what is pasted (agent-contract §4). */
const settleMs = 600;

const showTakesMs = 2000;

/** Short enough not to be wrapped as a rule. */
const tailLength = 8;

/** More than what any window shows at once. */
const shownLines = 200;

const enter = '13';

/**
Types a line into a pane of ours, looks at it again, and presses Enter. It looks whether the program still runs just before each: in a
pane whose program has ended, Enter would start it anew.
*/
export const typeLine = async (
	server: ZellijServer,
	listing: Listing,
	reference: WindowReference,
	text: string,
	{mayEnter}: TypingOptions,
): Promise<boolean> => {
	refuseLine(text);
	const send = async (action: string, ...keys: readonly string[]): Promise<boolean> => {
		const {window, pane} = await findWindow(listing, reference);
		if (window.life.state !== 'running' || pane.isAside) {
			return false;
		}

		const answer = await server.act([action, '--pane-id', reference.paneId, ...keys]);
		if (answer === undefined) {
			throw windowGone(reference.id);
		}

		if (!answer.isDone) {
			throw failed(`type into window ${reference.id}`, answer.complaint);
		}

		return true;
	};

	if (!(await send('write-chars', '--', text))) {
		return false;
	}

	await pause(settleMs);
	let screen = '';
	const tail = text.slice(-tailLength);
	const isShown = async () => {
		screen = await capture(server, listing, reference, {lines: shownLines, colours: false});
		return screen.includes(tail);
	};

	// zellij may be slow to hand the text on; a program may never show it.
	await comesTrue(isShown, {withinMs: showTakesMs, everyMs: 50});
	return (await mayEnter(screen)) && send('write', enter);
};
