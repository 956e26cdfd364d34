import {can} from '../client/cannot.js';
import {endedReceivers, openDraft} from '../client/select/compose.js';
import {nameOf, receiverNames} from '../client/select/names.js';
import type {State} from '../client/state/index.js';
import {longestMessage} from '../domain/message.js';
import {needing, type Scope} from './binding.js';
import {keep, turn} from './draft-fields.js';

const onDraft = needing(openDraft, 'No draft is open');

const whyNotSend = (state: State): string | undefined => {
	const draft = openDraft(state);
	const text = draft?.text.text ?? '';
	if (draft?.isSending === true) {
		return 'It is being sent';
	}

	if (draft?.to.length === 0) {
		return 'Choose who it goes to first';
	}

	if (text.trim() === '') {
		return 'Write something first';
	}

	const [ended] = draft === undefined || can(state, 'receipts') ? [] : endedReceivers(state, draft);
	if (ended !== undefined) {
		return `${nameOf(state.sessions, ended)} has ended, and the server keeps nothing for later: resume it first`;
	}

	return text.length > longestMessage
		? `The message has ${text.length.toLocaleString('en')} characters; at most ${longestMessage.toLocaleString('en')} can be sent`
		: undefined;
};

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
			changes: true,
			...onDraft({
				whyNot: (_draft, state) => whyNotSend(state),
				confirm(draft, state) {
					const ended = endedReceivers(state, draft);
					return ended.length === 0
						? undefined
						: `${receiverNames(state, ended)} ${ended.length === 1 ? 'has' : 'have'} ended. Queue it until ${ended.length === 1 ? 'that session is' : 'those sessions are'} resumed?`;
				},
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
		{
			id: 'compose.editor',
			keys: ['ctrl+e'],
			help: 'Write it in your editor',
			...onDraft({
				whyNot: ({isSending}) => (isSending ? 'It is being sent' : undefined),
				act: async (draft, {actions}) => actions.editDraft(draft),
			}),
		},
		turn('compose.turn'),
		keep('compose.keep'),
	],
};
