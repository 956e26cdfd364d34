import type {Message} from '../../domain/message.js';
import type {Filterable} from '../filter.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {Sessions} from '../state/sessions.js';
import {filtered} from './filtered.js';
import {nameOf} from './names.js';
import {selectedRow} from './rows.js';

/** What a search found, the newest first. */
export const allFound = derive([(state: State) => state.fetched.search], (search): readonly Message[] =>
	[...(search?.messages.values() ?? [])].sort((a, b) => b.order - a.order),
);

/** Those of them that the filter keeps. */
export const foundMessages = filtered({
	list: 'search',
	rows: allFound,
	textOf: derive([(state: State) => state.sessions], sessions => (message: Message) => messageText(message, sessions)),
});

const messageText = ({id, from, to, message, status, metadata, createdAt}: Message, sessions: Sessions): Filterable => {
	const sender = `${nameOf(sessions, from)} ${from}`;
	const receiver = `${nameOf(sessions, to)} ${to}`;
	return {
		status,
		from: sender,
		to: receiver,
		type: metadata?.type ?? '',
		priority: metadata?.priority ?? 'medium',
		task: metadata?.taskId ?? '',
		age: createdAt,
		text: `${sender} ${receiver} ${message} ${id}`,
	};
};

export const selectedFound = (state: State): Message | undefined =>
	selectedRow(foundMessages(state), state.screen.selected.search);

/** How a search went, in one line. */
export const searchSummary = derive([(state: State) => state.fetched.search], (search): string => {
	const count = search?.messages.size ?? 0;
	switch (search?.phase) {
		case undefined: {
			return 'Nothing was searched for yet';
		}

		case 'asked': {
			return 'Searching…';
		}

		case 'failed': {
			return `The search failed: ${search.reason}`;
		}

		case 'there': {
			return search.hasMore
				? `The newest ${count} that fit; there are older ones`
				: `${count} ${count === 1 ? 'message fits' : 'messages fit'}`;
		}
	}
});
