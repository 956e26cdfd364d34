import type {ClientEvent} from '../client/event.js';
import type {Store} from '../client/store.js';

/** Four characters within this are typing, or a paste, by somebody who believes that a text field has the focus. */
const burstMs = 150;
export const burstLength = 4;

type Struck = {
	readonly key: string;
	readonly at: number;
	/** Puts the screen back as it was before the key. */
	readonly undo: ClientEvent;
};

export type Timer = {
	/** Milliseconds; never goes back. */
	readonly clock: () => number;
	/** Calls back after a time, and answers a way to call that off. */
	readonly schedule: (milliseconds: number, run: () => void) => () => void;
};

type Options = Timer & {
	readonly store: Pick<Store, 'get' | 'send'>;
};

type Burst = {
	/** Whether a key that comes now belongs to a burst and is to be thrown away. A burst lasts until no key came for a while. */
	readonly swallows: () => boolean;
	/** Whether a key was struck so short a time ago that it may be the start of a burst. */
	readonly isNear: () => boolean;
	/** Says that a character is about to be handled. Answers whether it makes a burst: then what the others did is undone. */
	readonly strike: (key: string, isRepeat: boolean) => boolean;
	/** The same for many characters that came at once. */
	readonly overrun: () => void;
	/** Runs what leaves the screen once it is sure that it was not the start of a burst; a burst calls it off. */
	readonly hold: (work: () => void, isCharacter: boolean) => void;
};

/**
Tells typing from keys. A key has to be drawn at once, so the first of several cannot be kept waiting until it is clear what
they are. Instead, what a key changes on the screen happens at once, and is taken back when the fourth character within 150 ms
shows that somebody was typing. What leaves the screen (a message, a jump, a stop, an end) cannot be taken back: it waits
for those 150 ms, and never happens inside a burst. A key that is held down to move is no typing.
*/
export const createBurst = ({store, clock, schedule}: Options): Burst => {
	let struck: readonly Struck[] = [];
	let quietFrom = Number.NEGATIVE_INFINITY;
	const held = new Set<() => void>();

	const recent = (): readonly Struck[] => struck.filter(({at}) => clock() - at < burstMs);

	const begin = (): void => {
		for (const callOff of held) {
			callOff();
		}

		held.clear();
		const [first] = recent();
		struck = [];
		quietFrom = clock() + burstMs;
		store.send(...(first === undefined ? [] : [first.undo]));
	};

	return {
		swallows() {
			const isOn = clock() < quietFrom;
			quietFrom = isOn ? clock() + burstMs : quietFrom;
			return isOn;
		},

		isNear: () => recent().length > 0,

		strike(key, isRepeat) {
			const {screen, drafts, undos} = store.get();
			const last = recent();
			const isHeldDown = isRepeat && last.at(-1)?.key === key;
			struck = isHeldDown
				? last
				: [...last, {key, at: clock(), undo: {event: 'screen:restored', data: {screen, drafts, undos}}}];
			const isBurst = struck.length >= burstLength;
			if (isBurst) {
				begin();
			}

			return isBurst;
		},

		overrun: begin,

		hold(work, isCharacter) {
			const last = recent().at(-1);
			const waitMs = isCharacter ? burstMs : last === undefined ? 0 : last.at + burstMs - clock();
			if (waitMs <= 0) {
				work();
				return;
			}

			const callOff = schedule(waitMs, () => {
				held.delete(callOff);
				work();
			});
			held.add(callOff);
		},
	};
};
