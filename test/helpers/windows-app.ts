import {setTimeout as pause} from 'node:timers/promises';
import {onTestFinished} from 'vitest';
import {withPrompts} from '../../source/cli/with-prompts.js';
import {createSpawnerFeed, type SpawnerOptions} from '../../source/client/feeds/desktop/spawner.js';
import type {WindowHostFor} from '../../source/client/feeds/desktop/window-host.js';
import {createServerFeed} from '../../source/client/feeds/server.js';
import {createStore} from '../../source/client/store.js';
import {createHosts} from '../../source/dispatch/spawned/host.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {fetchText} from '../../source/system/fetch-text.js';
import {pathsUnder} from '../../source/system/paths.js';
import {run} from '../../source/system/run.js';
import type {DesktopServer} from './desktop/server.js';
import {launcher} from './hosting.js';

type Options = {
	readonly server: DesktopServer;
	readonly multiplexer: Multiplexer;
	/** Of the machine: apps that share it know of each other. */
	readonly folder: string;
	/** A process that lives: each app has its own. */
	readonly pid?: number;
	readonly isObserving?: boolean;
	/** Whether the server is the operator's own; it is unless given. */
	readonly isTrusted?: () => Promise<boolean>;
	readonly timing?: SpawnerOptions['timing'];
};

export const quickly = {standbyMs: 50, countMs: 20, recountMs: 50, everyMs: 50, heldForMs: 100};

/** What opens windows for a desktop server on this very machine. */
export const hostsIn = ({
	multiplexer,
	folder,
	pid = process.pid,
	isTrusted = async () => true,
}: Omit<Options, 'server'>): WindowHostFor => {
	const paths = pathsUnder(folder);
	const hosts = createHosts({
		multiplexers: {choose: async () => multiplexer, at: () => multiplexer},
		preferred: async () => undefined,
		...{paths, launcher, home: folder, pid, run, clock: Date.now, random: Math.random},
	});
	return asked => ({
		...withPrompts(hosts(asked), asked, {
			...{paths, searchPath: process.env.PATH, run, clock: Date.now, pause},
			installHooks: async () => {},
		}),
		isTrusted,
	});
};

/** All of an app but its screen: what it knows of a desktop server, and the windows that it opens for it, until the test is over. */
export const windowsApp = ({server, isObserving = false, timing = quickly, ...machine}: Options) => {
	const store = createStore();
	store.send({event: 'limits:set', data: {isObserving}});
	const feed = createServerFeed({
		locate: server.locate,
		send: store.send,
		fetch: fetchText,
		clock: Date.now,
		random: () => 1,
		order: order => windows.order(order),
		timing: {
			...{firstRetryMs: 10, longestRetryMs: 50, pingEveryMs: 30_000, pongWithinMs: 10_000},
			...{betweenSnapshotsMs: 10, drawEveryMs: 5},
		},
	});
	const windows = createSpawnerFeed({store, call: feed.call, hostFor: hostsIn(machine), clock: Date.now, timing});
	const stopped = new AbortController();
	const ended = Promise.all([feed.follow(stopped.signal), windows.follow(stopped.signal)]);
	const stop = async (): Promise<void> => {
		stopped.abort();
		await ended;
	};

	onTestFinished(stop);
	return {
		...{store, answer: windows.answer, stop},
		part: () => store.get().spawner.of,
		hosted: () => store.get().spawner.hosted,
		notice: () => store.get().notice?.text ?? '',
	};
};
