import {MaestroError} from '../../domain/errors.js';
import type {Call} from '../../protocol/call.js';
import {listAgents, listModes} from '../../protocol/dispatch.js';
import {listMessages, listTemplates, messageStats, searchMessages} from '../../protocol/messages.js';
import {can, type Need, whyLacking} from '../cannot.js';
import type {ClientEvent} from '../event.js';
import {knownTo, readQuery} from '../query.js';
import {type Wanted, wantedOf} from '../select/wanted.js';
import type {State} from '../state/index.js';
import type {Source} from '../state/source.js';
import type {Store} from '../store.js';
import {fetchTimeline} from './fetch-timeline.js';
import {measureHost} from './measure-host.js';

type Options = {
	readonly store: Store;
	readonly call: Call;
	readonly clock: () => number;
	readonly signal: AbortSignal;
};

/**
Fetches what the operator has opened and no snapshot brings, as soon as it is wanted, until the signal aborts. What cannot be fetched
is told in its place on the screen.
*/
export const followWanted = async ({store, call, clock, signal}: Options): Promise<void> => {
	const busy = new Set<string>();
	const {promise: ended, resolve, reject} = Promise.withResolvers<void>();

	const fetch = async (wanted: Wanted): Promise<void> => {
		const answer = await ask(wanted, store.get(), {call, clock, signal});
		busy.delete(wanted.key);
		if (!signal.aborted) {
			store.send(answer);
		}
	};

	const look = (): void => {
		for (const wanted of wantedOf(store.get()).filter(({key}) => !busy.has(key))) {
			busy.add(wanted.key);
			fetch(wanted).catch(reject);
		}
	};

	const unsubscribe = store.subscribe(look);
	signal.addEventListener('abort', () => resolve(), {once: true});
	if (signal.aborted) {
		resolve();
	}

	look();
	await ended.finally(unsubscribe);
};

const ask = async (
	wanted: Wanted,
	state: State,
	{call, clock, signal}: Omit<Options, 'store'>,
): Promise<ClientEvent> => {
	const why = whyLacking(needOf(wanted), state);
	if (why !== undefined) {
		return failed(wanted, why);
	}

	try {
		switch (wanted.kind) {
			case 'templates': {
				return {event: 'templates:found', data: {templates: await call(listTemplates, {signal})}};
			}

			case 'agents': {
				return {event: 'agents:found', data: {agents: await call(listAgents, {signal})}};
			}

			case 'modes': {
				const {round, taskId} = wanted;
				const {modes, problems} = await call(listModes, {query: {task: taskId}, signal});
				return {event: 'modes:found', data: {round, modes, problems}};
			}

			case 'timeline': {
				return {
					event: 'timeline:found',
					data: {round: wanted.round, happened: await fetchTimeline(wanted.of, state, {call, signal})},
				};
			}

			case 'host': {
				return {
					event: 'host:found',
					data: {
						round: wanted.round,
						answer: await measureHost({call, tellsMore: can(state, 'multiplexer'), clock, signal}),
					},
				};
			}

			case 'stats': {
				return {event: 'stats:found', data: await call(messageStats, {signal})};
			}

			case 'messages': {
				const {of, round} = wanted;
				return {event: 'messages:found', data: {of, round, ...(await messagesOf(wanted, state, call, signal))}};
			}
		}
	} catch (error) {
		if (!(error instanceof MaestroError)) {
			throw error;
		}

		return failed(wanted, error.message);
	}
};

/** What the server has to be able to do for it: what it cannot, it is not asked for. */
const needOf = (wanted: Wanted): Need => {
	switch (wanted.kind) {
		case 'templates':
		case 'stats': {
			return 'receipts';
		}

		case 'agents':
		case 'modes': {
			return 'dispatch';
		}

		case 'messages': {
			return wanted.of.kind === 'hold' ? 'receipts' : 'messages';
		}

		// Of a server without histories what sessions bring along is all there is.
		case 'timeline':
		case 'host': {
			return 'server';
		}
	}
};

const failed = (wanted: Wanted, reason: string): ClientEvent => {
	switch (wanted.kind) {
		case 'templates': {
			return {event: 'templates:failed', data: {reason}};
		}

		case 'agents': {
			return {event: 'agents:failed', data: {reason}};
		}

		case 'modes': {
			return {event: 'modes:failed', data: {round: wanted.round, reason}};
		}

		case 'timeline': {
			return {event: 'timeline:failed', data: {round: wanted.round, reason}};
		}

		case 'host': {
			return {event: 'host:failed', data: {round: wanted.round, reason}};
		}

		case 'stats': {
			return {event: 'stats:failed', data: {reason}};
		}

		case 'messages': {
			return {event: 'messages:failed', data: {of: wanted.of, round: wanted.round, reason}};
		}
	}
};

type Page = Pick<Extract<ClientEvent, {event: 'messages:found'}>['data'], 'messages' | 'hasMore'>;

/** As many as a server answers at once; of a search fewer, as there are older ones with one key. */
const most = 1000;
const mostFound = 200;

const messagesOf = async (
	{of, before}: Extract<Wanted, {kind: 'messages'}>,
	state: State,
	call: Call,
	signal: AbortSignal,
): Promise<Page> => {
	if (of.kind === 'hold') {
		const [id, other] = of.between;
		const messages = await call(listMessages, {params: {id}, query: {box: 'all', with: other, limit: most}, signal});
		return {messages, hasMore: messages.length === most};
	}

	return await call(searchMessages, {query: {...queryOf(of, state), before}, signal});
};

const queryOf = (of: Exclude<Source, {kind: 'hold'}>, state: State) => {
	switch (of.kind) {
		case 'overheard': {
			return {limit: most};
		}

		case 'thread': {
			return {threadId: of.id, limit: most};
		}

		case 'search': {
			const read = readQuery(of.query, knownTo(state));
			if ('problem' in read) {
				throw new MaestroError('malformed', read.problem);
			}

			return {...read.query, limit: mostFound};
		}
	}
};
