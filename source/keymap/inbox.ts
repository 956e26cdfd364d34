import {explainInboxRow} from '../client/select/explain-row.js';
import {type InboxRow, selectedInboxRow} from '../client/select/inbox.js';
import {chosenInboxRows} from '../client/select/marks.js';
import type {State} from '../client/state/index.js';
import {needing, needingAll, type Scope} from './binding.js';
import {answerParty, exportTo, jumpToParty, onThread, search, whatIsLost} from './messages.js';
import {openExchange, openReply} from './opening.js';
import {whyNotServer} from './why-not-server.js';

const onRow = needing(selectedInboxRow, 'There is nothing in the inbox');
const unread = 'status:unread';

/** A draft is nobody else's, and can be thrown away without a server. */
const whyNotDelete = ({kind}: InboxRow, state: State): string | undefined => {
	switch (kind) {
		case 'hold': {
			return 'An exchange that is held is decided, and not deleted';
		}

		case 'thread': {
			return whyNotServer('receipts', state);
		}

		case 'draft': {
			return undefined;
		}
	}
};

const chosenThreads = (state: State) =>
	chosenInboxRows(state).flatMap(row => (row.kind === 'thread' ? [row.thread] : []));

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
			needs: 'receipts',
			changes: true,
			...needingAll(
				chosenThreads,
				'There is no thread to mark',
			)({
				label: threads => (threads.length === 1 ? 'Mark the thread as read' : `Mark ${threads.length} threads as read`),
				act: async (chosen, {actions}) => actions.acknowledge(chosen),
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
		answerParty('inbox.answer'),
		jumpToParty('inbox.jump'),
		{
			id: 'inbox.explain',
			keys: ['.'],
			help: 'Explain how it stands',
			...onRow({
				run: (row, {state, send}) => send({event: 'notice', data: {tone: 'info', text: explainInboxRow(row, state)}}),
			}),
		},
		exportTo('inbox.export'),
		{
			id: 'inbox.stats',
			keys: ['#'],
			help: 'Show the statistics of messages',
			needs: 'receipts',
			run: ({send}) => send({event: 'screen:opened', data: {screen: 'stats'}}),
		},
		{
			id: 'inbox.delete',
			keys: ['D'],
			help: 'Delete the thread, or the draft',
			changes: true,
			...needingAll(
				chosenInboxRows,
				'There is nothing in the inbox',
			)({
				label: rows => (rows.length === 1 ? 'Delete it' : `Delete ${rows.length}`),
				whyNot: whyNotDelete,
				confirm(rows) {
					const messages = rows.flatMap(row => (row.kind === 'thread' ? row.thread.messages : []));
					const drafts = rows.filter(({kind}) => kind === 'draft').length;
					const [first] = rows;
					if (rows.length > 1) {
						const kept = drafts === 0 ? '' : `, and ${drafts} ${drafts === 1 ? 'draft' : 'drafts'}`;
						return whatIsLost(`all ${messages.length} messages of ${rows.length - drafts} threads${kept}`, messages);
					}

					if (first?.kind === 'thread') {
						const count = messages.length === 1 ? 'the message' : `all ${messages.length} messages`;
						return whatIsLost(`${count} of the thread with ${first.thread.names.join(' and ')}`, messages);
					}

					return first?.kind === 'draft'
						? `Throw away what you wrote to ${first.names}? Nobody else has it`
						: undefined;
				},
				run({items}, {send}) {
					for (const row of items) {
						if (row.kind === 'draft') {
							send({event: 'draft:dropped', data: {id: row.draft.id}});
						}
					}
				},
				async act({items, left}, {actions}) {
					const threads = items.flatMap(row => (row.kind === 'thread' ? [row.thread] : []));
					if (threads.length > 0) {
						await actions.deleteThreads({items: threads, left});
					}
				},
			}),
		},
	],
};
