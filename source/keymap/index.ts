import {openDraft} from '../client/select/compose.js';
import {openOffer} from '../client/select/projects.js';
import type {State} from '../client/state/index.js';
import {openScreen, type ScreenId} from '../client/state/screen.js';
import type {Binding, Scope} from './binding.js';
import {composeKeys} from './compose.js';
import {createConfirmKeys} from './confirm.js';
import {dispatchKeys} from './dispatch.js';
import {editingKeys} from './editing.js';
import {fieldKeys, replaceFile} from './fields.js';
import {alwaysKeys, globalKeys} from './global.js';
import {helpLinesOf} from './help.js';
import {holdKeys} from './hold.js';
import {howKeys} from './how.js';
import {inboxKeys} from './inbox.js';
import {filterKeys, listKeys} from './lists.js';
import {logKeys} from './log.js';
import {offerKeys, projectKeys} from './projects.js';
import {createReadingKeys} from './reading.js';
import {receiverKeys} from './receivers.js';
import {searchKeys} from './search.js';
import {sessionKeys} from './sessions.js';
import {taskKeys} from './tasks.js';
import {threadKeys} from './thread.js';

const readingKeys = createReadingKeys(state => helpLinesOf(scopesBelow(state)).length);
const confirmKeys = createConfirmKeys(id => findBinding(id) ?? [replaceFile].find(binding => binding.id === id));

// The order here is the order that the operator reads them in.
export const scopes: readonly Scope[] = [
	globalKeys,
	listKeys,
	filterKeys,
	sessionKeys,
	taskKeys,
	projectKeys,
	offerKeys,
	inboxKeys,
	threadKeys,
	holdKeys,
	searchKeys,
	dispatchKeys,
	logKeys,
	composeKeys,
	receiverKeys,
	howKeys,
	readingKeys,
	fieldKeys,
	editingKeys,
	confirmKeys,
	alwaysKeys,
];

export const findBinding = (id: string): Binding | undefined =>
	scopes.flatMap(({bindings}) => bindings).find(binding => binding.id === id);

/**
The scopes whose keys are live, innermost first.
*/
export const openScopes = (state: State): readonly Scope[] => {
	if (state.screen.confirm !== undefined) {
		return [confirmKeys, alwaysKeys];
	}

	return state.screen.field === undefined
		? [...scopesOf(openScreen(state.screen), state), alwaysKeys]
		: [fieldKeys, editingKeys, alwaysKeys];
};

/** The scopes of the screen that the help was opened on. */
export const scopesBelow = (state: State): readonly Scope[] => [
	...scopesOf(state.screen.stack.findLast(id => id !== 'help') ?? 'sessions', state),
	alwaysKeys,
];

const scopesOf = (screen: ScreenId, state: State): readonly Scope[] => {
	const offer = openOffer(state) === undefined ? [] : [offerKeys];
	switch (screen) {
		case 'sessions': {
			return [...offer, sessionKeys, listKeys, filterKeys, globalKeys];
		}

		case 'tasks': {
			return [...offer, taskKeys, listKeys, filterKeys, globalKeys];
		}

		case 'projects': {
			return [...offer, projectKeys, listKeys, filterKeys, globalKeys];
		}

		case 'inbox': {
			return [inboxKeys, listKeys, filterKeys, globalKeys];
		}

		case 'thread': {
			return [threadKeys, readingKeys, globalKeys];
		}

		case 'hold': {
			return [holdKeys, readingKeys, globalKeys];
		}

		case 'search': {
			return [searchKeys, listKeys, globalKeys];
		}

		case 'dispatch': {
			return [dispatchKeys, listKeys, globalKeys];
		}

		case 'log': {
			return [logKeys, globalKeys];
		}

		case 'stats':
		case 'help': {
			return [readingKeys, globalKeys];
		}

		case 'compose': {
			return [{to: receiverKeys, how: howKeys, text: composeKeys}[openDraft(state)?.focus ?? 'text'], editingKeys];
		}
	}
};
