import {expect, onTestFinished} from 'vitest';
import type {DesktopTiming} from '../../../../source/client/feeds/desktop/timing.js';
import {createServerFeed} from '../../../../source/client/feeds/server.js';
import {createStore, type Store} from '../../../../source/client/store.js';
import type {WindowOrder} from '../../../../source/domain/window-order.js';
import {fetchText} from '../../../../source/system/fetch-text.js';
import {type DesktopOptions, type DesktopServer, startDesktopServer} from '../../../helpers/desktop/server.js';
import type {Given} from '../../../helpers/desktop/world.js';
import {eventually} from '../../../helpers/eventually.js';

/** A twentieth of the usual times. */
const quickly: DesktopTiming = {
	everyMs: 75,
	unseenEveryMs: 500,
	soonMs: 25,
	settleMs: 30,
	patienceMs: 250,
	answerWithinMs: 2000,
};

type Options = DesktopOptions & {
	readonly timing?: Partial<DesktopTiming>;
	readonly pingEveryMs?: number;
	readonly pongWithinMs?: number;
	readonly isSeen?: () => boolean;
};

/** A desktop server, and a store that follows it until the test is over. */
export const followDesktop = async (
	given: Given = {},
	{timing, pingEveryMs = 30_000, pongWithinMs = 10_000, isSeen = () => true, ...options}: Options = {},
) => {
	const server = await startDesktopServer(given, options);
	const store = createStore();
	const orders: WindowOrder[] = [];
	const sightings = new Set<() => void>();
	const feed = createServerFeed({
		locate: server.locate,
		send: store.send,
		fetch: fetchText,
		clock: Date.now,
		random: () => 1,
		order: order => orders.push(order),
		sight: {
			isSeen,
			subscribe(listener) {
				sightings.add(listener);
				return () => sightings.delete(listener);
			},
		},
		timing: {
			...{firstRetryMs: 10, longestRetryMs: 50, pingEveryMs, pongWithinMs, betweenSnapshotsMs: 10, drawEveryMs: 5},
			desktop: {...quickly, ...timing},
		},
	});
	const stopped = new AbortController();
	const ended = feed.follow(stopped.signal);
	const stop = async (): Promise<void> => {
		stopped.abort();
		await ended;
		await server.stop();
	};

	onTestFinished(stop);
	await eventually(() => expect(store.get().connection.phase).toBe('open'));
	return {
		...{server, store, feed, orders, stop},
		/** Tells that whether somebody looks is different now. */
		sighted() {
			for (const listener of sightings) {
				listener();
			}
		},
		/** Until the store is as the server is, in everything. */
		converges: async () => eventually(async () => expectSame(store, server)),
	};
};

export type Followed = Awaited<ReturnType<typeof followDesktop>>;

/** What the store has to be when nothing was lost: all of it as it is there, without what nobody here may have. */
export const expectSame = async (store: Store, server: DesktopServer): Promise<void> => {
	const list = async (path: string): Promise<readonly Thing[]> =>
		JSON.parse(JSON.stringify(await server.ask({method: 'GET', path})));
	const projects = await list('/api/projects');
	const members = await Promise.all(projects.map(async ({id}) => list(`/api/team-members?projectId=${id}`)));
	const expected = {
		projects: inOrder(projects),
		tasks: inOrder(await list('/api/tasks')),
		sessions: inOrder(await list('/api/sessions?fields=full')).map(withoutSecrets),
		members: inOrder([...new Map(members.flat().map(member => [member.id, member])).values()]),
	};

	const state = store.get();
	expect({
		projects: inOrder([...state.projects.values()]),
		tasks: inOrder([...state.tasks.values()]),
		sessions: inOrder([...state.sessions.values()]),
		members: inOrder([...state.members.values()]),
	}).toEqual(expected);
};

type Thing = {readonly id: string} & Readonly<Record<string, unknown>>;

const inOrder = <Item extends {readonly id: string}>(items: readonly Item[]): readonly Item[] =>
	[...items].sort((a, b) => (a.id < b.id ? -1 : 1));

/** And with each entry once: a resume doubles them. */
const withoutSecrets = ({
	env: _env,
	events: _events,
	teamMemberSnapshots: _snapshots,
	timeline,
	...session
}: Thing) => ({
	...session,
	timeline: [...new Map((timeline as readonly Thing[]).map(entry => [entry.id, entry])).values()],
});
