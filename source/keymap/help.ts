import {createFilter} from '../client/filter.js';
import {selectedRow} from '../client/select/rows.js';
import {deriveFrom} from '../client/state/derive.js';
import type {State} from '../client/state/index.js';
import type {Binding, Scope} from './binding.js';
import {filterBinding, moveBindings} from './lists.js';
import {reachable} from './resolve.js';
import {rememberScopes, runBelow} from './run-below.js';

export type HelpRow =
	| {readonly kind: 'title'; readonly id: string; readonly isPassedOver: true; readonly text: string}
	| {
			readonly kind: 'key';
			readonly id: string;
			readonly isPassedOver?: undefined;
			readonly keys: string;
			readonly text: string;
			readonly binding: Binding;
	  };

/**
The keys that are live in these scopes, as rows, of which a filter keeps some. A key that a scope further in has taken is not shown twice.
*/
export const helpRowsOf = (open: readonly Scope[], filter = ''): readonly HelpRow[] => {
	const keeps = createFilter(filter);
	return reachable(open).flatMap(({title, bindings}): readonly HelpRow[] => {
		const rows = bindings
			.filter(({id, keys, help}) =>
				keeps({key: keys.join(' '), scope: title, text: `${title} ${help} ${id} ${keys.join(' ')}`}),
			)
			.map(binding => ({
				kind: 'key' as const,
				id: binding.id,
				keys: shorten(binding.keys),
				text: binding.help,
				binding,
			}));
		return rows.length === 0 ? [] : [{kind: 'title', id: `title:${title}`, isPassedOver: true, text: title}, ...rows];
	});
};

/** `1` to `9` in a row are told as a range. */
const shorten = (keys: readonly string[]): string =>
	keys.length > 4 ? `${keys[0]}–${keys.at(-1)}` : keys.join(' or ');

const count = (rows: readonly HelpRow[]): number => rows.filter(({kind}) => kind === 'key').length;

type Help = {
	readonly rows: (state: State) => readonly HelpRow[];
	/** How many keys the filter keeps, and of how many. */
	readonly countOf: (state: State) => string;
	readonly keys: Scope;
};

/** The help of the screen that it was opened on, whose scopes `below` answers. */
export const createHelp = (below: (state: State) => readonly Scope[]): Help => {
	const open = rememberScopes(below);
	const rows = deriveFrom([open, ({screen}) => screen.filters.help ?? ''], state =>
		helpRowsOf(open(state), state.screen.filters.help),
	);
	const selected = (state: State): Binding | undefined => {
		const row = selectedRow(rows(state), state.screen.selected.help);
		return row?.kind === 'key' ? row.binding : undefined;
	};

	return {
		rows,
		countOf: state => `${count(rows(state))} of ${count(helpRowsOf(open(state)))}`,
		keys: {
			title: 'Keys',
			bindings: [
				{
					id: 'help.run',
					keys: ['enter'],
					help: 'Do it on the screen below',
					inFooter: true,
					...runBelow(selected, 'No key has these words'),
				},
				...moveBindings('help', state => ({list: 'help', rows: rows(state)})),
				filterBinding('help.filter'),
			],
		},
	};
};
