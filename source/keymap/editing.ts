import type {Edit} from '../client/editing.js';
import type {ClientEvent} from '../client/event.js';
import {openDraft} from '../client/select/compose.js';
import type {State} from '../client/state/index.js';
import {type ListId, openScreen} from '../client/state/screen.js';
import type {Binding, Scope} from './binding.js';

/** Whether keys that are characters are written, and not pressed. */
export const isTyping = ({screen}: State): boolean =>
	screen.confirm === undefined && (screen.field !== undefined || openScreen(screen) === 'compose');

/** Whether what is written may have several lines. */
export const takesLines = (state: State): boolean =>
	state.screen.field === undefined && openDraft(state)?.focus === 'text';

/** What an edit of the text that has the focus changes. */
export const editEvents = (state: State, by: Edit): readonly ClientEvent[] => {
	const {field} = state.screen;
	if (field !== undefined) {
		return [{event: 'field:edited', data: by}];
	}

	const draft = openDraft(state);
	return draft === undefined ? [] : [{event: 'draft:edited', data: {id: draft.id, by}}];
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

/** The line at the bottom of the screen. */
export const fieldKeys: Scope = {
	title: 'Line of text',
	bindings: [
		{
			id: 'field.submit',
			keys: ['enter'],
			help: 'Take it',
			inFooter: true,
			whyNot({screen: {field}}) {
				return field !== undefined && field.purpose !== 'filter' && field.text.text.trim() === ''
					? 'Write something, or leave with Esc'
					: undefined;
			},
			run: ({send}) => send({event: 'field:closed'}),
			async act({state: {screen}, send, actions}) {
				const {field} = screen;
				if (field === undefined || field.purpose === 'filter') {
					return;
				}

				const text = field.text.text.trim();
				try {
					await (field.purpose === 'new-task'
						? actions.createTask(field.subject, text)
						: actions.addProject(text.replace(/(.)\/+$/, '$1'), lastPart(text)));
				} catch (error) {
					// What was written is not lost by a refusal.
					send({event: 'field:opened', data: {...field, text}});
					throw error;
				}
			},
		},
		{
			id: 'field.leave',
			keys: ['esc'],
			help: 'Leave it',
			inFooter: true,
			run({state: {screen}, send}) {
				const {field} = screen;
				send({event: 'field:closed'});
				if (field?.purpose === 'filter') {
					send({event: 'filter:changed', data: {list: field.subject as ListId, text: ''}});
				}
			},
		},
	],
};

const lastPart = (path: string): string => path.split('/').findLast(part => part !== '') ?? path;
