import {whyLacking} from '../client/cannot.js';
import type {State} from '../client/state/index.js';
import {widthOf} from '../client/text.js';
import type {Binding, Scope} from '../keymap/binding.js';
import {whyNotNow} from '../keymap/press.js';
import {reachable, resolve} from '../keymap/resolve.js';
import {wordsOf} from './line.js';
import {partAt} from './part-at.js';
import {paint, type Theme} from './themes/theme.js';

/** The keys that matter here, with what they will do on this very row; as many as fit, and among them where all keys are told. */
export const footerLine = (state: State, open: readonly Scope[], {text, isSpoken}: Theme): string => {
	const {columns} = state.surroundings;
	// What this server never can do is no use to anybody here; the help has it, with the reason.
	const bindings = reachable(open).flatMap(scope =>
		scope.bindings.filter(({inFooter, needs}) => inFooter === true && whyLacking(needs, state) === undefined),
	);
	const help = bindings.find(({id}) => id === 'help.open');
	// Room is kept for it, whatever stands before it.
	let kept = help === undefined ? 0 : gap + widthOfEntry(help, state);
	const shown: string[] = [];
	let room = columns + gap;
	// Each is asked for its words, so those that are not shown are left out first.
	for (const binding of bindings) {
		const width = gap + widthOfEntry(binding, state);
		kept = binding === help ? 0 : kept;
		if (width + kept > room) {
			continue;
		}

		room -= width;
		shown.push(`${paint(text.accent, firstKey(binding))} ${paint(text.dim, labelOf(binding, state))}`);
	}

	return isSpoken ? wordsOf(shown) : shown.join(' '.repeat(gap));
};

/** The blanks between two of them. */
const gap = 2;

const firstKey = ({keys}: Binding): string => keys[0] ?? '';

const labelOf = (binding: Binding, state: State): string =>
	(whyNotNow(binding, state) === undefined ? binding.label?.(state) : undefined) ?? binding.help;

const widthOfEntry = (binding: Binding, state: State): number =>
	widthOf(firstKey(binding)) + 1 + widthOf(labelOf(binding, state));

/** The key that is named in a column of the footer. */
export const keyAt = (state: State, open: readonly Scope[], theme: Theme, column: number): string | undefined => {
	const [first = '', second = ''] = partAt(footerLine(state, open, theme), column).split(' ');
	return [`${first} ${second}`, first].find(key => resolve(key, open) !== undefined);
};
