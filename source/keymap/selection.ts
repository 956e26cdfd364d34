import type {ClientEvent} from '../client/event.js';
import {receivers} from '../client/select/compose.js';
import {threadRows} from '../client/select/inbox.js';
import {layoutOf} from '../client/select/layout.js';
import {projectRows} from '../client/select/projects.js';
import {selectedIndex} from '../client/select/rows.js';
import {sessionRows} from '../client/select/sessions.js';
import {taskRows} from '../client/select/tasks.js';
import type {State} from '../client/state/index.js';
import {type ListId, openScreen} from '../client/state/screen.js';

type Rows = ReadonlyArray<{readonly id: string}>;

/** The list that the arrow keys move in. */
export const listOf = (state: State): {readonly list: ListId; readonly rows: Rows} => {
	switch (openScreen(state.screen)) {
		case 'tasks': {
			return {list: 'tasks', rows: taskRows(state)};
		}

		case 'projects': {
			return {list: 'projects', rows: projectRows(state)};
		}

		case 'inbox': {
			return {list: 'inbox', rows: threadRows(state)};
		}

		case 'dispatch': {
			return {list: 'modes', rows: state.modes};
		}

		case 'compose': {
			return {list: 'receivers', rows: receivers(state)};
		}

		case 'sessions':
		case 'thread':
		case 'help': {
			return {list: 'sessions', rows: sessionRows(state)};
		}
	}
};

/** The selection after a move by so many rows; it stops at the ends. */
export const moveBy = (state: State, by: number): readonly ClientEvent[] => {
	const {list, rows} = listOf(state);
	return moveTo(state, selectedIndex(rows, state.screen.selected[list]) + by);
};

export const moveTo = (state: State, index: number): readonly ClientEvent[] => {
	const {list, rows} = listOf(state);
	const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
	return row === undefined ? [] : [{event: 'row:selected', data: {list, id: row.id}}];
};

export const halfPage = (state: State): number => Math.max(1, Math.floor(layoutOf(state).main.rows / 2));
