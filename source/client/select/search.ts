import type {Message} from '../../domain/message.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {selectedRow} from './rows.js';

/** What a search found, the newest first. */
export const foundMessages = derive([(state: State) => state.fetched.search], (search): readonly Message[] =>
	[...(search?.messages.values() ?? [])].sort((a, b) => b.order - a.order),
);

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
