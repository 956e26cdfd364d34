import {knownOf, openDraft} from '../client/select/compose.js';
import {howRows, selectedHow} from '../client/select/how.js';
import {fillIn} from '../domain/template.js';
import {needing, type Scope} from './binding.js';
import {keep, moves, turn} from './draft-fields.js';

const onHow = needing(selectedHow, 'No template has these words');

const changeTo = (which: 'next' | 'previous') =>
	onHow({
		whyNot: ({kind}) => (kind === 'option' ? undefined : 'A template is taken, and not changed'),
		run(row, {state, send}) {
			const draft = openDraft(state);
			if (row.kind === 'option' && draft !== undefined) {
				send({event: 'draft:set', data: {id: draft.id, how: row[which]}});
			}
		},
	});

/** While it is said what the message is. */
export const howKeys: Scope = {
	title: 'Priority, type and template',
	bindings: [
		{
			id: 'how.take',
			keys: ['enter'],
			help: 'Change it, or take the template',
			inFooter: true,
			needs: 'receipts',
			...onHow({
				label: ({kind}) => (kind === 'option' ? 'Change it' : 'Take the template'),
				whyNot: row => (row.kind === 'template' ? row.template.problem : undefined),
				run(row, {state, send}) {
					const draft = openDraft(state);
					if (draft === undefined) {
						return;
					}

					const {id} = draft;
					if (row.kind === 'option') {
						send({event: 'draft:set', data: {id, how: row.next}});
						return;
					}

					const {text, priority, type} = row.template;
					send({event: 'draft:filled', data: {id, text: fillIn(text, knownOf(state, draft)), priority, type}});
				},
			}),
		},
		{id: 'how.next', keys: ['right'], help: 'Change it to the next', needs: 'receipts', ...changeTo('next')},
		{
			id: 'how.previous',
			keys: ['left'],
			help: 'Change it to the one before',
			needs: 'receipts',
			...changeTo('previous'),
		},
		...moves('how', state => (howRows(state).length === 0 ? 'No template has these words' : undefined)),
		turn('how.turn'),
		keep('how.keep'),
	],
};
