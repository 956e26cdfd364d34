import type {ClientEvent} from '../client/event.js';
import {exportable} from '../client/select/export.js';
import {listOfField} from '../client/select/hint.js';
import {openLog} from '../client/select/log.js';
import {type Field, isAsking} from '../client/state/screen.js';
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
			run({state, send}) {
				const {field} = state.screen;
				send({event: 'field:closed'}, ...(field === undefined ? [] : taken(field, state)));
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
					if (error instanceof MaestroError && hasGoneOn(context)) {
						throw withText(error, field, text);
					}

					// What was written is not lost by a refusal.
					context.send({event: 'field:opened', data: {...field, text}});
					if (!['export', 'log-save'].includes(field.purpose) || !isTaken(error)) {
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

/** What was written is told instead, but for a word that was typed to be sure. */
const withText = (error: MaestroError, {purpose}: Field, text: string): MaestroError =>
	purpose === 'kill'
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
		const name = state.screen.field?.text.text.trim() ?? '';
		const field = state.screen.field;
		await (field?.purpose === 'log-save'
			? actions.saveLog({runId: field.subject, size: openLog(state)?.size ?? 0, name, replaces: true})
			: actions.exportMessages({queries: exportable(state)?.queries ?? [], name, replaces: true}));
	},
};
