import {listOf} from '../client/select/list.js';
import type {Binding, Scope} from './binding.js';
import {halfPage, moveBy, moveTo} from './selection.js';

/** The keys that move in a list. `prefix` begins their ids; `at` answers the list. */
export const moveBindings = (prefix: string, at: typeof listOf): readonly Binding[] => [
	{
		id: `${prefix}.down`,
		keys: ['j', 'down'],
		help: 'Select the next row',
		repeats: true,
		run: ({state, send}) => send(...moveBy(state, 1, at(state))),
	},
	{
		id: `${prefix}.up`,
		keys: ['k', 'up'],
		help: 'Select the row before',
		repeats: true,
		run: ({state, send}) => send(...moveBy(state, -1, at(state))),
	},
	{
		id: `${prefix}.page-down`,
		keys: ['ctrl+d', 'pagedown'],
		help: 'Go half a page down',
		repeats: true,
		run: ({state, send}) => send(...moveBy(state, halfPage(state), at(state))),
	},
	{
		id: `${prefix}.page-up`,
		keys: ['ctrl+u', 'pageup'],
		help: 'Go half a page up',
		repeats: true,
		run: ({state, send}) => send(...moveBy(state, -halfPage(state), at(state))),
	},
	{
		id: `${prefix}.top`,
		keys: ['g g', 'home'],
		help: 'Go to the first row',
		run: ({state, send}) => send(...moveTo(state, 0, at(state))),
	},
	{
		id: `${prefix}.bottom`,
		keys: ['G', 'end'],
		help: 'Go to the last row',
		run: ({state, send}) => send(...moveTo(state, at(state).rows.length - 1, at(state))),
	},
	{
		id: `${prefix}.row`,
		keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
		help: 'Go to the row with that number',
		run: ({state, send, key}) => send(...moveTo(state, Number(key) - 1, at(state))),
	},
];

/** What every list can do. */
export const listKeys: Scope = {title: 'Lists', bindings: moveBindings('list', listOf)};

/** Opens the line in which the open list is filtered. */
export const filterBinding = (id: string): Binding => ({
	id,
	keys: ['/'],
	help: 'Filter the rows, as in "status:idle !docs"',
	label: () => 'Filter',
	inFooter: true,
	run({state, send}) {
		const {list} = listOf(state);
		const text = state.screen.filters[list] ?? '';
		send({event: 'field:opened', data: {purpose: 'filter', label: 'Filter', text, subject: list}});
	},
});

/** What a list that can be filtered adds to it. */
export const filterKeys: Scope = {title: 'Filter', bindings: [filterBinding('list.filter')]};
