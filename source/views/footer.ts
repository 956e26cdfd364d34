import type {State} from '../client/state/index.js';
import {widthOf} from '../client/text.js';
import type {Scope} from '../keymap/binding.js';
import {whyNotNow} from '../keymap/press.js';
import {reachable, resolve} from '../keymap/resolve.js';
import {wordsOf} from './line.js';
import {partAt} from './part-at.js';
import {paint, type Theme} from './themes/theme.js';

/** The keys that matter here, with what they will do on this very row; as many as fit. */
export const footerLine = (state: State, open: readonly Scope[], {text, isSpoken}: Theme): string => {
	const shown: string[] = [];
	let room = state.surroundings.columns;
	// Each is asked for its words, so those that are not shown are left out first.
	for (const binding of reachable(open).flatMap(({bindings}) => bindings.filter(({inFooter}) => inFooter === true))) {
		const label = (whyNotNow(binding, state) === undefined ? binding.label?.(state) : undefined) ?? binding.help;
		const key = binding.keys[0] ?? '';
		const width = widthOf(key) + 1 + widthOf(label) + (shown.length === 0 ? 0 : 2);
		if (width > room) {
			continue;
		}

		room -= width;
		shown.push(`${paint(text.accent, key)} ${paint(text.dim, label)}`);
	}

	return isSpoken ? wordsOf(shown) : shown.join('  ');
};

/** The key that is named in a column of the footer. */
export const keyAt = (state: State, open: readonly Scope[], theme: Theme, column: number): string | undefined => {
	const [first = '', second = ''] = partAt(footerLine(state, open, theme), column).split(' ');
	return [`${first} ${second}`, first].find(key => resolve(key, open) !== undefined);
};
