import type {Composer, PromptState} from '../../agents/agent.js';
import type {Multiplexer, WindowReference} from '../../multiplexer/multiplexer.js';
import type {Clock} from '../../system/clock.js';
import type {PromptRecord} from './prompt-record.js';

type PromptWindow = {
	readonly multiplexer: Pick<Multiplexer, 'capture' | 'pasteText'>;
	readonly reference: WindowReference;
};

/** `late`: it may come to be written by itself; where it does not for long, somebody has to look. */
type NeedsPerson = boolean | 'late';

/** What came of one try. What `waits` was not begun. */
export type Written =
	| {readonly kind: 'waits'; readonly why: string; readonly needsPerson: NeedsPerson}
	| {readonly kind: 'typed'}
	| {readonly kind: 'unsure'; readonly why: string};

type Options = {
	readonly pause: (milliseconds: number) => Promise<unknown>;
	readonly clock: Clock;
};

type Try = {
	readonly record: Pick<PromptRecord, 'content' | 'isEntered'>;
	readonly window: PromptWindow;
	/** `undefined` for an agent whose screens are not known. */
	readonly composer: Composer | undefined;
	/** The operator has looked, and wants it written whatever the window shows. */
	readonly isReleased: boolean;
	/** Called right before something is written. Answers whether it is still to be. */
	readonly begin: () => Promise<boolean>;
};

type Signs = {
	/** The text stands in the prompt. */
	readonly holds: (screen: string) => boolean;
	/** It was entered. */
	readonly isTaken: (screen: string) => boolean;
};

/** Between the two looks at a window: somebody who types, and a client that begins to work, is seen by then. */
const lookAgainMs = 500;

/** A client that has taken a text, or an Enter, shows so much sooner. */
const effectMs = 3000;
const lookEveryMs = 200;

/** More than a window shows at once. */
const shownLines = 200;

/** The end of a text by which it is found on a screen: short enough not to be wrapped as a rule. */
const tailLength = 12;

/**
Writes one text into a window: where the screens of its agent are known, only while it surely waits at its empty prompt, seen twice; and
Enter is pressed only when exactly that text stands there. Where they are not known, or that cannot be seen, the operator has to say so.
*/
export const createPromptWriting = ({pause, clock}: Options) => {
	const look = async ({multiplexer, reference}: PromptWindow): Promise<string> =>
		multiplexer.capture(reference, {lines: shownLines, colours: true});

	/** Looks until the window shows what is wanted; answers whether it did in time. */
	const comes = async (
		window: PromptWindow,
		isWanted: (screen: string) => boolean,
		shown?: string,
	): Promise<boolean> => {
		const end = clock() + effectMs;
		for (let screen = shown ?? (await look(window)); !isWanted(screen); screen = await look(window)) {
			if (clock() >= end) {
				return false;
			}

			await pause(lookEveryMs);
		}

		return true;
	};

	const paste = async ({record, window, begin}: Try, {holds, isTaken}: Signs): Promise<Written> => {
		if (!(await begin())) {
			return {kind: 'waits', why: 'something else is done with it just now', needsPerson: false};
		}

		const {content, isEntered} = record;
		const {multiplexer, reference} = window;
		const pasted = await multiplexer.pasteText(reference, content, {
			enter: isEntered,
			// A client that has much to do shows a text later.
			mayEnter: async screen => comes(window, holds, screen),
			takesLines: true,
		});
		switch (pasted) {
			case 'nothing': {
				return {
					kind: 'waits',
					why: 'its window takes no keys now: somebody may be scrolling in it',
					needsPerson: false,
				};
			}

			case 'pasted': {
				if (isEntered) {
					return {kind: 'unsure', why: notEntered};
				}

				return (await comes(window, holds)) ? {kind: 'typed'} : {kind: 'unsure', why: notShown};
			}

			case 'entered': {
				return (await comes(window, isTaken)) ? {kind: 'typed'} : {kind: 'unsure', why: notTaken};
			}
		}
	};

	const pasteBlindly = async (attempt: Try): Promise<Written> => {
		const before = await look(attempt.window);
		const {content} = attempt.record;
		// A dialog shows nothing of what is typed to it, and Enter would answer it.
		const holds = (screen: string): boolean => timesShown(screen, content) > timesShown(before, content);
		const written = await paste(attempt, {holds, isTaken: screen => !holds(screen)});
		// What it shows of a text that it has taken nobody knows.
		return written.kind === 'unsure' && written.why === notTaken ? {kind: 'typed'} : written;
	};

	return async (attempt: Try): Promise<Written> => {
		const {composer, window, record, isReleased} = attempt;
		const first = composer?.read(await look(window));
		if (composer !== undefined && first === 'empty') {
			await pause(lookAgainMs);
			const second = composer.read(await look(window));
			return second === 'empty'
				? paste(attempt, {
						holds: screen => composer.holds(screen, record.content),
						// What stands there in another form is what Enter has made of it: a list had it.
						isTaken: screen => !composer.holds(screen, record.content) && composer.read(screen) !== 'written',
					})
				: {kind: 'waits', ...whys[second]};
		}

		if (isReleased) {
			return pasteBlindly(attempt);
		}

		return {kind: 'waits', ...(first === undefined ? unreadable : whys[first])};
	};
};

const notEntered = 'it was written and not entered, as its window did not show it alone in the prompt: look there';
const notShown = 'it was written, and its window did not show it: look there';
const notTaken = 'Enter was pressed, and it still stands in its prompt: look there';

const unreadable = {
	why: 'maestro does not know the screens of its agent, and a dialog may be open there: look, and have it typed when its prompt is empty',
	needsPerson: true,
} as const;

const whys: Readonly<Record<PromptState, {readonly why: string; readonly needsPerson: NeedsPerson}>> = {
	empty: {why: 'it is about to be written', needsPerson: false},
	busy: {why: 'its agent works', needsPerson: false},
	written: {why: 'something else stands in its prompt', needsPerson: false},
	unknown: {why: 'its window does not show a prompt: a dialog may be open', needsPerson: 'late'},
};

/** How often the end of a text, or a sign that stands for one, is on a screen. */
const timesShown = (screen: string, text: string): number => {
	const plain = (shown: string) => shown.replace(/\u001B\[[0-9;:]*m/g, '').replace(/[^\p{L}\p{N}\p{P}]/gu, '');
	const tail = plain(text).slice(-tailLength);
	const signs = [...screen.matchAll(/\[Pasted /gi)].length;
	return signs + (tail === '' ? 0 : plain(screen).split(tail).length - 1);
};
