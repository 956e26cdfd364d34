import type {ClientEvent} from '../client/event.js';
import {exportable} from '../client/select/export.js';
import {listOfField} from '../client/select/hint.js';
import {openLog} from '../client/select/log.js';
import {whyThinkTwice} from '../client/select/login.js';
import {type Field, isAsking, isSecret} from '../client/state/screen.js';
import {lineToDraw} from '../client/text.js';
import {MaestroError} from '../domain/errors.js';
import type {ActContext, Binding, Scope} from './binding.js';
import {submit, taken, whyNotTake} from './take-field.js';

/** The line at the bottom of the screen. */
export const fieldKeys: Scope = {
	title: 'Line of text',
	bindings: [
		{
			id: 'field.submit',
			keys: ['enter'],
			help: 'Take it',
			inFooter: true,
			whyNot: state => (state.screen.field === undefined ? undefined : whyNotTake(state.screen.field, state)),
			confirm: whyThinkTwice,
			subject: ({screen}) => screen.field?.subject,
			run({state, send}) {
				const {field} = state.screen;
				send({event: 'field:closed'}, ...(field === undefined ? [] : taken(field, state)));
			},
			async act(context) {
				const {field} = context.state.screen;
				if (field === undefined) {
					return;
				}

				// A password may begin or end with a blank.
				const text = isSecret(field) ? field.text.text : field.text.text.trim();
				try {
					await submit(field, text, context);
				} catch (error) {
					if (error instanceof MaestroError && hasGoneOn(context)) {
						throw withText(error, field, text);
					}

					// What was written is not lost by a refusal.
					context.send({event: 'field:opened', data: {...field, text: isSecret(field) ? '' : text}});
					if (!['export', 'log-save', 'doc-save'].includes(field.purpose) || !isTaken(error)) {
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
					send({event: 'filter:changed', data: {list: listOfField(field), text: ''}});
				}
			},
		},
	],
};

/** Whoever selects, reads or writes something else by now is not to find their keys in a line that opens again. */
const hasGoneOn = ({state, now}: ActContext): boolean => {
	const {screen} = now();
	return screen.stack !== state.screen.stack || screen.selected !== state.screen.selected || isAsking(screen);
};

/** What was written is told instead, but for a secret, and a word that was typed to be sure. */
const withText = (error: MaestroError, field: Field, text: string): MaestroError =>
	field.purpose === 'kill' || isSecret(field)
		? error
		: new MaestroError(error.code, `${error.message}; what you wrote was: ${lineToDraw(text)}`, {cause: error});

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
	needs: 'server',
	subject: ({screen}) => screen.field?.text.text.trim(),
	run: ({send}) => send({event: 'field:closed'}),
	async act({state, actions}) {
		const {field} = state.screen;
		const name = field?.text.text.trim() ?? '';
		switch (field?.purpose) {
			case 'log-save': {
				return actions.saveLog({runId: field.subject, size: openLog(state)?.size ?? 0, name, replaces: true});
			}

			case 'doc-save': {
				return actions.saveDoc({id: field.subject, sessionId: state.doc?.sessionId ?? '', name, replaces: true});
			}

			default: {
				return actions.exportMessages({queries: exportable(state)?.queries ?? [], name, replaces: true});
			}
		}
	},
};
