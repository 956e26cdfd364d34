import {type Hold, isOpen} from '../../domain/hold.js';
import type {Filterable} from '../filter.js';
import {derive} from '../state/derive.js';
import {type Draft, hasWords} from '../state/drafts.js';
import type {State} from '../state/index.js';
import {lineToDraw} from '../text.js';
import {filtered} from './filtered.js';
import {stateOf} from './message-state.js';
import {nameOf, receiverNames} from './names.js';
import {selectedRow} from './rows.js';
import {allThreads, everyThread, type Thread} from './threads.js';

/** Something in the inbox: an exchange that was held, a thread, or words that are not sent yet. */
export type InboxRow =
	| {readonly kind: 'hold'; readonly id: string; readonly hold: Hold; readonly names: readonly string[]}
	| {readonly kind: 'thread'; readonly id: string; readonly thread: Thread}
	| {readonly kind: 'draft'; readonly id: string; readonly draft: Draft; readonly names: string; readonly text: string};

const holdRows = derive([(state: State) => state.holds, state => state.sessions], (holds, sessions) =>
	[...holds.values()]
		.sort((a, b) => a.since - b.since)
		.map(hold => ({
			kind: 'hold' as const,
			id: hold.id,
			hold,
			names: hold.between.map(id => nameOf(sessions, id)),
		})),
);

const draftRows = derive(
	[(state: State) => state.drafts, state => state.sessions, state => state.projects],
	(drafts, sessions, projects) =>
		[...drafts.values()].filter(hasWords).map(draft => ({
			kind: 'draft' as const,
			id: `draft:${draft.id}`,
			draft,
			names: receiverNames({sessions, projects}, draft.to) || 'nobody yet',
			text: lineToDraw(draft.text.text.trim().split('\n', 1)[0] ?? ''),
		})),
);

const threadsInScope = (state: State): readonly Thread[] =>
	state.screen.scope === 'all' ? everyThread(state) : allThreads(state);

/**
What has to be decided first, then what is unread, then what is not sent yet, then the rest. What was decided is shown with what
sessions write to each other.
*/
export const allInboxRows = derive(
	[holdRows, threadsInScope, draftRows, (state: State) => state.screen.scope],
	(holds, threads, drafts, scope): readonly InboxRow[] => {
		const rows = threads.map(thread => ({kind: 'thread', id: thread.id, thread}) as const);
		return [
			...holds.filter(({hold}) => isOpen(hold)),
			...rows.filter(({thread}) => thread.unread > 0),
			...drafts,
			...rows.filter(({thread}) => thread.unread === 0),
			...(scope === 'all' ? holds.filter(({hold}) => !isOpen(hold)) : []),
		];
	},
);

export const inboxRows = filtered({
	list: 'inbox',
	rows: allInboxRows,
	textOf: derive([(state: State) => state.sessions], sessions => {
		const name = (id: string) => `${nameOf(sessions, id)} ${id}`;
		return (row: InboxRow) => inboxText(row, name);
	}),
	flagsOf: row => (row.kind === 'thread' && row.thread.unread > 0 ? 'thread unread' : row.kind),
});

/** What something in the inbox is found by. */
const inboxText = (row: InboxRow, name: (id: string) => string): Filterable => {
	switch (row.kind) {
		case 'hold': {
			const {decision, between, since} = row.hold;
			const parties = between.map(name).join(' ');
			return {
				...nothingSaid,
				status: decision ?? 'open',
				from: parties,
				to: parties,
				age: since,
				text: `${row.names.join(' and ')} hold`,
			};
		}

		case 'draft': {
			const {to, text, how} = row.draft;
			return {
				...nothingSaid,
				status: 'draft',
				to: to.map(name).join(' '),
				type: how.type ?? '',
				priority: how.priority ?? 'medium',
				// What is still being written is as new as can be.
				age: Number.POSITIVE_INFINITY,
				text: `${row.names} ${text.text} draft`,
			};
		}

		case 'thread': {
			const {messages, unread, sent, names, newest} = row.thread;
			const each = (pick: (message: Thread['newest']) => string | undefined) =>
				[...new Set(messages.map(pick))].filter(value => value !== undefined);
			return {
				status: `${unread > 0 ? 'unread ' : ''}${sent === undefined ? '' : stateOf(sent)}`,
				from: each(({from}) => from)
					.map(name)
					.join(' '),
				to: each(({to}) => to)
					.map(name)
					.join(' '),
				type: each(({metadata}) => metadata?.type).join(' '),
				priority: each(({metadata}) => metadata?.priority ?? 'medium').join(' '),
				task: each(({metadata}) => metadata?.taskId).join(' '),
				age: newest.createdAt,
				unread: unread > 0 ? 'yes' : 'no',
				text: `${names.join(' ')} ${messages.map(({message}) => message).join(' ')}`,
			};
		}
	}
};

const nothingSaid = {status: '', from: '', to: '', type: '', priority: '', task: '', unread: 'no'};

export const selectedInboxRow = (state: State): InboxRow | undefined =>
	selectedRow(inboxRows(state), state.screen.selected.inbox);

export const selectedThread = (state: State): Thread | undefined => {
	const row = selectedInboxRow(state);
	return row?.kind === 'thread' ? row.thread : undefined;
};
