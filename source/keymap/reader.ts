import type {Client} from '../client/client.js';
import {nameOf} from '../client/select/names.js';
import {cleanText} from '../domain/text.js';
import {burstLength, createBurst, type Timer} from './burst.js';
import {editEvents, isTyping, takesLines} from './editing.js';
import {findBinding, openScopes} from './index.js';
import {type Key, keyName} from './key-name.js';
import {receiverAtHand} from './opening.js';
import {press} from './press.js';
import {keysOf} from './rebind.js';
import {beginsPair, resolve} from './resolve.js';

type Options = Timer & {
	readonly client: Pick<Client, 'store' | 'actions'>;
};

type KeyReader = {
	/** One input of the terminal: a key, or the characters that came together. */
	readonly read: (input: string, key: Key) => void;
	readonly paste: (text: string) => void;
};

const characters = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** Who waits longer than this wants to know that something goes on. */
const longMs = 1200;

/**
Makes of what comes from the keyboard either text, where a field has the focus, or presses of keys.
*/
export const createKeyReader = ({client, clock, schedule}: Options): KeyReader => {
	const {store} = client;
	const burst = createBurst({store, clock, schedule});
	let first: string | undefined;

	const say = (text: string): void => store.send({event: 'notice', data: {text, tone: 'info'}});

	const sayBurst = (): void => {
		const to = receiverAtHand(store.get());
		const binding = findBinding('compose.open');
		const key = (binding && keysOf(binding, store.get().settings.values.keys)[0]) ?? 'the key';
		const whom = to === undefined ? 'a message' : `to ${nameOf(store.get().sessions, to)}`;
		first = undefined;
		say(`That looked like typing, so nothing was done; press ${key} to write ${whom}`);
	};

	const type = (text: string): void => {
		store.send(...editEvents(store.get(), {kind: 'insert', text: cleaned(text, takesLines(store.get()))}));
	};

	/** What takes long is said to go on, unless it says more itself. */
	const sayWhileLong = async (work: () => Promise<void>, what: string): Promise<void> => {
		const text = `${what}: this takes a while…`;
		const stop = schedule(longMs, () => {
			if (store.get().notice === undefined) {
				store.send({event: 'notice', data: {text, tone: 'busy'}});
			}
		});
		try {
			await work();
		} finally {
			stop();
			if (store.get().notice?.text === text) {
				store.send({event: 'notice:cleared'});
			}
		}
	};

	const strike = (key: string, isCharacter: boolean): void => {
		const open = openScopes(store.get());
		const pair = first === undefined ? undefined : `${first} ${key}`;
		const name = pair !== undefined && resolve(pair, open) !== undefined ? pair : key;
		const binding = resolve(name, open);
		first = undefined;
		if (store.get().notice !== undefined) {
			store.send({event: 'notice:cleared'});
		}

		if (isCharacter && burst.strike(key, binding?.repeats === true)) {
			sayBurst();
			return;
		}

		if (binding === undefined) {
			first = beginsPair(key, open) ? key : undefined;
			if (first === 'ctrl+c') {
				say('Press Ctrl+C again to quit; agents and server go on');
			}

			return;
		}

		const work = press(binding, name, client);
		if (work !== undefined) {
			burst.hold(() => void sayWhileLong(work, binding.help), isCharacter);
		}
	};

	/** One blank by itself can be a key where something is looked for; among other characters it is text. */
	const isKeyOfField = (text: string): boolean =>
		text === ' ' && resolve('space', openScopes(store.get())) !== undefined;

	/** A character is text where a field has the focus. There it still counts when the key that opened the field just came. */
	const take = (character: string): void => {
		if (!isTyping(store.get())) {
			strike(nameOfCharacter(character), true);
		} else if (isKeyOfField(character)) {
			strike(nameOfCharacter(character), false);
		} else if (burst.isNear() && burst.strike(character, false)) {
			sayBurst();
		} else {
			type(character);
		}
	};

	/** Answers whether they were keys; characters of a burst are none. */
	const takeAll = (all: readonly string[]): boolean => {
		if (runsOf(all) >= burstLength) {
			burst.overrun();
			sayBurst();
			return false;
		}

		return (
			all.every(character => {
				if (burst.swallows()) {
					return false;
				}

				take(character);
				return true;
			}) && !burst.swallows()
		);
	};

	return {
		read(input, key) {
			const name = keyName(input, key);
			if (name !== undefined) {
				if (name === 'ctrl+c' || name === 'esc' || !burst.swallows()) {
					strike(name, false);
				}

				return;
			}

			if (input === '' || burst.swallows()) {
				return;
			}

			const {text, endsWithEnter} = parted(input);
			if (isTyping(store.get()) && !burst.isNear() && !isKeyOfField(text)) {
				first = undefined;
				type(text);
			} else if (!takeAll([...characters.segment(text)].map(({segment}) => segment))) {
				return;
			}

			if (endsWithEnter) {
				strike('enter', false);
			}
		},

		paste(text) {
			if (isTyping(store.get())) {
				type(text);
			} else {
				sayBurst();
			}
		},
	};
};

/**
What came as one input: over a slow line, keys and the Enter after them do. Line ends before the last are no Enter, but those of
a paste from a terminal that does not mark pastes.
*/
const parted = (input: string): {readonly text: string; readonly endsWithEnter: boolean} => {
	const endsWithEnter = input.endsWith('\r') && !input.slice(0, -1).includes('\r');
	return {text: endsWithEnter ? input.slice(0, -1) : input, endsWithEnter};
};

/** The same character many times over is a key that is held down. */
const runsOf = (all: readonly string[]): number =>
	all.filter((character, index) => character !== all[index - 1]).length;

const nameOfCharacter = (character: string): string =>
	character === ' ' ? 'space' : character === '\t' ? 'tab' : character;

const cleaned = (text: string, takesSeveral: boolean): string => {
	const clean = cleanText(text);
	return takesSeveral ? clean : clean.replace(/[\n\t]+/g, ' ');
};
