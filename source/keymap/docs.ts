import {selectedDoc} from '../client/select/docs.js';
import {needing, type Scope} from './binding.js';
import {showRow} from './showing.js';

const onDoc = needing(selectedDoc, 'There is no document');

/** The documents that agents left. */
export const docsKeys: Scope = {
	title: 'Documents',
	bindings: [
		{
			id: 'docs.open',
			keys: ['enter'],
			help: 'Read it',
			inFooter: true,
			needs: 'docs',
			...onDoc({run: ({id, sessionId}, {send}) => send({event: 'doc:opened', data: {id, sessionId}})}),
		},
		{
			id: 'docs.session',
			keys: ['o'],
			help: 'Show the session that left it',
			label: () => 'Its session',
			inFooter: true,
			...onDoc({run: ({sessionId}, {state, send}) => send(...showRow('sessions', sessionId, state))}),
		},
		{
			id: 'docs.preview',
			keys: ['p'],
			help: 'Show or hide what is known of it',
			run: ({send}) => send({event: 'preview:toggled'}),
		},
	],
};
