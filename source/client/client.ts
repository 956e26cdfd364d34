import {setTimeout as pause} from 'node:timers/promises';
import {type Actions, createActions} from './actions/index.js';
import type {Tools} from './actions/tools.js';
import {createDraftFeed, type DraftKeeper} from './feeds/drafts.js';
import {followLogScreen, type LogFeedOptions} from './feeds/log.js';
import {followLogTail} from './feeds/log-tail.js';
import {followMinutes} from './feeds/minutes.js';
import {followPreview} from './feeds/preview.js';
import {followSelection} from './feeds/selection.js';
import {createServerFeed, type Located, type Timing} from './feeds/server.js';
import {followWanted} from './feeds/wanted.js';
import {createStore, type Store} from './store.js';
import {createTerminal, type Terminal} from './terminal.js';

type Options = Pick<
	Tools,
	'multiplexerFor' | 'takeOver' | 'openTerminal' | 'preferredMultiplexer' | 'createKey' | 'saveFile'
> &
	Pick<LogFeedOptions, 'outputReaderFor'> & {
		/** Finds the server, and starts one where that is wanted; asked again for every connection. */
		readonly locate: () => Promise<Located>;
		readonly fetch: typeof globalThis.fetch;
		readonly clock: () => number;
		/** A number in 0…1. */
		readonly random: () => number;
		readonly timing?: Timing | undefined;
		readonly previewEveryMs?: number | undefined;
		/** Keeps drafts over the end of the app. */
		readonly drafts: DraftKeeper;
		/** How long nothing is typed before a draft is kept; half a second unless given. */
		readonly quietMs?: number | undefined;
	};

export type Client = {
	readonly store: Store;
	readonly actions: Actions;
	readonly terminal: Terminal;
	/** Keeps the state as the world is, until the signal aborts. */
	readonly follow: (signal: AbortSignal) => Promise<void>;
};

/**
What the operator's screen knows and can ask for. Nothing goes on before `follow` is called.
*/
export const createClient = ({
	locate,
	fetch,
	clock,
	random,
	timing,
	previewEveryMs = 1000,
	drafts: keeper,
	quietMs = 500,
	outputReaderFor,
	...tools
}: Options): Client => {
	const store = createStore();
	const terminal = createTerminal();
	const {call, place, refresh, follow} = createServerFeed({locate, send: store.send, fetch, clock, random, timing});
	const drafts = createDraftFeed({store, keeper, quietMs});
	const actions = createActions({
		...tools,
		store,
		call,
		refreshServer: refresh,
		terminal,
		settleDrafts: drafts.settle,
		pause: async milliseconds => pause(milliseconds),
	});

	return {
		store,
		actions,
		terminal,

		async follow(signal) {
			followSelection({store, signal});
			await Promise.all([
				follow(signal),
				followWanted({store, call, signal}),
				drafts.follow(signal),
				followPreview({store, multiplexerFor: tools.multiplexerFor, everyMs: previewEveryMs, signal}),
				followLogScreen({
					...{store, call, place, outputReaderFor, clock, signal},
					drawEveryMs: timing?.drawEveryMs ?? 100,
					timesEveryMs: 5000,
				}),
				followLogTail({
					...{store, call, place, outputReaderFor, signal},
					drawEveryMs: timing?.drawEveryMs ?? 100,
					quietMs: Math.min(250, previewEveryMs),
				}),
				followMinutes({send: store.send, clock, signal}),
			]);
		},
	};
};
