import {operatorId} from '../../domain/session.js';
import type {MessageQuery} from '../../protocol/messages.js';
import {knownTo, readQuery} from '../query.js';
import type {State} from '../state/index.js';
import {openScreen} from '../state/screen.js';
import {inboxRows} from './inbox.js';
import {openThread, type Thread} from './threads.js';

/** What would be exported from here, and how its file is called unless another name is given. */
type Exportable = {
	/** In words. */
	readonly what: string;
	readonly name: string;
	readonly queries: readonly MessageQuery[];
};

/** What is listed or read: the open thread, what a search found, or what the inbox shows. */
export const exportable = (state: State): Exportable | undefined => {
	switch (openScreen(state.screen)) {
		case 'thread': {
			const thread = openThread(state);
			return thread === undefined
				? undefined
				: {what: 'this thread', name: nameFor(thread.names.join(' '), state), queries: queriesFor([thread])};
		}

		case 'search': {
			const {search} = state.fetched;
			const read = search === undefined ? undefined : readQuery(search.of.query, knownTo(state));
			return read === undefined || 'problem' in read || search?.messages.size === 0
				? undefined
				: {what: 'all that fits', name: nameFor('search', state), queries: [read.query]};
		}

		case 'inbox': {
			return listed(state);
		}

		default: {
			return undefined;
		}
	}
};

const listed = (state: State): Exportable | undefined => {
	const threads = inboxRows(state).flatMap(row => (row.kind === 'thread' ? [row.thread] : []));
	const {scope, filters} = state.screen;
	if (threads.length === 0) {
		return undefined;
	}

	if ((filters.inbox ?? '').trim() !== '') {
		return {what: `${threads.length} threads`, name: nameFor('inbox', state), queries: queriesFor(threads)};
	}

	// Without a filter everything is meant, and not only what is in memory.
	return scope === 'all'
		? {what: 'all messages', name: nameFor('messages', state), queries: [{}]}
		: {what: 'your messages', name: nameFor('inbox', state), queries: [{party: operatorId}]};
};

const queriesFor = (threads: readonly Thread[]): readonly MessageQuery[] => threads.map(({id}) => ({threadId: id}));

const nameFor = (about: string, {surroundings}: State): string => {
	const day = new Date(surroundings.now);
	const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
		.map(part => String(part).padStart(2, '0'))
		.join('-');
	const words = about.toLowerCase().match(/[a-z0-9]+/g) ?? ['thread'];
	return `maestro-${words.join('-').slice(0, 40)}-${date}.md`;
};
