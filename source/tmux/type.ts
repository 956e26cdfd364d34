import {randomBytes} from 'node:crypto';
import {setTimeout as pause} from 'node:timers/promises';
import {refuseLine} from '../multiplexer/line.js';
import type {Pasted, PasteOptions, Support, TypingOptions, WindowReference} from '../multiplexer/multiplexer.js';
import {toPaste} from '../multiplexer/paste.js';
import {capture} from './capture.js';
import {failed, saysGone, saysServerDied, windowGone} from './complaints.js';
import {onlyIfTakesKeys, onlyIfTakesPaste, saysNotMine, saysTakesNoKeys} from './guard.js';
import type {Command} from './quoting.js';
import type {Answer, TmuxServer} from './server.js';

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
	return (await sendKeys(server, reference, ['-l', '--', text])) && pressEnter(server, reference, mayEnter);
};

/**
Pastes a text into a pane of ours, and where Enter is wanted, looks at it again, and presses it. The text goes to tmux by a buffer, which
is read from standard input: no list of processes shows it.
*/
export const pasteText = async (
	server: TmuxServer,
	reference: WindowReference,
	text: string,
	options: PasteOptions & Pick<Support, 'pasteBytes'>,
): Promise<Pasted> => {
	const {enter, mayEnter, takesLines} = options;
	const clean = toPaste(text, options, options);
	const buffer = `maestro-${randomBytes(9).toString('hex')}`;
	// In a call of its own: what a call that is ended has read of its input must not be pasted.
	const loaded = await server.call([['load-buffer', '-b', buffer, '-']], clean);
	if (!loaded.isDone) {
		throw complain(loaded, reference);
	}

	const guard = takesLines ? onlyIfTakesPaste(reference.key) : onlyIfTakesKeys(reference.key);
	// `-p`: marks for a program that has asked for them. `-r`: to one that has not, a line end is no Enter.
	const paste: Command = ['paste-buffer', '-d', '-p', '-r', '-b', buffer, '-t', reference.paneId];
	if (!(await act(server, reference, guard, paste, async () => server.call([['delete-buffer', '-b', buffer]])))) {
		return 'nothing';
	}

	return enter && (await pressEnter(server, reference, mayEnter)) ? 'entered' : 'pasted';
};

const pressEnter = async (
	server: TmuxServer,
	reference: WindowReference,
	mayEnter: TypingOptions['mayEnter'],
): Promise<boolean> => {
	await pause(settleMs);
	const screen = await capture(server, reference, {lines: shownLines, colours: false});
	return (await mayEnter(screen)) && sendKeys(server, reference, ['Enter']);
};

const sendKeys = async (server: TmuxServer, reference: WindowReference, keys: readonly string[]): Promise<boolean> =>
	act(server, reference, onlyIfTakesKeys(reference.key), ['send-keys', '-t', reference.paneId, ...keys]);

/** Answers whether the pane passed the guard, and the command was run. */
const act = async (
	{call}: TmuxServer,
	reference: WindowReference,
	guard: string,
	command: Command,
	ifNot: () => Promise<unknown> = async () => {},
): Promise<boolean> => {
	const answer = await call([['set-option', '-p', '-t', reference.paneId, guard, '1'], command]);
	if (answer.isDone) {
		return true;
	}

	await ifNot();
	if (saysTakesNoKeys(answer.complaint)) {
		return false;
	}

	throw complain(answer, reference);
};

const complain = ({complaint}: Answer, {id}: WindowReference) =>
	saysGone(complaint) || saysNotMine(complaint) || saysServerDied(complaint)
		? windowGone(id)
		: failed(`type into window ${id}`, complaint);
