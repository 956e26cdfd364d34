import type {State} from '../client/state/index.js';
import {openScreen, type ScreenId, screenIds} from '../client/state/screen.js';
import {aboutKeys, historyKeys} from './about.js';
import {type Around, aroundOf, everyAround} from './around.js';
import {arrangeKeys, groupScopes} from './arrange.js';
import type {Binding, Scope} from './binding.js';
import {composeKeys} from './compose.js';
import {createConfirmKeys} from './confirm.js';
import {menuKeys} from './copies.js';
import {detailsKeys} from './details.js';
import {dispatchKeys} from './dispatch.js';
import {docKeys} from './doc.js';
import {docsKeys} from './docs.js';
import {editingKeys} from './editing.js';
import {fieldKeys, replaceFile} from './fields.js';
import {filterFieldKeys, hasFilterWords} from './filter-field.js';
import {alwaysKeys, globalKeys} from './global.js';
import {createHelp} from './help.js';
import {holdKeys} from './hold.js';
import {hostKeys} from './hosts.js';
import {howKeys} from './how.js';
import {inboxKeys} from './inbox.js';
import {filterKeys, listKeys} from './lists.js';
import {logKeys} from './log.js';
import {markedKeys, markKeys} from './marks.js';
import {memberKeys} from './members.js';
import {createPalette} from './palette.js';
import {paneKeys, previewKeys} from './pane.js';
import {peekKeys} from './peek.js';
import {offerKeys, projectKeys} from './projects.js';
import {readingKeys} from './reading.js';
import {rebound} from './rebind.js';
import {receiverKeys} from './receivers.js';
import {belowOf} from './run-below.js';
import {searchKeys} from './search.js';
import {sessionKeys} from './sessions.js';
import {captureKeys, settingsKeys} from './settings.js';
import {windowKeys} from './spawner.js';
import {taskKeys} from './tasks.js';
import {threadKeys} from './thread.js';
import {timelineKeys} from './timeline.js';

export const help = createHelp(state => scopesBelow(state));
export const palette = createPalette(state => scopesBelow(state));
const confirmKeys = createConfirmKeys(id => findBinding(id) ?? [replaceFile].find(binding => binding.id === id));

// The order here is the order that the operator reads them in.
export const scopes: readonly Scope[] = [
	globalKeys,
	listKeys,
	filterKeys,
	arrangeKeys,
	...groupScopes,
	markKeys,
	markedKeys,
	aboutKeys,
	paneKeys,
	previewKeys,
	sessionKeys,
	peekKeys,
	taskKeys,
	projectKeys,
	offerKeys,
	windowKeys,
	inboxKeys,
	threadKeys,
	holdKeys,
	searchKeys,
	dispatchKeys,
	logKeys,
	timelineKeys,
	hostKeys,
	docsKeys,
	docKeys,
	memberKeys,
	detailsKeys,
	composeKeys,
	receiverKeys,
	howKeys,
	readingKeys,
	help.keys,
	palette.keys,
	menuKeys,
	settingsKeys,
	captureKeys,
	fieldKeys,
	filterFieldKeys,
	editingKeys,
	confirmKeys,
	alwaysKeys,
];

export const findBinding = (id: string): Binding | undefined =>
	scopes.flatMap(({bindings}) => bindings).find(binding => binding.id === id);

/**
The scopes whose keys are live, innermost first, with the keys that are set for them.
*/
export const openScopes = (state: State): readonly Scope[] => withSetKeys(tableScopes(state), state);

const withSetKeys = (open: readonly Scope[], {settings}: State): readonly Scope[] =>
	open.map(scope => rebound(scope, settings.values.keys));

/** The same with the keys of the table. */
const tableScopes = (state: State): readonly Scope[] => {
	const {capture, confirm, field} = state.screen;
	if (capture !== undefined) {
		return whileCaptured;
	}

	if (confirm !== undefined) {
		return whileAsked;
	}

	return field === undefined ? scopesOn(openScreen(state.screen), state) : whileWritten(hasFilterWords(field));
};

const whileCaptured: readonly Scope[] = [captureKeys, alwaysKeys];
const whileAsked: readonly Scope[] = [confirmKeys, alwaysKeys];

const whileWritten = (isFilter: boolean): readonly Scope[] => [
	fieldKeys,
	...(isFilter ? [filterFieldKeys] : []),
	editingKeys,
	alwaysKeys,
];

const scopesOn = (screen: ScreenId, state: State): readonly Scope[] => [
	...scopesOf(screen, aroundOf(screen, state)),
	alwaysKeys,
];

/** The scopes of the screen that the help or the palette was opened on. */
const scopesBelow = (state: State): readonly Scope[] => {
	const below = belowOf(state);
	return withSetKeys(scopesOn(openScreen(below.screen), below), below);
};

/** The scopes that can be open together, one row for each way in which they can; of two rows that have the same, one. */
export const togetherOpen = (): ReadonlyArray<readonly Scope[]> => {
	const all = [
		...screenIds.flatMap(screen => everyAround.map(around => [...scopesOf(screen, around), alwaysKeys])),
		...[whileWritten(true), whileWritten(false), whileAsked],
	];
	return [...new Map(all.map(open => [open.map(({title}) => title).join('\n'), open])).values()];
};

const scopesOf = (screen: ScreenId, around: Around): readonly Scope[] => {
	const offer = {none: [], folder: [offerKeys], windows: [windowKeys]}[around.offer()];
	const marked = around.hasMarks() ? [markedKeys] : [];
	switch (screen) {
		case 'sessions': {
			return withPane(
				[...marked, ...offer, ...around.group()],
				[sessionKeys, markKeys, listKeys, filterKeys, arrangeKeys, aboutKeys, globalKeys],
				around,
			);
		}

		case 'tasks': {
			return withPane(
				[...marked, ...offer, ...around.group()],
				[taskKeys, markKeys, listKeys, filterKeys, arrangeKeys, aboutKeys, globalKeys],
				around,
			);
		}

		case 'projects': {
			return [...marked, ...offer, projectKeys, markKeys, listKeys, filterKeys, aboutKeys, globalKeys];
		}

		case 'inbox': {
			return [...marked, inboxKeys, markKeys, listKeys, filterKeys, aboutKeys, globalKeys];
		}

		case 'thread': {
			return [threadKeys, readingKeys, aboutKeys, globalKeys];
		}

		case 'hold': {
			return [holdKeys, readingKeys, globalKeys];
		}

		case 'search': {
			return [searchKeys, listKeys, filterKeys, aboutKeys, globalKeys];
		}

		case 'dispatch': {
			return [dispatchKeys, listKeys, filterKeys, globalKeys];
		}

		case 'peek': {
			return [peekKeys, globalKeys];
		}

		case 'menu': {
			return [menuKeys, listKeys, globalKeys];
		}

		case 'settings': {
			return [settingsKeys, listKeys, filterKeys, globalKeys];
		}

		case 'log': {
			return [logKeys, aboutKeys, globalKeys];
		}

		case 'timeline': {
			return withPane([], [timelineKeys, listKeys, filterKeys, aboutKeys, globalKeys], around);
		}

		case 'hosts': {
			return withPane([], [hostKeys, listKeys, filterKeys, aboutKeys, globalKeys], around);
		}

		case 'docs': {
			return withPane([], [docsKeys, listKeys, filterKeys, aboutKeys, globalKeys], around);
		}

		case 'doc': {
			return [docKeys, readingKeys, aboutKeys, globalKeys];
		}

		case 'members': {
			return withPane([], [memberKeys, listKeys, filterKeys, aboutKeys, globalKeys], around);
		}

		case 'details': {
			return [detailsKeys, readingKeys, historyKeys, globalKeys];
		}

		case 'stats': {
			return [readingKeys, globalKeys];
		}

		case 'help': {
			return [help.keys, globalKeys];
		}

		case 'palette': {
			return [palette.keys, editingKeys];
		}

		case 'compose': {
			return [{to: receiverKeys, how: howKeys, text: composeKeys}[around.focus()], editingKeys];
		}
	}
};

/** Where keys go to the pane beside the list, those that move in it come first. `first` is what counts before the list in any case. */
const withPane = (first: readonly Scope[], open: readonly Scope[], around: Around): readonly Scope[] => {
	const pane = around.pane();
	return pane === 'none'
		? [...first, ...open]
		: [...(pane === 'focused' ? [previewKeys] : []), ...first, paneKeys, ...open];
};
