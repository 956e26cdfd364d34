import {openDraft} from '../client/select/compose.js';
import {draftFocuses} from '../client/state/drafts.js';
import type {State} from '../client/state/index.js';
import type {Binding} from './binding.js';
import {moveBy} from './selection.js';

/** Goes from one field of a draft to another. */
export const turn = (id: string): Binding => ({
	id,
	keys: ['tab', 'shift+tab'],
	help: 'Go to the next field, or the one before',
	label: () => 'Next field',
	inFooter: true,
	run({state, send, key}) {
		const draft = openDraft(state);
		if (draft !== undefined) {
			const index = draftFocuses.indexOf(draft.focus) + (key === 'shift+tab' ? -1 : 1);
			const focus = draftFocuses.at(index % draftFocuses.length) ?? 'text';
			send({event: 'draft:turned', data: {id: draft.id, focus}});
		}
	},
});

/** Leaves the draft, and keeps it. */
export const keep = (id: string): Binding => ({
	id,
	keys: ['esc'],
	help: 'Go back and keep the draft',
	label: () => 'Keep as draft',
	inFooter: true,
	run: ({send}) => send({event: 'screen:closed'}),
});

/** The keys that move in the list of a field. */
export const moves = (field: string, whyNot: (state: State) => string | undefined): readonly Binding[] => [
	{
		id: `${field}.down`,
		keys: ['down'],
		help: 'Select the next one',
		whyNot,
		run: ({state, send}) => send(...moveBy(state, 1)),
	},
	{
		id: `${field}.up`,
		keys: ['up'],
		help: 'Select the one before',
		whyNot,
		run: ({state, send}) => send(...moveBy(state, -1)),
	},
];
