import {arrangementOf} from '../state/finding.js';
import type {State} from '../state/index.js';
import {type ListId, openList, openScreen} from '../state/screen.js';
import {type Arranging, groupOf} from './arrange.js';
import {allSessionRows, hiddenSessions, sessionArranging} from './sessions.js';
import {allTaskRows, hiddenTasks, taskArranging} from './tasks.js';

type Arrangeable = {
	/** What the rows can be sorted and grouped by, beside the list's own order. */
	readonly sorts: readonly string[];
	readonly groups: readonly string[];
	readonly hidden: (state: State) => number;
	/** The title that a row stands under. */
	readonly groupOf: (state: State, id: string) => string | undefined;
};

const arrangeable = <Row extends {readonly id: string}>(
	arranging: Arranging<Row>,
	rows: (state: State) => readonly Row[],
	hidden: (state: State) => number,
): Arrangeable => ({
	sorts: Object.keys(arranging.sorts),
	groups: Object.keys(arranging.groups),
	hidden,
	groupOf(state, id) {
		const row = rows(state).find(other => other.id === id);
		return row === undefined ? undefined : groupOf(arranging, arrangementOf(state.screen, arranging.list), row);
	},
});

const lists: Readonly<Partial<Record<ListId, Arrangeable>>> = {
	sessions: arrangeable(sessionArranging, allSessionRows, hiddenSessions),
	tasks: arrangeable(taskArranging, allTaskRows, hiddenTasks),
};

/** How a list can be put in order; nothing where it always has its own. */
export const arrangeableOf = (list: ListId): Arrangeable | undefined => lists[list];

/** How the open list is put in order, where that is not its own order, in words; and how much of it is hidden. */
export const arrangementWords = (state: State): readonly string[] => {
	const list = openList(state.screen);
	const found = lists[list];
	if (found === undefined || openScreen(state.screen) !== list) {
		return [];
	}

	const {sort, isReversed, groupBy, hidesIdle} = arrangementOf(state.screen, list);
	const hidden = found.hidden(state);
	return [
		...(sort === undefined && !isReversed ? [] : [`by ${sort ?? 'its own order'}${isReversed ? ', reversed' : ''}`]),
		...(groupBy === undefined ? [] : [`grouped by ${groupBy}`]),
		// Where there is nothing to hide it is said as well, or the key would seem to do nothing.
		...(hidden === 0 && !hidesIdle ? [] : [`${hidden} hidden`]),
	];
};
