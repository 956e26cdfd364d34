import type {State} from '../client/state/index.js';
import {widthOf} from '../client/text.js';
import type {Scope} from '../keymap/binding.js';
import {whyNotNow} from '../keymap/press.js';
import {reachable} from '../keymap/resolve.js';
import {paint, type Theme} from './themes/theme.js';

/** The keys that matter here, with what they will do on this very row; as many as fit. */
export const footerLine = (state: State, open: readonly Scope[], {text}: Theme): string => {
	const shown: string[] = [];
	let room = state.surroundings.columns;
	for (const binding of reachable(open).flatMap(({bindings}) => bindings)) {
		const label = (whyNotNow(binding, state) === undefined ? binding.label?.(state) : undefined) ?? binding.help;
		const key = binding.keys[0] ?? '';
		const width = widthOf(key) + 1 + widthOf(label) + (shown.length === 0 ? 0 : 2);
		if (binding.inFooter !== true || width > room) {
			continue;
		}

		room -= width;
		shown.push(`${paint(text.accent, key)} ${paint(text.dim, label)}`);
	}

	return shown.join('  ');
};
