import {listOf} from '../client/select/list.js';
import type {Scope} from './binding.js';
import {halfPage, moveBy, moveTo} from './selection.js';

/** What every list can do. */
export const listKeys: Scope = {
	title: 'Lists',
	bindings: [
		{
			id: 'list.down',
			keys: ['j', 'down'],
			help: 'Select the next row',
			repeats: true,
			run: ({state, send}) => send(...moveBy(state, 1)),
		},
		{
			id: 'list.up',
			keys: ['k', 'up'],
			help: 'Select the row before',
			repeats: true,
			run: ({state, send}) => send(...moveBy(state, -1)),
		},
		{
			id: 'list.page-down',
			keys: ['ctrl+d', 'pagedown'],
			help: 'Go half a page down',
			repeats: true,
			run: ({state, send}) => send(...moveBy(state, halfPage(state))),
		},
		{
			id: 'list.page-up',
			keys: ['ctrl+u', 'pageup'],
			help: 'Go half a page up',
			repeats: true,
			run: ({state, send}) => send(...moveBy(state, -halfPage(state))),
		},
		{
			id: 'list.top',
			keys: ['g g', 'home'],
			help: 'Go to the first row',
			run: ({state, send}) => send(...moveTo(state, 0)),
		},
		{
			id: 'list.bottom',
			keys: ['G', 'end'],
			help: 'Go to the last row',
			run: ({state, send}) => send(...moveTo(state, listOf(state).rows.length - 1)),
		},
		{
			id: 'list.row',
			keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
			help: 'Go to the row with that number',
			run: ({state, send, key}) => send(...moveTo(state, Number(key) - 1)),
		},
	],
};

/** What a list that can be filtered adds to it. */
export const filterKeys: Scope = {
	title: 'Filter',
	bindings: [
		{
			id: 'list.filter',
			keys: ['/'],
			help: 'Filter the rows, as in "status:idle !docs"',
			label: () => 'Filter',
			inFooter: true,
			run({state, send}) {
				const {list} = listOf(state);
				const text = state.screen.filters[list] ?? '';
				send({event: 'field:opened', data: {purpose: 'filter', label: 'Filter', text, subject: list}});
			},
		},
	],
};
