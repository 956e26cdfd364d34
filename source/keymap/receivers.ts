import {openDraft, receivers, selectedReceiver} from '../client/select/compose.js';
import {needing, type Scope} from './binding.js';
import {keep, moves, turn} from './draft-fields.js';

const whyNoReceiver = 'Nobody has these words';
const onReceiver = needing(selectedReceiver, whyNoReceiver);

/** While the receivers are chosen. */
export const receiverKeys: Scope = {
	title: 'Choose who it goes to',
	bindings: [
		{
			id: 'receiver.choose',
			keys: ['enter'],
			help: 'Take those that are marked, or this one',
			inFooter: true,
			...onReceiver({
				label(_receiver, state) {
					const count = openDraft(state)?.marked?.length ?? 0;
					return count === 0 ? 'Take this one' : `Take the ${count} marked`;
				},
				run({id}, {state, send}) {
					const draft = openDraft(state);
					const marked = draft?.marked ?? [];
					const to = marked.length === 0 ? [id] : marked;
					send(...(draft === undefined ? [] : [{event: 'draft:addressed', data: {id: draft.id, to}} as const]));
				},
			}),
		},
		{
			id: 'receiver.mark',
			keys: ['space'],
			help: 'Mark it, to write to several',
			label: () => 'Mark',
			inFooter: true,
			...onReceiver({
				run({id: receiver}, {state, send}) {
					const draft = openDraft(state);
					send(...(draft === undefined ? [] : [{event: 'draft:marked', data: {id: draft.id, receiver}} as const]));
				},
			}),
		},
		...moves('receiver', state => (receivers(state).length === 0 ? whyNoReceiver : undefined)),
		turn('receiver.turn'),
		keep('receiver.keep'),
	],
};
