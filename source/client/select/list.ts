import type {State} from '../state/index.js';
import {type ListId, openScreen} from '../state/screen.js';
import {openDraft, receivers} from './compose.js';
import {modeRows} from './dispatch.js';
import {howRows} from './how.js';
import {inboxRows} from './inbox.js';
import {projectRows} from './projects.js';
import {foundMessages} from './search.js';
import {sessionRows} from './sessions.js';
import {taskRows} from './tasks.js';

type Rows = ReadonlyArray<{readonly id: string}>;

/** The list that is open, for keys to move in; on a screen that has none, the one of the sessions. */
export const listOf = (state: State): {readonly list: ListId; readonly rows: Rows} => {
	switch (openScreen(state.screen)) {
		case 'tasks': {
			return {list: 'tasks', rows: taskRows(state)};
		}

		case 'projects': {
			return {list: 'projects', rows: projectRows(state)};
		}

		case 'inbox': {
			return {list: 'inbox', rows: inboxRows(state)};
		}

		case 'search': {
			return {list: 'search', rows: foundMessages(state)};
		}

		case 'dispatch': {
			return {list: 'modes', rows: modeRows(state)};
		}

		case 'compose': {
			return openDraft(state)?.focus === 'how'
				? {list: 'how', rows: howRows(state)}
				: {list: 'receivers', rows: receivers(state)};
		}

		case 'sessions':
		case 'thread':
		case 'hold':
		case 'stats':
		case 'log':
		case 'help': {
			return {list: 'sessions', rows: sessionRows(state)};
		}
	}
};
