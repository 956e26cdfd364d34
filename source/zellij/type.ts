import {setTimeout as pause} from 'node:timers/promises';
import {refuseLine} from '../multiplexer/line.js';
import type {Pasted, PasteOptions, Support, TypingOptions, WindowReference} from '../multiplexer/multiplexer.js';
import {toPaste} from '../multiplexer/paste.js';
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
	if (!(await send(server, listing, reference, 'write-chars', '--', text))) {
		return false;
	}

	await pause(settleMs);
	const tail = text.slice(-tailLength);
	// zellij may be slow to hand the text on; a program may never show it.
	const screen = await lookUntil(server, listing, reference, screen => screen.includes(tail));
	return (await mayEnter(screen)) && send(server, listing, reference, 'write', enter);
};

/**
Pastes a text into a pane of ours, and where Enter is wanted, looks at it again, and presses it. zellij takes a text as an argument alone.
*/
export const pasteText = async (
	server: ZellijServer,
	listing: Listing,
	reference: WindowReference,
	text: string,
	options: PasteOptions & Pick<Support, 'pasteBytes'>,
): Promise<Pasted> => {
	const {enter: isEntered, mayEnter} = options;
	const clean = toPaste(text, options, options);
	const before = await capture(server, listing, reference, {lines: shownLines, colours: false});
	if (!(await send(server, listing, reference, 'paste', '--', clean))) {
		return 'nothing';
	}

	if (!isEntered) {
		return 'pasted';
	}

	await pause(settleMs);
	// What a program shows of a long text is its own affair; that it shows something new is all that can be waited for.
	const screen = await lookUntil(server, listing, reference, screen => screen !== before);
	return (await mayEnter(screen)) && (await send(server, listing, reference, 'write', enter)) ? 'entered' : 'pasted';
};

/** Answers whether the pane takes keys, and was sent them. */
const send = async (
	server: ZellijServer,
	listing: Listing,
	reference: WindowReference,
	action: string,
	...keys: readonly string[]
): Promise<boolean> => {
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

/** What the window shows once it is as wanted, or when the time for that is over. */
const lookUntil = async (
	server: ZellijServer,
	listing: Listing,
	reference: WindowReference,
	isWanted: (screen: string) => boolean,
): Promise<string> => {
	let screen = '';
	const look = async () => {
		screen = await capture(server, listing, reference, {lines: shownLines, colours: false});
		return isWanted(screen);
	};

	await comesTrue(look, {withinMs: showTakesMs, everyMs: 50});
	return screen;
};
