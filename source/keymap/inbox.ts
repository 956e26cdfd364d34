import {selectedInboxRow, selectedThread} from '../client/select/inbox.js';
import {needing, type Scope} from './binding.js';
import {exportTo, jumpToParty, onThread, search, whatIsLost} from './messages.js';
import {openExchange, openReply} from './opening.js';

const onRow = needing(selectedInboxRow, 'There is nothing in the inbox');
const unread = 'status:unread';

export const inboxKeys: Scope = {
	title: 'Inbox',
	bindings: [
		{
			id: 'inbox.open',
			keys: ['enter'],
			help: 'Read the thread, decide, or go on writing',
			inFooter: true,
			...onRow({
				label: ({kind}) => ({thread: 'Read the thread', hold: 'Decide', draft: 'Go on writing'})[kind],
				run(row, {send}) {
					switch (row.kind) {
						case 'hold': {
							send(openExchange(row.hold));
							return;
						}

						case 'draft': {
							const {id, to, replyTo} = row.draft;
							send({event: 'draft:opened', data: {id, to: to[0], replyTo}});
							return;
						}

						case 'thread': {
							send({event: 'thread:opened', data: {id: row.id}});
						}
					}
				},
				// While the connection is lost it can still be read; that it was is said the next time.
				async act(row, {state, actions}) {
					if (row.kind === 'thread' && state.connection.phase === 'open') {
						await actions.markRead(row.thread.messages);
					}
				},
			}),
		},
		{
			id: 'inbox.reply',
			keys: ['r'],
			help: 'Reply',
			inFooter: true,
			needs: 'messages',
			...onThread({run: (thread, {send}) => send(openReply(thread))}),
		},
		{
			id: 'inbox.scope',
			keys: ['t'],
			help: 'Show what sessions write to each other, or yours alone',
			label: ({screen}) => (screen.scope === 'yours' ? "Show everyone's" : 'Show yours'),
			inFooter: true,
			needs: 'messages',
			run({state, send}) {
				send({event: 'scope:changed', data: {scope: state.screen.scope === 'yours' ? 'all' : 'yours'}});
			},
		},
		search('inbox.search', ['F']),
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
		{
			id: 'inbox.unread',
			keys: ['u'],
			help: 'Show the unread alone, or all again',
			run({state, send}) {
				const text = state.screen.filters.inbox === unread ? '' : unread;
				send({event: 'filter:changed', data: {list: 'inbox', text}});
			},
		},
		jumpToParty('inbox.jump'),
		exportTo('inbox.export'),
		{
			id: 'inbox.stats',
			keys: ['#'],
			help: 'Show the statistics of messages',
			needs: 'messages',
			run: ({send}) => send({event: 'screen:opened', data: {screen: 'stats'}}),
		},
		{
			id: 'inbox.delete',
			keys: ['D'],
			help: 'Delete the thread, or the draft',
			needs: 'messages',
			...onRow({
				whyNot: ({kind}) => (kind === 'hold' ? 'An exchange that is held is decided, and not deleted' : undefined),
				confirm(row) {
					if (row.kind === 'thread') {
						const {messages, names} = row.thread;
						const count = messages.length === 1 ? 'the message' : `all ${messages.length} messages`;
						return whatIsLost(`${count} of the thread with ${names.join(' and ')}`, messages);
					}

					return row.kind === 'draft' ? `Throw away what you wrote to ${row.names}? Nobody else has it` : undefined;
				},
				run(row, {send}) {
					if (row.kind === 'draft') {
						send({event: 'draft:dropped', data: {id: row.draft.id}});
					}
				},
				async act(row, {actions}) {
					if (row.kind === 'thread') {
						await actions.deleteMessages(row.thread.messages);
					}
				},
			}),
		},
	],
};
