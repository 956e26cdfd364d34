import type {Edit} from '../client/editing.js';
import type {ClientEvent} from '../client/event.js';
import {openDraft} from '../client/select/compose.js';
import {exportable} from '../client/select/export.js';
import {listOf} from '../client/select/list.js';
import type {State} from '../client/state/index.js';
import {type Field, type ListId, openScreen} from '../client/state/screen.js';
import {MaestroError} from '../domain/errors.js';
import type {ActContext, Binding, Scope} from './binding.js';

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

/** The line at the bottom of the screen. */
export const fieldKeys: Scope = {
	title: 'Line of text',
	bindings: [
		{
			id: 'field.submit',
			keys: ['enter'],
			help: 'Take it',
			inFooter: true,
			whyNot: ({screen: {field}}) => (field === undefined ? undefined : whyNotTake(field)),
			run({state: {screen}, send}) {
				send({event: 'field:closed'});
				if (screen.field?.purpose === 'search') {
					send({event: 'search:asked', data: {query: screen.field.text.text.trim()}});
				}
			},
			async act(context) {
				const {field} = context.state.screen;
				if (field === undefined) {
					return;
				}

				const text = field.text.text.trim();
				try {
					await submit(field, text, context);
				} catch (error) {
					// What was written is not lost by a refusal.
					context.send({event: 'field:opened', data: {...field, text}});
					if (field.purpose !== 'export' || !isTaken(error)) {
						throw error;
					}

					context.send(askToReplace(error, text));
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

const whyNotTake = ({purpose, text}: Field): string | undefined => {
	if (purpose !== 'filter' && text.text.trim() === '') {
		return 'Write something, or leave with Esc';
	}

	return purpose === 'export' && !/\.(?:md|json)$/i.test(text.text.trim())
		? 'Let the name end with .md for Markdown, or with .json'
		: undefined;
};

const submit = async ({purpose, subject}: Field, text: string, {state, actions}: ActContext): Promise<void> => {
	switch (purpose) {
		case 'new-task': {
			return actions.createTask(subject, text);
		}

		case 'new-project': {
			return actions.addProject(text.replace(/(.)\/+$/, '$1'), lastPart(text));
		}

		case 'export': {
			return actions.exportMessages({queries: exportable(state)?.queries ?? [], name: text, replaces: false});
		}

		case 'filter':
		case 'search': {
			return undefined;
		}
	}
};

const isTaken = (error: unknown): error is MaestroError =>
	error instanceof MaestroError && error.code === 'already-there';

const askToReplace = ({message}: MaestroError, name: string): ClientEvent => ({
	event: 'confirm:asked',
	data: {question: `${message}. Replace it?`, bindingId: replaceFile.id, subject: name},
});

/** What is done when it is answered that a file is to be replaced; no key begins it. */
export const replaceFile: Binding = {
	id: 'field.replace',
	keys: [],
	help: 'Replace the file',
	needs: 'messages',
	subject: ({screen}) => screen.field?.text.text.trim(),
	run: ({send}) => send({event: 'field:closed'}),
	async act({state, actions}) {
		const name = state.screen.field?.text.text.trim() ?? '';
		await actions.exportMessages({queries: exportable(state)?.queries ?? [], name, replaces: true});
	},
};

const lastPart = (path: string): string => path.split('/').findLast(part => part !== '') ?? path;
