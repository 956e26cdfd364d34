import type {State} from '../state/index.js';
import {type ListId, openScreen} from '../state/screen.js';
import {openDraft, receivers} from './compose.js';
import {modeRows} from './dispatch.js';
import {docRows} from './docs.js';
import {hostRows} from './hosts.js';
import {howRows} from './how.js';
import {inboxRows} from './inbox.js';
import {memberRows} from './members.js';
import {menuRows} from './menu.js';
import {projectRows} from './projects.js';
import {foundMessages} from './search.js';
import {sessionList} from './sessions.js';
import {settingsRows} from './settings.js';
import {taskList} from './tasks.js';
import {timelineRows} from './timeline.js';

type Rows = ReadonlyArray<{readonly id: string; readonly isPassedOver?: boolean | undefined}>;

/** The list that is open, for keys to move in; on a screen that has none, the one of the sessions. */
export const listOf = (state: State): {readonly list: ListId; readonly rows: Rows} => {
	switch (openScreen(state.screen)) {
		case 'tasks': {
			return {list: 'tasks', rows: taskList(state)};
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

		case 'menu': {
			return {list: 'menu', rows: menuRows(state)};
		}

		case 'settings': {
			return {list: 'settings', rows: settingsRows(state)};
		}

		case 'compose': {
			return openDraft(state)?.focus === 'how'
				? {list: 'how', rows: howRows(state)}
				: {list: 'receivers', rows: receivers(state)};
		}

		// What stands there depends on the keys, which the keymap knows.
		case 'help': {
			return {list: 'help', rows: []};
		}

		case 'palette': {
			return {list: 'palette', rows: []};
		}

		case 'timeline': {
			return {list: 'timeline', rows: timelineRows(state)};
		}

		case 'hosts': {
			return {list: 'hosts', rows: hostRows(state)};
		}

		case 'docs': {
			return {list: 'docs', rows: docRows(state)};
		}

		case 'members': {
			return {list: 'members', rows: memberRows(state)};
		}

		case 'details':
		case 'doc':
		case 'sessions':
		case 'peek':
		case 'thread':
		case 'hold':
		case 'stats':
		case 'log': {
			return {list: 'sessions', rows: sessionList(state)};
		}
	}
};

/** The list that the open screen shows; none where it shows a text. */
export const ownList = (state: State): ListId | undefined => {
	const {list} = listOf(state);
	return list === 'sessions' && openScreen(state.screen) !== 'sessions' ? undefined : list;
};
