import {isTitle} from '../client/select/arrange.js';
import {listOf} from '../client/select/list.js';
import {marksHere, marksOf} from '../client/select/marks.js';
import {selectedIndex} from '../client/select/rows.js';
import type {State} from '../client/state/index.js';
import {listScreens, type ScreenId} from '../client/state/screen.js';
import type {Scope} from './binding.js';

/** Whether something is marked in the list of a screen. */
export const hasMarks = (screen: ScreenId, state: State): boolean =>
	listScreens.some(list => list === screen && marksOf(state, list).size > 0);

/** Titles cannot be marked, also where one stands for a folded group. */
const canBeMarked = (row: {readonly isPassedOver?: boolean | undefined}): boolean =>
	row.isPassedOver !== true && !isTitle(row);

const markable = (state: State): readonly string[] =>
	listOf(state)
		.rows.filter(canBeMarked)
		.map(({id}) => id);

const selectedId = (state: State): string | undefined => {
	const {list, rows} = listOf(state);
	const row = rows[selectedIndex(rows, state.screen.selected[list])];
	return row !== undefined && canBeMarked(row) ? row.id : undefined;
};

/** Marking rows, to act on all of them at once. */
export const markKeys: Scope = {
	title: 'Marks',
	bindings: [
		{
			id: 'row.mark',
			keys: ['v'],
			help: 'Mark the row, or take its mark away, to act on several',
			whyNot: state => (selectedId(state) === undefined ? 'There is nothing to mark' : undefined),
			run({state, send}) {
				const id = selectedId(state) ?? '';
				const event = marksHere(state).has(id) ? 'rows:unmarked' : 'rows:marked';
				send({event, data: {list: listOf(state).list, ids: [id]}});
			},
		},
		{
			id: 'row.mark-all',
			keys: ['V'],
			help: 'Mark all rows that are shown, or none',
			whyNot: state => (listOf(state).rows.some(canBeMarked) ? undefined : 'There is nothing to mark'),
			run({state, send}) {
				const ids = markable(state);
				const marks = marksHere(state);
				const event = ids.every(id => marks.has(id)) ? 'rows:unmarked' : 'rows:marked';
				send({event, data: {list: listOf(state).list, ids}});
			},
		},
	],
};

/** While something is marked in the list that is open. */
export const markedKeys: Scope = {
	title: 'While rows are marked',
	bindings: [
		{
			id: 'row.unmark-all',
			keys: ['esc'],
			help: 'Take all marks away',
			label: state => `Unmark ${marksHere(state).size}`,
			inFooter: true,
			run({state, send}) {
				const {list} = listOf(state);
				const ids = [...marksHere(state)];
				const what = `The marks of ${ids.length} ${ids.length === 1 ? 'row' : 'rows'} of ${list}`;
				send(
					{event: 'rows:unmarked', data: {list, ids}},
					{
						event: 'undo:offered',
						data: {what, steps: [{kind: 'screen', events: [{event: 'rows:marked', data: {list, ids}}]}]},
					},
				);
			},
		},
	],
};
