import {allThreads, selectedThread} from '../client/select/inbox.js';
import {type Binding, needing, type Scope} from './binding.js';
import {openReply, threadAtHand} from './opening.js';

const onThread = needing(threadAtHand, 'Select a thread first');

const reply = (id: string): Binding => ({
	id,
	keys: ['r'],
	help: 'Reply',
	inFooter: true,
	needs: 'messages',
	...onThread({run: (thread, {send}) => send(openReply(thread))}),
});

const jump = (id: string): Binding => ({
	id,
	keys: ['o'],
	help: "Jump to the sender's window",
	...onThread({
		whyNot: ({party}, state) => (state.sessions.has(party) ? undefined : 'Its session is not there any more'),
		async act({party}, {state, actions}) {
			const session = state.sessions.get(party);
			if (session !== undefined) {
				await actions.jumpToPane(session);
			}
		},
	}),
});

export const inboxKeys: Scope = {
	title: 'Inbox',
	bindings: [
		{
			id: 'inbox.open',
			keys: ['enter'],
			help: 'Read the thread',
			inFooter: true,
			...needing(
				selectedThread,
				'There is no thread to read',
			)({
				run: ({id}, {send}) => send({event: 'thread:opened', data: {id}}),
				// While the connection is lost it can still be read; that it was is said the next time.
				async act({messages}, {state, actions}) {
					if (state.connection.phase === 'open') {
						await actions.markRead(messages);
					}
				},
			}),
		},
		reply('inbox.reply'),
		{
			id: 'inbox.acknowledge',
			keys: ['a'],
			help: 'Mark the thread as read',
			needs: 'messages',
			...needing(
				selectedThread,
				'There is no thread to mark',
			)({
				act: async ({messages}, {actions}) => actions.markRead(messages),
			}),
		},
		jump('inbox.jump'),
	],
};

export const threadKeys: Scope = {
	title: 'Thread',
	bindings: [
		reply('thread.reply'),
		jump('thread.jump'),
		{
			id: 'thread.acknowledge',
			keys: ['a'],
			help: 'Mark what came since as read',
			needs: 'messages',
			...onThread({
				async act({id}, {state, actions}) {
					await actions.markRead(allThreads(state).find(thread => thread.id === id)?.messages ?? []);
				},
			}),
		},
	],
};
