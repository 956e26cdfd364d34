import {setTimeout as pause} from 'node:timers/promises';
import type {Fetch} from '../protocol/call.js';
import {type Actions, createActions} from './actions/index.js';
import type {Tools} from './actions/tools.js';
import {followLock} from './feeds/ask-password.js';
import {createSpawnerFeed, type SpawnerOptions} from './feeds/desktop/spawner.js';
import {followDigest} from './feeds/digest.js';
import {followDoc} from './feeds/doc.js';
import {createDraftFeed, type DraftKeeper} from './feeds/drafts.js';
import {followLogScreen, type LogFeedOptions} from './feeds/log.js';
import {followLogTail} from './feeds/log-tail.js';
import {followMinutes} from './feeds/minutes.js';
import {followBadge, type MultiplexerBadge} from './feeds/multiplexer-badge.js';
import {followNeeds} from './feeds/notify.js';
import {followPlace, type PlaceKeeper} from './feeds/place.js';
import {followPreview} from './feeds/preview.js';
import {followSelection} from './feeds/selection.js';
import {createServerFeed, type Located, type Timing} from './feeds/server.js';
import {createSettingsFeed, type SettingsFeedOptions} from './feeds/settings.js';
import {createSight} from './feeds/sight.js';
import {followStops, type Schedule} from './feeds/stops.js';
import {followTerminalModes} from './feeds/terminal-modes.js';
import {followWanted} from './feeds/wanted.js';
import {guardCall, guardMultiplexer, isReadOnly, whyReadOnly} from './read-only.js';
import {keyNow} from './select/key-now.js';
import {createStore, type Store} from './store.js';
import {createTerminal, type Terminal} from './terminal.js';

type Options = Pick<
	Tools,
	| 'multiplexerFor'
	| 'takeOver'
	| 'openTerminal'
	| 'preferredMultiplexer'
	| 'createKey'
	| 'saveFile'
	| 'editText'
	| 'login'
> &
	Pick<LogFeedOptions, 'outputReaderFor'> & {
		/** Finds the server, and starts one where that is wanted; asked again for every connection. */
		readonly locate: () => Promise<Located>;
		readonly fetch: Fetch;
		readonly clock: () => number;
		/** A number in 0…1. */
		readonly random: () => number;
		readonly timing?: Timing | undefined;
		readonly previewEveryMs?: number | undefined;
		/** Keeps drafts over the end of the app. */
		readonly drafts: DraftKeeper;
		/** Keeps where the operator is over the end of the app. */
		readonly place: PlaceKeeper;
		readonly settings: Omit<SettingsFeedOptions, 'store'>;
		/** The multiplexer that this terminal is in. */
		readonly around: {
			readonly badge: MultiplexerBadge | {readonly why: string};
			readonly throughMultiplexer: (sequence: string) => string;
		};
		/** Opens windows on this machine for servers that have them opened by others; none are opened unless given. */
		readonly spawner?: Pick<SpawnerOptions, 'hostFor' | 'timing'> | undefined;
		/** Calls back after a time; the real one unless given. */
		readonly schedule?: Schedule | undefined;
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
	place: placeKeeper,
	settings: settingsOptions,
	around: {badge, throughMultiplexer},
	schedule = realSchedule,
	quietMs = 500,
	outputReaderFor,
	spawner,
	...tools
}: Options): Client => {
	const store = createStore();
	const terminal = createTerminal();
	const server = createServerFeed({
		...{locate, send: store.send, fetch, clock, random, timing},
		order: order => windows?.order(order),
		sight: createSight(store),
	});
	const {place, refresh, follow} = server;
	const whyNot = (): string | undefined => (isReadOnly(store.get()) ? whyReadOnly(store.get()) : undefined);
	const call = guardCall(server.call, whyNot);
	const windows = spawner && createSpawnerFeed({store, call, clock, ...spawner});
	const multiplexerFor: Tools['multiplexerFor'] = place => {
		const multiplexer = tools.multiplexerFor(place);
		return multiplexer === undefined ? undefined : guardMultiplexer(multiplexer, whyNot);
	};
	const drafts = createDraftFeed({store, keeper, quietMs});
	const settings = createSettingsFeed({...settingsOptions, store});
	// What the first frame looks like is among them.
	settings.look();
	const actions = createActions({
		...tools,
		multiplexerFor,
		store,
		call,
		refreshServer: refresh,
		reconnectServer: server.reconnect,
		openWindowsHere: opens => windows?.answer(opens),
		releaseText: async note => windows?.release(note),
		terminal,
		settleDrafts: drafts.settle,
		settings,
		clock,
		stopAfterMs,
		throughMultiplexer,
		keyOf: bindingId => keyNow(store.get(), bindingId) ?? bindingId,
		pause: async milliseconds => pause(milliseconds),
	});

	return {
		store,
		actions,
		terminal,

		async follow(signal) {
			followSelection({store, signal});
			followLock({store, signal});
			settings.follow(signal);
			followTerminalModes({store, terminal, signal});
			followNeeds({store, terminal, throughMultiplexer, clock, schedule, everyMs: betweenNotificationsMs, signal});
			await Promise.all([
				follow(signal),
				followWanted({store, call, clock, signal}),
				windows?.follow(signal),
				followDoc({store, call, clock, everyMs: 5 * previewEveryMs, signal}),
				followDigest({
					store,
					call,
					clock,
					quietMs: Math.min(250, previewEveryMs),
					everyMs: 60 * previewEveryMs,
					signal,
				}),
				drafts.follow(signal),
				followPlace({store, keeper: placeKeeper, quietMs, signal}),
				followStops({
					...{store, schedule, signal},
					...{stopRun: actions.stopRun, afterMs: stopAfterMs, pause: async milliseconds => pause(milliseconds)},
				}),
				followPreview({store, multiplexerFor, everyMs: previewEveryMs, signal}),
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
				followBadge({store, badge, signal}),
			]);
		},
	};
};

/** Whoever looks elsewhere is not to be told again and again. */
const betweenNotificationsMs = 5000;

/** How long a stop can be taken back. */
const stopAfterMs = 10_000;

const realSchedule: Schedule = (milliseconds, run) => {
	const timer = setTimeout(run, milliseconds);
	return () => clearTimeout(timer);
};
