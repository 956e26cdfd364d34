import type {ClientEvent} from '../client/event.js';
import {isTitle} from '../client/select/arrange.js';
import {arrangeableOf} from '../client/select/arrangements.js';
import {listOf} from '../client/select/list.js';
import {selectedRow} from '../client/select/rows.js';
import {type Arrangement, arrangementOf} from '../client/state/finding.js';
import type {State} from '../client/state/index.js';
import {needing, type Scope} from './binding.js';
import {choiceAfter} from './choice-after.js';

const arranged = (state: State, how: Partial<Arrangement>): ClientEvent => ({
	event: 'list:arranged',
	data: {list: listOf(state).list, how},
});

const arrangementNow = (state: State): Arrangement => arrangementOf(state.screen, listOf(state).list);

const nextSort = (state: State): string | undefined =>
	choiceAfter(arrangeableOf(listOf(state).list)?.sorts ?? [], arrangementNow(state).sort);

const nextGroup = (state: State): string | undefined =>
	choiceAfter(arrangeableOf(listOf(state).list)?.groups ?? [], arrangementNow(state).groupBy);

const selected = (state: State) => {
	const {list, rows} = listOf(state);
	return selectedRow(rows, state.screen.selected[list]);
};

const rowAtHand = (state: State) => {
	const row = selected(state);
	return row === undefined || isTitle(row) ? undefined : row;
};

const titleAtHand = (state: State) => {
	const row = selected(state);
	return row !== undefined && isTitle(row) ? row : undefined;
};

/** How the rows of a list are put in order. */
export const arrangeKeys: Scope = {
	title: 'Order of rows',
	bindings: [
		{
			id: 'list.sort',
			keys: ['s'],
			help: 'Sort by something else',
			label: state => `Sort by ${nextSort(state) ?? 'nothing'}`,
			run: ({state, send}) => send(arranged(state, {sort: nextSort(state)})),
		},
		{
			id: 'list.reverse',
			keys: ['S'],
			help: 'Reverse the order',
			run: ({state, send}) => send(arranged(state, {isReversed: !arrangementNow(state).isReversed})),
		},
		{
			id: 'list.group',
			keys: ['b'],
			help: 'Group by something else',
			label: state => `Group by ${nextGroup(state) ?? 'nothing'}`,
			run: ({state, send}) => send(arranged(state, {groupBy: nextGroup(state)})),
		},
		{
			id: 'list.hide-idle',
			keys: ['f'],
			help: 'Hide those at which nothing goes on, or show them',
			label: state => (arrangementNow(state).hidesIdle ? 'Show those that are idle' : 'Hide those that are idle'),
			run: ({state, send}) => send(arranged(state, {hidesIdle: !arrangementNow(state).hidesIdle})),
		},
		{
			id: 'list.pin',
			keys: ['P'],
			help: 'Pin it to the top, or let it go',
			...needing(
				rowAtHand,
				'Select a row first',
			)({
				label: ({id}, {screen}) => (screen.pinned.has(id) ? 'Let it go' : 'Pin it to the top'),
				run: ({id}, {send}) => send({event: 'row:pinned', data: {id}}),
			}),
		},
	],
};

/** The group that the selected row is in. */
const groupAtHand = (state: State): {readonly id: string} | undefined => {
	const id = arrangeableOf(listOf(state).list)?.groupOf(state, rowAtHand(state)?.id ?? '');
	return id === undefined ? undefined : {id};
};

/** On a row of a group. */
const groupKeys: Scope = {
	title: 'Group',
	bindings: [
		{
			id: 'group.fold',
			keys: ['left'],
			help: 'Fold its group',
			...needing(
				groupAtHand,
				'Select a row first',
			)({
				run: ({id}, {state, send}) =>
					send({event: 'row:folded', data: {id}}, {event: 'row:selected', data: {list: listOf(state).list, id}}),
			}),
		},
	],
};

/** On a title, which stands for its group while that is folded. */
const titleKeys: Scope = {
	title: 'Folded group',
	bindings: [
		{
			id: 'group.unfold',
			keys: ['enter', 'right'],
			help: 'Unfold the group',
			inFooter: true,
			...needing(
				titleAtHand,
				'Select a group first',
			)({
				run: ({id, firstId = ''}, {state, send}) =>
					send(
						{event: 'row:unfolded', data: {id}},
						{event: 'row:selected', data: {list: listOf(state).list, id: firstId}},
					),
			}),
		},
	],
};

export const groupScopes: readonly Scope[] = [groupKeys, titleKeys];

/** What a list that is grouped has besides, on the row that is selected. */
export const openGroupScopes = (state: State): readonly Scope[] => {
	if (arrangementNow(state).groupBy === undefined) {
		return [];
	}

	return titleAtHand(state) === undefined ? [groupKeys] : [titleKeys];
};
