import {expect, onTestFinished, test} from 'vitest';
import {createServerFeed, type Located, type Timing} from '../../source/client/feeds/server.js';
import {createStore} from '../../source/client/store.js';
import {listProjects} from '../../source/protocol/projects.js';
import {message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {type FakeServer, type Given, startFakeServer} from '../helpers/fake-server.js';

const quickly: Timing = {
	firstRetryMs: 10,
	longestRetryMs: 50,
	pingEveryMs: 30_000,
	pongWithinMs: 10_000,
	betweenSnapshotsMs: 10,
	drawEveryMs: 5,
};

type Options = Given & {readonly timing?: Partial<Timing>; readonly locate?: (server: FakeServer) => Promise<Located>};

const follow = async ({timing = {}, locate, ...given}: Options = {}) => {
	const server = await startFakeServer(given);
	const store = createStore();
	const tries: number[] = [];
	const feed = createServerFeed({
		async locate() {
			tries.push(Date.now());
			return await (locate === undefined ? server.locate() : locate(server));
		},
		send: store.send,
		fetch: globalThis.fetch,
		clock: () => 1000,
		random: () => 1,
		timing: {...quickly, ...timing},
	});
	const stopped = new AbortController();
	const ended = feed.follow(stopped.signal);
	onTestFinished(async () => {
		stopped.abort();
		await ended;
	});

	const isOpen = async () => eventually(() => expect(store.get().connection.phase).toBe('open'));
	return {server, store, feed, tries, isOpen, stop: () => stopped.abort(), ended};
};

const snapshots = ({asked}: FakeServer) => asked.filter(({path}) => path === '/api/sessions').length;

test('the picture of a server comes whole, and what happens after it follows', async () => {
	const {server, store, isOpen} = await follow({
		projects: [project()],
		tasks: [task()],
		sessions: [session()],
		messages: [message()],
	});
	await isOpen();

	expect(store.get().tasks.size).toBe(1);
	expect(store.get().messages.size).toBe(1);
	server.put.session(session({name: 'Changed'}));
	await eventually(() => expect(store.get().sessions.get('s-1')?.name).toBe('Changed'));
});

test('a server of ours is not to say again what its updates say', async () => {
	const {server, isOpen} = await follow();
	await isOpen();

	await eventually(() =>
		expect(server.heard.map(text => JSON.parse(text))).toEqual([{type: 'subscribe', repeats: false}]),
	);
});

test('several events in one frame are all taken', async () => {
	const {server, store, isOpen} = await follow();
	await isOpen();

	server.say(
		JSON.stringify([
			{event: 'session:created', data: session({id: 's-7'}), type: 'session:created'},
			{event: 'something:unknown', data: 1},
			{event: 'session:created', data: session({id: 's-8'})},
		]),
	);

	await eventually(() => expect([...store.get().sessions.keys()]).toEqual(['s-7', 's-8']));
	expect(snapshots(server)).toBe(1);
});

test('an event that came while the snapshot was fetched is not lost', async () => {
	let isFirst = true;
	const {server, store, isOpen} = await follow({
		sessions: [session()],
	});
	const {asked} = server;
	const push = asked.push.bind(asked);
	// The moment at which the snapshot is asked for: the answer was made before the event, and arrives after it.
	asked.push = (...all) => {
		if (isFirst && all.some(({path}) => path === '/api/holds')) {
			isFirst = false;
			server.emit({event: 'session:created', data: session({id: 's-2'})});
		}

		return push(...all);
	};

	await isOpen();

	await eventually(() => expect([...store.get().sessions.keys()].sort()).toEqual(['s-1', 's-2']));
});

test('an event that cannot be read is answered with a whole snapshot', async () => {
	const {server, store, isOpen} = await follow();
	await isOpen();
	server.data.sessions.set('s-3', session({id: 's-3'}));

	server.say('{"event":"session:updated","data":{"id":5}}');

	await eventually(() => expect(store.get().sessions.has('s-3')).toBe(true));
	expect(store.get().connection.phase).toBe('open');
});

test('a server that sends nothing but nonsense is asked no more often than it may be', async () => {
	const {server, store, isOpen} = await follow({timing: {betweenSnapshotsMs: 5000}});
	await isOpen();
	for (let index = 0; index < 50; index += 1) {
		server.say('nonsense');
	}

	server.put.session(session({id: 's-9'}));

	await eventually(() => expect(store.get().sessions.has('s-9')).toBe(true));
	expect(snapshots(server)).toBe(1);
});

test('after a cut everything is fetched again', async () => {
	const {server, store, isOpen} = await follow();
	await isOpen();
	server.data.sessions.set('s-3', session({id: 's-3'}));

	server.drop();

	await eventually(() => expect(store.get().sessions.has('s-3')).toBe(true));
	expect(snapshots(server)).toBe(2);
});

test('a server that no longer answers pings is taken for gone', async () => {
	const {server, store, isOpen, tries} = await follow({timing: {pingEveryMs: 20, pongWithinMs: 40}});
	await isOpen();
	const reasons: string[] = [];
	store.subscribe(() => {
		const {connection} = store.get();
		if (connection.phase === 'lost') {
			reasons.push(connection.reason);
		}
	});

	server.freeze();

	await eventually(() => expect(reasons[0]).toMatch(/has not answered for/));
	await eventually(() => expect(tries.length).toBeGreaterThan(1));
});

test('without a server, calls are refused with the reason', async () => {
	const {server, feed, isOpen} = await follow();
	await isOpen();
	await server.stop();

	// That it closed the connection is the first reason; that nobody is there is the one that stays.
	await eventually(async () =>
		expect(feed.call(listProjects)).rejects.toMatchObject({
			code: 'server-missing',
			message: expect.stringMatching(/Not connected to a server: .*R/),
		}),
	);
});

test('a refresh while nobody answers tries at once', async () => {
	const {server, feed, isOpen, store, tries} = await follow({timing: {firstRetryMs: 60_000, longestRetryMs: 60_000}});
	await isOpen();
	await server.stop();
	await eventually(() => expect(store.get().connection.phase).toBe('lost'));
	await server.start();
	expect(tries.length).toBe(1);

	feed.refresh();

	await isOpen();
	expect(tries.length).toBe(2);
});

test('a refresh of an open connection fetches everything again', async () => {
	const {server, feed, isOpen} = await follow();
	await isOpen();

	feed.refresh();

	await eventually(() => expect(snapshots(server)).toBe(2));
});

test('a secret that is refused is a reason like another', async () => {
	const {store} = await follow({locate: async server => ({...(await server.locate()), secret: 'wrong'})});

	await eventually(() => expect(store.get().connection).toMatchObject({phase: 'lost', reason: 'No secret, no answer'}));
});

test('a feed that is stopped ends, even while it looks for a server', async () => {
	const {stop, ended} = await follow({locate: async () => new Promise(() => {})});

	stop();

	await ended;
});
