import {openDraft, receivers, selectedReceiver} from '../client/select/compose.js';
import type {State} from '../client/state/index.js';
import {longestMessage} from '../domain/message.js';
import {type Binding, needing, type Scope} from './binding.js';
import {moveBy} from './selection.js';

const onDraft = needing(openDraft, 'No draft is open');

const whyNotSend = (state: State): string | undefined => {
	const draft = openDraft(state);
	const text = draft?.text.text ?? '';
	if (draft?.isSending === true) {
		return 'It is being sent';
	}

	if (draft?.to === undefined) {
		return 'Choose who it goes to first';
	}

	if (text.trim() === '') {
		return 'Write something first';
	}

	return text.length > longestMessage
		? `The message has ${text.length.toLocaleString('en')} characters; at most ${longestMessage.toLocaleString('en')} can be sent`
		: undefined;
};

const turn = (id: string): Pick<Binding, 'id' | 'keys' | 'help' | 'label' | 'run'> => ({
	id,
	keys: ['tab', 'shift+tab'],
	help: 'Go to the other field',
	label: () => 'Other field',
	run({state, send}) {
		const draft = openDraft(state);
		if (draft !== undefined) {
			send({event: 'draft:turned', data: {id: draft.id, focus: draft.focus === 'to' ? 'text' : 'to'}});
		}
	},
});

const keep = (id: string): Binding => ({
	id,
	keys: ['esc'],
	help: 'Go back and keep the draft',
	label: () => 'Keep as draft',
	inFooter: true,
	run: ({send}) => send({event: 'screen:closed'}),
});

/** While the words are written. */
export const composeKeys: Scope = {
	title: 'Write a message',
	bindings: [
		{
			id: 'compose.send',
			keys: ['enter'],
			help: 'Send it',
			inFooter: true,
			needs: 'messages',
			...onDraft({
				whyNot: (_draft, state) => whyNotSend(state),
				act: async (draft, {actions}) => actions.sendMessage(draft),
			}),
		},
		{
			id: 'compose.newline',
			keys: ['ctrl+j'],
			help: 'Begin a new line',
			label: () => 'New line',
			inFooter: true,
			...onDraft({run: ({id}, {send}) => send({event: 'draft:edited', data: {id, by: {kind: 'insert', text: '\n'}}})}),
		},
		{inFooter: true, ...turn('compose.turn')},
		keep('compose.keep'),
	],
};

/** While the receiver is chosen. */
export const receiverKeys: Scope = {
	title: 'Choose who it goes to',
	bindings: [
		{
			id: 'receiver.choose',
			keys: ['enter'],
			help: 'Take this one',
			inFooter: true,
			...needing(
				selectedReceiver,
				'No session has these words; only those that live can be written to',
			)({
				run({id: to}, {state, send}) {
					const draft = openDraft(state);
					send(...(draft === undefined ? [] : [{event: 'draft:addressed', data: {id: draft.id, to}} as const]));
				},
			}),
		},
		{
			id: 'receiver.down',
			keys: ['down'],
			help: 'Select the next one',
			whyNot: state => (receivers(state).length === 0 ? 'No session has these words' : undefined),
			run: ({state, send}) => send(...moveBy(state, 1)),
		},
		{
			id: 'receiver.up',
			keys: ['up'],
			help: 'Select the one before',
			whyNot: state => (receivers(state).length === 0 ? 'No session has these words' : undefined),
			run: ({state, send}) => send(...moveBy(state, -1)),
		},
		turn('receiver.turn'),
		keep('receiver.keep'),
	],
};
