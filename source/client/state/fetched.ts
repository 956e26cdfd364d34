import {isMessageEvent} from '../../domain/event.js';
import type {Message} from '../../domain/message.js';
import type {ClientEvent} from '../event.js';
import {byId, withItem, withoutItem} from './collection.js';
import {bounded, type Messages} from './messages.js';
import type {Scope, ScreenId} from './screen.js';
import {belongs, keyOfSource, type Source} from './source.js';

type Fetched<Of extends Source = Source> = {
	readonly of: Of;
	readonly phase: 'asked' | 'there' | 'failed';
	/** Counts how often it was asked, so that an answer to an earlier time is told from the one that is waited for. */
	readonly round: number;
	/** Why it failed. */
	readonly reason: string;
	readonly messages: Messages;
	/** The server has older ones that fit. */
	readonly hasMore: boolean;
	/** Asks for those that are older than what is there, by the `order` of the oldest. */
	readonly before: number | undefined;
	/** What happened since they were asked for, which the answer may be too old to tell. */
	readonly since: {readonly changed: Messages; readonly gone: ReadonlySet<string>};
};

export type FetchedMessages = {readonly [Kind in Source['kind']]?: Fetched<Extract<Source, {kind: Kind}>>};

const mostMessages = 5000;

/**
Messages of which the snapshot has no copy. An event opens them, a feed fetches them, and from then on they follow what happens. After
a lost connection they are asked for again; until the answer is there the old ones are shown.
*/
export const updateFetched = (
	fetched: FetchedMessages,
	event: ClientEvent,
	stack: readonly ScreenId[],
): FetchedMessages => {
	switch (event.event) {
		case 'thread:opened': {
			return {...fetched, thread: ask(fetched.thread, {kind: 'thread', id: event.data.id})};
		}

		case 'exchange:opened': {
			const {id, between} = event.data;
			return {...fetched, hold: ask(fetched.hold, {kind: 'hold', id, between})};
		}

		case 'search:asked': {
			return {...fetched, search: ask(fetched.search, {kind: 'search', query: event.data.query})};
		}

		case 'search:continued': {
			const {search} = fetched;
			return search === undefined ? fetched : {...fetched, search: {...ask(search, search.of), before: oldest(search)}};
		}

		case 'scope:changed': {
			return inScope(fetched, event.data.scope);
		}

		case 'screen:restored': {
			const {scope} = event.data.screen;
			return (fetched.overheard !== undefined) === (scope === 'all') ? fetched : inScope(fetched, scope);
		}

		case 'messages:found':
		case 'messages:failed': {
			return settle(fetched, event);
		}

		case 'snapshot': {
			return each(opened(fetched, stack), one => ({
				...one,
				phase: 'asked',
				round: one.round + 1,
				before: undefined,
				since: nothingSince,
			}));
		}

		default: {
			return each(fetched, one => follow(one, event));
		}
	}
};

const inScope = ({overheard, ...rest}: FetchedMessages, scope: Scope): FetchedMessages =>
	scope === 'all' ? {...rest, overheard: ask(overheard, {kind: 'overheard'})} : rest;

/** What is not on the screen any more is not asked for again. */
const opened = ({overheard, ...rest}: FetchedMessages, stack: readonly ScreenId[]): FetchedMessages => ({
	...(overheard && {overheard}),
	...Object.fromEntries(Object.entries(rest).filter(([kind]) => stack.some(id => id === kind))),
});

const oldest = ({messages}: Fetched): number => Math.min(...[...messages.values()].map(({order}) => order));

const nothingSince: Fetched['since'] = {changed: new Map(), gone: new Set()};

const ask = <Of extends Source>(before: Fetched<Of> | undefined, of: Of): Fetched<Of> => ({
	of,
	phase: 'asked',
	round: (before?.round ?? 0) + 1,
	reason: '',
	messages: before !== undefined && keyOfSource(before.of) === keyOfSource(of) ? before.messages : new Map(),
	hasMore: false,
	before: undefined,
	since: nothingSince,
});

type Answer = Extract<ClientEvent, {event: 'messages:found' | 'messages:failed'}>;

const settle = (fetched: FetchedMessages, answer: Answer): FetchedMessages =>
	each(fetched, one => {
		const {of, round} = answer.data;
		if (one.phase !== 'asked' || one.round !== round || keyOfSource(one.of) !== keyOfSource(of)) {
			return one;
		}

		if (answer.event === 'messages:failed') {
			return {...one, phase: 'failed', reason: answer.data.reason, since: nothingSince};
		}

		const {messages, hasMore} = answer.data;
		const {changed, gone} = one.since;
		const all = new Map([...byId(messages), ...(one.before === undefined ? [] : one.messages), ...changed]);
		const left = new Map([...all].filter(([id]) => !gone.has(id)));
		return {...one, phase: 'there', messages: left, hasMore, since: nothingSince};
	});

const follow = <Of extends Source>(one: Fetched<Of>, event: ClientEvent): Fetched<Of> => {
	if (isMessageEvent(event)) {
		return belongs(one.of, event.data, one.messages) ? change(one, event.data) : one;
	}

	switch (event.event) {
		case 'message:deleted': {
			const {id} = event.data;
			const messages = withoutItem(one.messages, id);
			const since =
				one.phase === 'asked'
					? {changed: withoutItem(one.since.changed, id), gone: new Set([...one.since.gone, id])}
					: one.since;
			return messages === one.messages && since === one.since ? one : {...one, messages, since};
		}

		default: {
			return one;
		}
	}
};

const change = <Of extends Source>(one: Fetched<Of>, message: Message): Fetched<Of> => ({
	...one,
	messages: bounded(withItem(one.messages, message), mostMessages),
	since: one.phase === 'asked' ? {...one.since, changed: withItem(one.since.changed, message)} : one.since,
});

/** Each of them changed; the same object when none is another. */
const each = (fetched: FetchedMessages, to: <Of extends Source>(one: Fetched<Of>) => Fetched<Of>): FetchedMessages => {
	const {overheard, thread, hold, search} = fetched;
	const next: FetchedMessages = {
		...(overheard && {overheard: to(overheard)}),
		...(thread && {thread: to(thread)}),
		...(hold && {hold: to(hold)}),
		...(search && {search: to(search)}),
	};
	const isSame = next.overheard === overheard && next.thread === thread && next.hold === hold && next.search === search;
	return isSame ? fetched : next;
};
