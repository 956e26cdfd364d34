import type {Furnished} from '../furnish.js';
import type {Tour} from '../tour.js';

/** A part of the way through the app: it begins and ends in one of the four lists, with nothing marked, filtered or asked. */
export type Stop = {
	readonly title: string;
	readonly visit: (tour: Tour, world: Furnished) => Promise<void>;
};

export type ListName = 'Sessions' | 'Tasks' | 'Projects' | 'Inbox';

/** Turns the lists until this one is open. */
export const goTo = async ({press, shows}: Tour, list: ListName): Promise<void> => {
	for (let turn = 0; turn < 4; turn++) {
		const shown = await shows(/\[(?:Sessions|Tasks|Projects|Inbox)\]/);
		if (shown.includes(`[${list}]`)) {
			return;
		}

		const [, open = ''] = /\[(\w+)\]/.exec(shown) ?? [];
		await press('screen.next');
		await shows(new RegExp(`\\[(?!${open})\\w+\\]`));
	}
};

/** The selected row has these words. */
export const selected = (words: string): RegExp => new RegExp(`^[›>»] .*${words}`, 'm');

/** Selects the row that has these words, from the top of the list downwards. */
export const select = async ({press, shows}: Tour, words: string): Promise<void> => {
	await press('list.top');
	// The header, the names of the lists, and the first row.
	await shows(/^.*\n.*\n[›>»]/);
	for (let moved = 0; moved < 12; moved++) {
		const shown = await shows(/^[›>»] /m);
		if (selected(words).test(shown)) {
			return;
		}

		await press('list.down');
		const before = /^[›>»] .*$/m.exec(shown)?.[0] ?? '';
		await shows(new RegExp(`^[›>»] (?!${escaped(before.slice(2))}$)`, 'm'));
	}

	await shows(selected(words));
};

/** From a window of tmux that has the terminal, by the keys of tmux. */
export const comeBack = async ({leaves, strike}: Tour): Promise<void> => {
	await leaves(/^\[maestro/m);
	await strike('C-b', 'd');
};

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
