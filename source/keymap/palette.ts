import {createPaletteSearch, foundItems, type PaletteItem, paletteItem} from '../client/select/palette.js';
import {selectedRow} from '../client/select/rows.js';
import {derive} from '../client/state/derive.js';
import type {State} from '../client/state/index.js';
import type {Binding, Scope} from './binding.js';
import {goes, goTo, screenItems, settle} from './palette-places.js';
import {whyNotNow} from './press.js';
import {reachable} from './resolve.js';
import {belowOf, rememberScopes, runBelow} from './run-below.js';
import {halfPage, moveBy} from './selection.js';

type Palette = {
	readonly rows: (state: State) => readonly PaletteItem[];
	/** Why something cannot be done now. */
	readonly whyNot: (item: PaletteItem, state: State) => string | undefined;
	readonly keys: Scope;
};

/** What the keys of these scopes do, and what they can do that no key is for. */
const actionItems = (open: readonly Scope[]): readonly PaletteItem[] => {
	const live = reachable(open)
		.flatMap(({bindings}) => bindings)
		.filter(({id}) => id !== openPalette.id);
	const keyless = open
		.flatMap(({bindings}) => bindings)
		.filter(({keys, takesAny}) => keys.length === 0 && takesAny !== true);
	return [...live.filter(({repeats}) => repeats !== true), ...keyless].map(({id, help, keys}) =>
		paletteItem({
			section: 'action',
			text: help,
			detail: keys[0] ?? '',
			subject: id,
			more: id,
			// What no key is for is called by its name, as in `:mouse`.
			name: keys.length === 0 ? id.split('.').at(-1) : undefined,
		}),
	);
};

const none: readonly PaletteItem[] = [];

const isOfKeymap = (id: string): boolean => id.startsWith('action:') || id.startsWith('screen:');

/** What reaches everything; `below` answers the scopes of the screen that it was opened on. */
export const createPalette = (below: (state: State) => readonly Scope[]): Palette => {
	const search = createPaletteSearch();
	const open = rememberScopes(below);
	// With nothing typed only what was used before is wanted of all there is, and most often not even that.
	const found = (state: State): readonly PaletteItem[] =>
		(state.screen.palette?.text.trim() ?? '') === '' && state.screen.used.every(isOfKeymap) ? none : foundItems(state);
	const items = derive([open, found], (scopes, others): readonly PaletteItem[] => [
		...screenItems,
		...actionItems(scopes),
		...others,
	]);
	const rows = derive([items, ({screen}) => screen.palette?.text ?? '', ({screen}) => screen.used], search);
	const selected = (state: State): PaletteItem | undefined => selectedRow(rows(state), state.screen.selected.palette);
	const bindingOf = ({section, subject}: PaletteItem, state: State): Binding | undefined =>
		section === 'action'
			? open(state)
					.flatMap(({bindings}) => bindings)
					.find(({id}) => id === subject)
			: undefined;
	const selectedBinding = (state: State): Binding | undefined => {
		const item = selected(state);
		return item === undefined ? undefined : bindingOf(item, state);
	};

	const action = runBelow(selectedBinding, 'Nothing has these letters');
	const list = (state: State) => ({list: 'palette', rows: rows(state)}) as const;

	return {
		rows,

		whyNot(item, state) {
			const binding = bindingOf(item, state);
			return binding === undefined ? undefined : whyNotNow(binding, belowOf(state));
		},

		keys: {
			title: 'Palette',
			bindings: [
				{
					id: 'palette.run',
					keys: ['enter'],
					help: 'Do it, or go there',
					inFooter: true,
					label: state => goes[selected(state)?.section ?? 'action'],
					whyNot: state =>
						selected(state)?.section === 'action' || selected(state) === undefined ? action.whyNot(state) : undefined,
					run(context) {
						const {state, send} = context;
						const item = selected(state);
						if (item === undefined) {
							return;
						}

						send({event: 'palette:used', data: {id: item.id}});
						if (item.section === 'action') {
							action.run(context);
						} else {
							send({event: 'screen:closed'}, ...goTo(item, belowOf(state)));
						}
					},
					async act(context) {
						const item = selected(context.state);
						if (item?.section === 'action') {
							await action.act(context);
						} else if (item !== undefined) {
							await settle(item, context);
						}
					},
				},
				{
					id: 'palette.leave',
					keys: ['esc'],
					help: 'Leave everything as it was',
					label: () => 'Leave',
					inFooter: true,
					run: ({send}) => send({event: 'screen:closed'}),
				},
				{
					id: 'palette.down',
					keys: ['down', 'tab'],
					help: 'Select the next one',
					run: ({state, send}) => send(...moveBy(state, 1, list(state))),
				},
				{
					id: 'palette.up',
					keys: ['up', 'shift+tab'],
					help: 'Select the one before',
					run: ({state, send}) => send(...moveBy(state, -1, list(state))),
				},
				{
					id: 'palette.page-down',
					keys: ['pagedown'],
					help: 'Go half a page down',
					run: ({state, send}) => send(...moveBy(state, halfPage(state), list(state))),
				},
				{
					id: 'palette.page-up',
					keys: ['pageup'],
					help: 'Go half a page up',
					run: ({state, send}) => send(...moveBy(state, -halfPage(state), list(state))),
				},
			],
		},
	};
};

/** Opens the palette on the screen that is open. */
export const openPalette: Binding = {
	id: 'palette.open',
	keys: [':'],
	help: 'Find anything there is, and do anything that can be done',
	label: () => 'Find',
	inFooter: true,
	run: ({send}) => send({event: 'palette:opened'}),
};
