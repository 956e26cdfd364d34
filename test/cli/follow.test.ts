import {expect, onTestFinished, test} from 'vitest';
import {type Following, follow} from '../../source/cli/follow.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {MaestroEvent} from '../../source/domain/event.js';
import {createApp} from '../../source/server/app.js';
import {concernOf, maySee, passes} from '../../source/server/concern.js';
import {listen} from '../../source/server/listen.js';
import {createHub} from '../../source/server/live.js';
import {openSecrets} from '../../source/server/secrets.js';
import {message} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {temporaryFolder} from '../helpers/temporary.js';

/** An event channel that can be ended and begun again, as by a restart. */
const openChannel = async () => {
	const secrets = await openSecrets(`${await temporaryFolder()}/operator`);
	const begin = async () => {
		const stopping = new AbortController();
		onTestFinished(() => stopping.abort());
		const hub = createHub({concernOf, maySee, passes, clock: Date.now, signal: stopping.signal});
		const app = createApp({routes: [], secrets, roleOf: () => 'worker', log: () => {}});
		const {port, closed} = await listen({app, hub, ports: [0], signal: stopping.signal});
		return {hub, stopping, closed, url: `http://127.0.0.1:${port}`};
	};
	const channel = {
		...(await begin()),
		secret: secrets.operator,
		async restart() {
			channel.stopping.abort();
			await channel.closed;
			Object.assign(channel, await begin());
		},
	};
	return channel;
};

const arrival = (id: string): MaestroEvent => ({event: 'message:created', data: message({id, to: 'operator'})});

/** Follows the channel; what it catches up with is counted, and done as the test says. */
const start = async (catchUp: (count: number) => Promise<boolean> | boolean = () => false, secret?: string) => {
	const channel = await openChannel();
	channel.secret = secret ?? channel.secret;
	const ending = new AbortController();
	onTestFinished(() => ending.abort());
	const notes: string[] = [];
	const looks = {count: 0, atOnce: 0, most: 0, connects: 0};
	const following: Following = {
		sessionIds: ['operator'],
		isNews: ({event}) => event === 'message:created',
		async catchUp() {
			looks.count += 1;
			looks.atOnce += 1;
			looks.most = Math.max(looks.most, looks.atOnce);
			try {
				return await catchUp(looks.count);
			} finally {
				looks.atOnce -= 1;
			}
		},
	};
	const followed = follow(following, {
		async connect() {
			looks.connects += 1;
			return {
				url: channel.url,
				headers: {authorization: `Bearer ${channel.secret}`},
				call: async () => {
					throw new Error('Nothing is called');
				},
			};
		},
		note: line => notes.push(line),
		signal: ending.signal,
		timing: {firstRetryMs: 5, longestRetryMs: 20},
	});
	// Whether it fails is for the test to look at, later.
	followed.catch(() => {});
	return {channel, ending, notes, looks, followed};
};

test('it looks once at the beginning, and again at news', async () => {
	const {channel, looks} = await start();
	await eventually(() => expect(looks.count).toBe(1));

	channel.hub.publish({event: 'session:deleted', data: {id: 'a'}});
	channel.hub.publish(arrival('m-1'));

	await eventually(() => expect(looks.count).toBe(2));
});

test('news that comes during a look is looked at after it, never at the same time', async () => {
	const waiting: Array<() => void> = [];
	const {channel, looks} = await start(
		async () =>
			new Promise(resolve => {
				waiting.push(() => resolve(false));
			}),
	);
	await eventually(() => expect(waiting).toHaveLength(1));

	for (let number = 0; number < 50; number++) {
		channel.hub.publish(arrival(`m-${number}`));
	}

	channel.hub.publish({event: 'session:deleted', data: {id: 'operator'}});
	await eventually(() => expect(channel.hub.watchers()).toBe(1));
	waiting[0]?.();
	await eventually(() => expect(waiting).toHaveLength(2));
	waiting[1]?.();

	expect(looks.most).toBe(1);
});

test('a server that goes and comes back is followed again, and the person told of both', async () => {
	const {channel, looks, notes} = await start();
	await eventually(() => expect(looks.count).toBe(1));

	await channel.restart();

	await eventually(() => expect(notes.at(-1)).toBe('the server is back'));
	expect(notes).toHaveLength(2);
	expect(notes[0]).toMatch(/; waiting until it works again \(Ctrl\+C ends this\)$/);
	expect(looks.count).toBe(2);
	channel.hub.publish(arrival('m-1'));
	await eventually(() => expect(looks.count).toBe(3));
});

for (const code of ['server-missing', 'timed-out', 'storage-failed'] as const) {
	test(`a first look that ends with ${code} is done again`, async () => {
		const {looks, followed, notes} = await start(count => {
			if (count < 3) {
				throw new MaestroError(code, 'It was killed');
			}

			return true;
		});

		await followed;

		expect(looks.count).toBe(3);
		expect(notes).toEqual(['It was killed; waiting until it works again (Ctrl+C ends this)', 'the server is back']);
	});
}

test('what is refused for good ends it', async () => {
	const {followed, notes} = await start(() => {
		throw new MaestroError('not-allowed', 'Not yours');
	});

	await expect(followed).rejects.toMatchObject({code: 'not-allowed'});
	expect(notes).toEqual([]);
});

test('a secret that is not taken at the beginning ends it', async () => {
	const {followed, looks} = await start(() => false, 'another one');

	await expect(followed).rejects.toMatchObject({code: 'unauthorized'});
	expect(looks.count).toBe(0);
});

test('a server that does not know the secret which ours has taken is another one: ours is waited for', async () => {
	const {channel, looks, notes} = await start();
	const {secret} = channel;
	await eventually(() => expect(looks.count).toBe(1));

	channel.secret = 'another one';
	await channel.restart();
	const {connects} = looks;
	await eventually(() => expect(looks.connects).toBeGreaterThan(connects + 1));
	channel.secret = secret;

	await eventually(() => expect(looks.count).toBe(2));
	await eventually(() => expect(notes.at(-1)).toBe('the server is back'));
	expect(notes).toHaveLength(2);
});

test('it ends when all that was wanted is there, and when the person ends it', async () => {
	const first = await start(() => true);
	await first.followed;
	const second = await start();
	await eventually(() => expect(second.looks.count).toBe(1));

	second.ending.abort();

	await second.followed;
	await eventually(() => expect(second.channel.hub.watchers()).toBe(0));
	expect([...first.notes, ...second.notes]).toEqual([]);
});

test('where no server is there at the beginning that is said at once', async () => {
	const connect = async () => {
		throw new MaestroError('server-missing', 'No server runs');
	};
	const following = {sessionIds: [], isNews: () => false, catchUp: async () => false};

	await expect(
		follow(following, {connect, note: () => {}, signal: new AbortController().signal}),
	).rejects.toMatchObject({code: 'server-missing'});
});
