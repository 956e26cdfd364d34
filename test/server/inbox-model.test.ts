import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {MessagePriority} from '../../source/domain/message.js';
import type {Inbox, Taking} from '../../source/server/inbox.js';
import {openInbox} from '../helpers/inbox.js';

/** A message as the model sees it: what has happened to it, in words, and nothing of how that is kept. */
type Known = {
	readonly id: string;
	readonly from: string;
	readonly to: string;
	readonly weight: number;
	readonly expiresAt: number;
	readonly key: string | undefined;
	status: 'pending' | 'delivered' | 'read' | 'expired' | 'deleted';
	attempts: number;
	/** The taking that has it, or had it last. */
	taking: string | undefined;
	isTaken: boolean;
};

type Model = {readonly messages: Known[]; readonly takings: Taking[]; now: number; readonly seen: Set<string>};
type Real = {inbox: Inbox; readonly reopen: () => Promise<Inbox>; readonly time: {now: number}};
type Command = fc.AsyncCommand<Model, Real>;

const people = ['a', 'b', 'operator'] as const;
const weights: Record<MessagePriority, number> = {high: 0, medium: 1, low: 2};
const leaseMs = 30_000;

/** After each step the inbox says what the model says. */
const compare = ({messages, seen: reached}: Model, {inbox}: Real): void => {
	const alive = messages.filter(({status}) => status !== 'deleted');
	const seen = [...inbox.all()].map(({id, status, delivery}) => ({id, status, attempts: delivery?.attempts ?? 0}));
	expect(seen).toEqual(alive.map(({id, status, attempts}) => ({id, status, attempts})));
	for (const person of people) {
		const mine = alive.filter(({to}) => to === person);
		expect(inbox.list(person).map(({id}) => id)).toEqual(mine.map(({id}) => id));
		expect(inbox.list(person, {status: 'pending'})).toHaveLength(
			mine.filter(({status}) => status === 'pending').length,
		);
		expect(inbox.pendingCount(person)).toBe(
			mine.filter(({status, isTaken}) => status === 'pending' && !isTaken).length,
		);
	}

	for (const {status} of messages) {
		reached.add(status);
	}
};

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

const giveBack = (model: Model, taking: string | undefined): void => {
	for (const message of model.messages) {
		if (message.taking === taking && message.isTaken) {
			message.isTaken = false;
			message.attempts++;
		}
	}
};

const send = fc
	.record({
		from: fc.constantFrom(...people),
		to: fc.constantFrom(...people),
		priority: fc.constantFrom('low', 'medium', 'high'),
		ttlMs: fc.option(fc.constantFrom(1000, 20_000), {nil: undefined}),
		key: fc.option(fc.constantFrom('k', 'l'), {nil: undefined}),
	})
	.map(({from, to, priority, ttlMs, key}) =>
		command(`send ${JSON.stringify({from, to, priority, ttlMs, key})}`, async (model, {inbox}) => {
			const before = model.messages.find(message => key !== undefined && message.key === key && message.from === from);
			const sent = inbox.send({from, to, text: 'hello', metadata: {priority}, ttlMs, idempotencyKey: key});
			if (before !== undefined && (before.to !== to || before.status === 'deleted')) {
				const code = before.status === 'deleted' ? 'message-not-found' : 'malformed';
				await expect(sent).rejects.toMatchObject({code});
				return;
			}

			const {message, isRepeated} = await sent;
			expect(isRepeated).toBe(before !== undefined);
			if (before !== undefined) {
				expect(message.id).toBe(before.id);
				return;
			}

			model.messages.push({
				id: message.id,
				from,
				to,
				weight: weights[priority],
				expiresAt: ttlMs === undefined ? Number.POSITIVE_INFINITY : model.now + ttlMs,
				key,
				status: 'pending',
				attempts: 0,
				taking: undefined,
				isTaken: false,
			});
		}),
	);

const take = fc.tuple(fc.constantFrom(...people), fc.integer({min: 1, max: 3})).map(([receiver, limit]) =>
	command(`take ${receiver} ${limit}`, async (model, {inbox}) => {
		const waiting = model.messages
			.filter(
				({to, status, isTaken, expiresAt}) =>
					to === receiver && status === 'pending' && !isTaken && expiresAt > model.now,
			)
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
		} else if (message.status === 'pending' && by !== message.to) {
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
			Object.assign(message, {status: 'deleted', isTaken: false});
		}
	}),
);

const wait = fc.constantFrom(500, 5000, leaseMs).map(ms =>
	command(`wait ${ms}`, async (model, {inbox}) => {
		model.now += ms;
		await inbox.expire(model.now);
		for (const message of model.messages) {
			if (message.status === 'pending' && !message.isTaken && message.expiresAt <= model.now) {
				message.status = 'expired';
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

const restart = fc.constant(
	command('restart', async (model, real) => {
		real.inbox = await real.reopen();
		for (const {id} of model.takings) {
			giveBack(model, id);
		}
	}),
);

test('whatever happens to messages, in whatever order and over restarts, each lives the life it should', async () => {
	const seen = new Set<string>();
	await fc.assert(
		fc.asyncProperty(
			fc.commands([send, send, take, take, confirm, release, read, remove, wait, restart], {
				maxCommands: 60,
				size: 'max',
			}),
			async commands => {
				await fc.asyncModelRun(async () => {
					const {inbox, reopen, time} = await openInbox();
					return {model: {messages: [], takings: [], now: time.now, seen}, real: {inbox, reopen, time}};
				}, commands);
			},
		),
		{numRuns: 100},
	);

	// The runs have reached every state there is, or they show nothing.
	expect([...seen].toSorted()).toEqual(['deleted', 'delivered', 'expired', 'pending', 'read']);
});
