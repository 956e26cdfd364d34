import {readdir, rm, stat, truncate} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {operatorId} from '../../source/domain/session.js';
import type {Inbox} from '../../source/server/inbox.js';
import {session} from '../helpers/builders.js';
import {extent} from '../helpers/extent.js';
import {openInbox} from '../helpers/inbox.js';
import {
	accept,
	day,
	decide,
	failAll,
	giveBack,
	heldCount,
	type Known,
	leaseMs,
	limits,
	type Model,
	minute,
	people,
	refusalOf,
	weights,
} from '../helpers/inbox-model.js';
import {openUnsynced} from '../helpers/unsynced-append.js';

type Real = {inbox: Inbox; readonly reopen: () => Promise<Inbox>; readonly audit: string; readonly time: {now: number}};
type Command = fc.AsyncCommand<Model, Real>;

/** After each step the inbox says what the model says. */
const compare = ({messages, holds, seen: reached}: Model, {inbox}: Real): void => {
	const alive = messages.filter(({status}) => status !== 'deleted');
	const seen = [...inbox.all()].map(({id, status, delivery, hold}) => ({
		id,
		status,
		hold,
		attempts: delivery?.attempts ?? 0,
	}));
	expect(seen).toEqual(alive.map(({id, status, hold, attempts}) => ({id, status, hold, attempts})));
	expect(inbox.holds()).toEqual(holds);
	for (const person of people) {
		const mine = alive.filter(({to}) => to === person);
		expect(inbox.list(person).map(({id}) => id)).toEqual(mine.map(({id}) => id));
		expect(inbox.list(person, {status: 'pending'})).toHaveLength(
			mine.filter(({status}) => status === 'pending').length,
		);
		expect(inbox.pendingCount(person)).toBe(mine.filter(canBeTaken).length);
	}

	for (const {status} of messages) {
		reached.add(status);
	}

	for (const {decision = 'open'} of holds) {
		reached.add(`hold ${decision}`);
	}
};

const canBeTaken = ({status, isTaken, hold}: Known): boolean => status === 'pending' && !isTaken && hold === undefined;

const command = (name: string, run: (model: Model, real: Real) => Promise<void>): Command => ({
	check: () => true,
	async run(model, real) {
		real.time.now = model.now;
		await run(model, real);
		compare(model, real);
	},
	toString: () => name,
});

const pick = <Item>(items: readonly Item[], index: number): Item | undefined =>
	items[index % Math.max(1, items.length)];

type Request = {
	readonly from: string;
	readonly to: readonly string[];
	readonly isBroadcast: boolean;
	readonly priority: 'low' | 'medium' | 'high';
	readonly ttlMs: number | undefined;
	readonly key: string | undefined;
};

const ask = async ({inbox}: Real, {from, to, isBroadcast, priority, ttlMs, key: idempotencyKey}: Request) => {
	const request = {from, text: 'hello', metadata: {priority}, ttlMs, idempotencyKey};
	if (isBroadcast) {
		return inbox.broadcast({...request, to});
	}

	const {message, isRepeated} = await inbox.send({...request, to: to[0] ?? ''});
	return {messages: [message], isRepeated};
};

/** What a request is answered whose key came before; `undefined` when it is new. */
const repeated = ({keys, messages}: Model, {from, to, isBroadcast, key}: Request) => {
	const before = keys.get(`${from} ${key}`);
	if (key === undefined || before === undefined) {
		return undefined;
	}

	const ids = before.ids.filter(id => messages.some(message => message.id === id && message.status !== 'deleted'));
	const isSame = before.isBroadcast === isBroadcast && before.to.join(' ') === to.join(' ');
	return {ids, code: ids.length === 0 ? 'message-not-found' : isSame ? undefined : 'malformed'};
};

const request = async (model: Model, real: Real, asked: Request): Promise<void> => {
	const {from, to, isBroadcast, priority, ttlMs, key} = asked;
	const receivers = to.filter(person => !isBroadcast || person !== from);
	const before = repeated(model, asked);
	const code = before === undefined ? refusalOf(model, from, receivers) : before.code;
	if (code !== undefined) {
		model.seen.add(code);
		await expect(ask(real, asked)).rejects.toMatchObject({code});
		return;
	}

	const {messages, isRepeated} = await ask(real, asked);
	expect(isRepeated).toBe(before !== undefined);
	if (before !== undefined) {
		model.seen.add('repeated');
		expect(messages.map(({id}) => id)).toEqual(before.ids);
		return;
	}

	expect(messages.map(message => message.to)).toEqual(receivers);
	for (const {id, to, hold} of messages) {
		expect(hold !== undefined).toBe(heldCount(model, from, to) !== undefined);
		const expiresAt = ttlMs === undefined ? Number.POSITIVE_INFINITY : model.now + ttlMs;
		accept(model, {id, from, to, hold, weight: weights[priority], expiresAt});
	}

	if (key !== undefined) {
		model.keys.set(`${from} ${key}`, {at: model.now, to, isBroadcast, ids: messages.map(({id}) => id)});
	}
};

const requests = (
	given: Pick<Request, 'isBroadcast'>,
	to: fc.Arbitrary<readonly string[]>,
	from: fc.Arbitrary<string>,
) =>
	fc
		.record({
			from,
			to,
			priority: fc.constantFrom('low', 'medium', 'high'),
			ttlMs: fc.option(fc.constantFrom(1000, 20_000), {nil: undefined}),
			key: fc.option(fc.constantFrom('k', 'l'), {nil: undefined}),
		})
		.map(each => ({...given, ...each}))
		.map(each => command(`ask ${JSON.stringify(each)}`, async (model, real) => request(model, real, each)));

const anyone = fc.constantFrom(...people);
const send = requests(
	{isBroadcast: false},
	anyone.map(person => [person]),
	anyone,
);
/** What two sessions write to each other, which comes to a hold before long. */
const talk = fc
	.boolean()
	.map(isBack => (isBack ? {from: 'b', to: ['a']} : {from: 'a', to: ['b']}))
	.map(each => ({...each, isBroadcast: false, priority: 'medium', ttlMs: undefined, key: undefined}) as const)
	.map(each => command(`talk ${each.from}`, async (model, real) => request(model, real, each)));
const broadcast = requests(
	{isBroadcast: true},
	fc.constantFrom(['a', 'b'], ['a', 'b', 'operator'], ['b', 'operator']),
	anyone,
);

const take = fc.tuple(anyone, fc.integer({min: 1, max: 3})).map(([receiver, limit]) =>
	command(`take ${receiver} ${limit}`, async (model, {inbox}) => {
		const waiting = model.messages
			.filter(message => message.to === receiver && canBeTaken(message) && message.expiresAt > model.now)
			.toSorted((one, other) => one.weight - other.weight)
			.slice(0, limit);

		const taking = await inbox.take(receiver, {via: 'hook', limit});

		expect(taking?.messages.map(({id}) => id) ?? []).toEqual(waiting.map(({id}) => id));
		if (taking !== undefined) {
			model.takings.push(taking);
			for (const message of waiting) {
				message.taking = taking.id;
				message.isTaken = true;
			}
		}
	}),
);

const confirm = fc.nat(20).map(index =>
	command(`confirm ${index}`, async (model, {inbox}) => {
		const taking = pick(model.takings, index);
		const shown = model.messages.filter(
			message => message.status === 'pending' && message.taking === taking?.id && taking !== undefined,
		);

		const confirmed = await inbox.confirm(taking?.id ?? 'take_1_x', taking?.receiver ?? 'a');

		expect(confirmed.map(({id}) => id).toSorted()).toEqual(shown.map(({id}) => id).toSorted());
		for (const message of shown) {
			Object.assign(message, {status: 'delivered', isTaken: false, attempts: message.attempts + 1});
		}
	}),
);

const release = fc.nat(20).map(index =>
	command(`release ${index}`, async (model, {inbox}) => {
		const taking = pick(model.takings, index);
		await inbox.release(taking?.id ?? 'take_1_x', 'not shown');
		giveBack(model, taking?.id);
	}),
);

const read = fc.tuple(fc.nat(20), fc.boolean()).map(([index, isOperator]) =>
	command(`read ${index} ${isOperator}`, async (model, {inbox}) => {
		const message = pick(model.messages, index);
		if (message === undefined) {
			return;
		}

		const by = isOperator ? 'operator' : message.to;
		const done = inbox.markRead(message.id, by);
		if (message.status === 'deleted') {
			await expect(done).rejects.toMatchObject({code: 'message-not-found'});
		} else if (message.status === 'pending' && (by !== message.to || message.hold !== undefined)) {
			await expect(done).rejects.toMatchObject({code: 'not-allowed'});
		} else {
			await done;
			const wasPending = message.status === 'pending';
			const isShown = wasPending || message.status === 'delivered';
			Object.assign(
				message,
				isShown ? {status: 'read', isTaken: false, attempts: message.attempts + Number(wasPending)} : {},
			);
		}
	}),
);

const remove = fc.nat(20).map(index =>
	command(`remove ${index}`, async (model, {inbox}) => {
		const message = pick(model.messages, index);
		if (message !== undefined && message.status !== 'deleted') {
			await inbox.remove(message.id, message.from);
			Object.assign(message, {status: 'deleted', isTaken: false, hold: undefined});
		}
	}),
);

const fail = anyone.map(receiver =>
	command(`fail ${receiver}`, async (model, {inbox}) => {
		await inbox.fail(receiver, 'its receiver was removed');
		failAll(model, ({to}) => to === receiver);
	}),
);

const judge = fc.tuple(fc.nat(3), fc.constantFrom('allowed', 'stopped')).map(([index, decision]) =>
	command(`judge ${index} ${decision}`, async (model, {inbox}) => {
		const hold = pick(model.holds, index);
		const done = inbox.decide(hold?.id ?? 'hold_1_x', decision, 'operator');
		if (hold === undefined) {
			await expect(done).rejects.toMatchObject({code: 'hold-not-found'});
		} else if (hold === model.holds.at(-1)) {
			await done;
			decide(model, hold.id, decision);
		} else {
			await expect(done).rejects.toMatchObject({code: 'already-there'});
		}
	}),
);

const wait = fc.constantFrom(500, 5000, leaseMs, minute, day + minute).map(ms =>
	command(`wait ${ms}`, async (model, {inbox}) => {
		model.now += ms;
		await inbox.expire(model.now);
		for (const message of model.messages) {
			if (message.status === 'pending' && !message.isTaken && message.expiresAt <= model.now) {
				Object.assign(message, {status: 'expired', hold: undefined});
			}
		}

		for (const [name, {at}] of model.keys) {
			if (model.now - at > day) {
				model.keys.delete(name);
			}
		}

		await inbox.releaseStale(model.now);
		for (const {id, takenAt} of model.takings) {
			if (model.now - takenAt >= leaseMs) {
				giveBack(model, id);
			}
		}
	}),
);

const sweep = fc.constantFrom(0, minute, day).map(age =>
	command(`sweep ${age}`, async (model, {inbox}) => {
		const isOld = (at: number | undefined) => at !== undefined && model.now - at > age;
		await inbox.sweep(
			({createdAt}) => isOld(createdAt),
			({decidedAt}) => isOld(decidedAt),
		);
		for (const message of model.messages) {
			if (message.status !== 'pending' && isOld(message.createdAt)) {
				message.status = 'deleted';
			}
		}

		const kept = model.holds.filter(({decision, decidedAt}) => decision === 'stopped' || !isOld(decidedAt));
		model.holds.splice(0, model.holds.length, ...kept);
	}),
);

const reopen = async (model: Model, real: Real): Promise<void> => {
	real.inbox = await real.reopen();
	for (const {id} of model.takings) {
		giveBack(model, id);
	}
};

const restart = fc.constant(command('restart', reopen));

/** The next start goes by what is kept here and by what comes after it. */
const keep = fc.constant(
	command('keep a checkpoint', async ({now}, {inbox}) => {
		await inbox.upkeep.keepLast(now);
	}),
);

/** What lies in the past and is not needed any more goes; and nobody misses it, with or without the checkpoint. */
const prune = fc.boolean().map(isKept =>
	command(`prune, and restart with${isKept ? '' : 'out'} the checkpoint`, async (model, real) => {
		const before = await sizesOf(real.audit);
		await real.inbox.upkeep.prune(model.now, model.now);
		const after = await sizesOf(real.audit);
		if ([...before.keys()].some(name => !after.has(name))) {
			model.seen.add('pruned');
		}

		if (!isKept) {
			await rm(path.join(real.audit, 'checkpoint'), {force: true});
		}

		await reopen(model, real);
	}),
);

/** How long each file of the record is. */
const sizesOf = async (audit: string): Promise<ReadonlyMap<string, number>> => {
	const names = await readdir(audit).catch(() => []);
	return new Map(
		await Promise.all(names.map(async name => [name, (await stat(path.join(audit, name))).size] as const)),
	);
};

/** What is under way when the server dies, each one line of the record. */
const underWay: Readonly<Record<string, (inbox: Inbox) => Promise<unknown>>> = {
	send: async inbox => inbox.send({from: 'operator', to: 'a', text: 'hello', idempotencyKey: 'k'}),
	broadcast: async inbox => inbox.broadcast({from: 'operator', to: ['a', 'b'], text: 'hello', idempotencyKey: 'l'}),
	take: async inbox => inbox.take('a', {via: 'hook'}),
	fail: async inbox => inbox.fail('b', 'its receiver was removed'),
	decide: async inbox => inbox.decide(inbox.holds().at(-1)?.id ?? '', 'allowed', 'operator'),
};

/** The server dies while it writes a line: what it says never happened. */
const crash = fc
	.tuple(fc.constantFrom(...Object.keys(underWay)), fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}))
	.map(([name, share]) =>
		command(`crash ${name} ${share}`, async (model, real) => {
			const before = await sizesOf(real.audit);
			await underWay[name]?.(real.inbox).catch(() => {});
			for (const [file, size] of await sizesOf(real.audit)) {
				const durable = before.get(file) ?? 0;
				if (size > durable) {
					await truncate(path.join(real.audit, file), durable + Math.floor(share * (size - durable)));
				}
			}

			await reopen(model, real);
		}),
	);

test('whatever happens to messages, in whatever order and over crashes, each lives the life it should', async () => {
	const seen = new Set<string>();
	const sessions = new Map(['a', 'b'].map(id => [id, session({id})]));
	await fc.assert(
		fc.asyncProperty(
			fc.commands(
				[
					...[send, send, talk, talk, talk, broadcast, take, take, confirm, release, read, remove],
					...[fail, judge, judge, wait, wait, sweep, restart, crash, keep, keep, prune],
				],
				{maxCommands: 80, size: 'max'},
			),
			async commands => {
				await fc.asyncModelRun(async () => {
					const {inbox, reopen, audit, time} = await openInbox({
						parties: id => (id === operatorId ? operatorId : sessions.get(id)),
						sessions: () => [...sessions.values()],
						limits,
						open: openUnsynced,
						leastNews: 1,
					});
					const model: Model = {
						...{messages: [], takings: [], keys: new Map(), holds: [], passed: []},
						...{now: time.now, seen},
					};
					return {model, real: {inbox, reopen, audit, time}};
				}, commands);
			},
		),
		{numRuns: extent(100, 1000)},
	);

	// The runs have reached every state there is, or they show nothing.
	expect([...seen].toSorted()).toEqual([
		...['deleted', 'delivered', 'exchange-stopped', 'expired', 'failed'],
		...['hold allowed', 'hold open', 'hold stopped', 'malformed', 'message-not-found'],
		...['pending', 'pruned', 'read', 'repeated', 'too-many-messages'],
	]);
}, 600_000);
