import type {Edit} from '../client/editing.js';
import type {ClientEvent} from '../client/event.js';
import {openDraft} from '../client/select/compose.js';
import {listOf} from '../client/select/list.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import type {Binding, Scope} from './binding.js';

/** Whether keys that are characters are written, and not pressed. */
export const isTyping = ({screen}: State): boolean =>
	screen.confirm === undefined && (screen.field !== undefined || ['compose', 'palette'].includes(openScreen(screen)));

/** Whether what is written may have several lines. */
export const takesLines = (state: State): boolean =>
	state.screen.field === undefined && openScreen(state.screen) === 'compose' && openDraft(state)?.focus === 'text';

/** What an edit of the text that has the focus changes. */
export const editEvents = (state: State, by: Edit): readonly ClientEvent[] => {
	const {field} = state.screen;
	if (field !== undefined) {
		return [{event: 'field:edited', data: by}];
	}

	if (openScreen(state.screen) === 'palette') {
		return [{event: 'palette:edited', data: by}];
	}

	const draft = openDraft(state);
	if (draft === undefined) {
		return [];
	}

	const edited: ClientEvent = {event: 'draft:edited', data: {id: draft.id, by}};
	// What is looked for in a list is the first row that has the words.
	return draft.focus === 'text'
		? [edited]
		: [edited, {event: 'row:selected', data: {list: listOf(state).list, id: ''}}];
};

const row = (kind: Exclude<Edit['kind'], 'insert'>, keys: readonly string[], help: string): Binding => ({
	id: `edit.${kind}`,
	keys,
	help,
	run: ({state, send}) => send(...editEvents(state, {kind})),
});

/** What every text field can do. */
export const editingKeys: Scope = {
	title: 'Text',
	bindings: [
		row('left', ['left'], 'Go one character left'),
		row('right', ['right'], 'Go one character right'),
		row('up', ['up'], 'Go one line up'),
		row('down', ['down'], 'Go one line down'),
		row('home', ['home'], 'Go to the start of the line'),
		row('end', ['end'], 'Go to the end of the line'),
		row('backspace', ['backspace'], 'Delete the character before'),
		row('delete', ['delete'], 'Delete the character here'),
		row('clear', ['ctrl+u'], 'Delete to the start of the line'),
	],
};
