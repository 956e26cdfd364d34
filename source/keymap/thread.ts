import {explainThread} from '../client/select/explain-row.js';
import {nameOf} from '../client/select/names.js';
import {selectedMessage} from '../client/select/thread.js';
import {allThreads, openThread} from '../client/select/threads.js';
import type {State} from '../client/state/index.js';
import {atSelected} from '../client/state/screen.js';
import {type Binding, needing, type Scope} from './binding.js';
import {answerParty, exportTo, jumpToParty, onThread, search, whatIsLost} from './messages.js';
import {openReply} from './opening.js';

/** The message before or after the one that keys are about comes to the top of the screen. */
const goBy = (by: number): Pick<Binding, 'whyNot' | 'run'> => {
	const target = (state: State) => {
		const messages = openThread(state)?.messages ?? [];
		const index = messages.findIndex(({id}) => id === selectedMessage(state)?.id);
		return messages[index + by];
	};

	return {
		whyNot: state =>
			target(state) === undefined ? `This is the ${by > 0 ? 'newest' : 'oldest'} message of the thread` : undefined,
		run({state, send}) {
			const message = target(state);
			if (message !== undefined) {
				send(
					{event: 'row:selected', data: {list: 'thread', id: message.id}},
					{event: 'text:scrolled', data: {to: atSelected}},
				);
			}
		},
	};
};

export const threadKeys: Scope = {
	title: 'Thread',
	bindings: [
		{
			id: 'thread.reply',
			keys: ['r'],
			help: 'Reply',
			inFooter: true,
			needs: 'messages',
			...onThread({run: (thread, {state, send}) => send(openReply(thread, selectedMessage(state)))}),
		},
		answerParty('thread.answer'),
		jumpToParty('thread.jump'),
		{
			id: 'thread.explain',
			keys: ['.'],
			help: 'Explain how it stands',
			...onThread({
				run: (thread, {state, send}) =>
					send({event: 'notice', data: {tone: 'info', text: explainThread(thread, state)}}),
			}),
		},
		{
			id: 'thread.acknowledge',
			keys: ['a'],
			help: 'Mark what came since as read',
			needs: 'receipts',
			changes: true,
			...onThread({
				async act({id}, {state, actions}) {
					await actions.markRead(allThreads(state).find(thread => thread.id === id)?.messages ?? []);
				},
			}),
		},
		{id: 'thread.next', keys: ['J'], help: 'Go to the next message', repeats: true, ...goBy(1)},
		{id: 'thread.previous', keys: ['K'], help: 'Go to the message before', repeats: true, ...goBy(-1)},
		search('thread.search', ['F']),
		exportTo('thread.export'),
		{
			id: 'thread.delete',
			keys: ['D'],
			help: 'Delete the marked message',
			needs: 'receipts',
			changes: true,
			...needing(
				selectedMessage,
				'There is no message to delete',
			)({
				confirm: (message, {sessions}) =>
					whatIsLost(`the marked message, from ${nameOf(sessions, message.from)} to ${nameOf(sessions, message.to)}`, [
						message,
					]),
				act: async (message, {actions}) => actions.deleteMessages([message]),
			}),
		},
	],
};
