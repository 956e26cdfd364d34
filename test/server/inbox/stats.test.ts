import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Message} from '../../../source/domain/message.js';
import {statsOf} from '../../../source/server/inbox/stats.js';
import {message} from '../../helpers/builders.js';

const day = 24 * 3_600_000;
const start = Date.UTC(2025, 10, 21, 23);
const noReply = () => undefined;

const sent = (given: Partial<Message>): Message => message({createdAt: start, ...given});

test('messages are counted by what became of them, by day and by route', async () => {
	const stats = await statsOf(
		[
			sent({id: 'm-1', from: 'a', to: 'b', status: 'delivered'}),
			sent({id: 'm-2', from: 'a', to: 'b', status: 'read', createdAt: start + 2 * 3_600_000}),
			sent({id: 'm-3', from: 'b', to: 'a', status: 'expired'}),
			sent({id: 'm-4', from: 'c', to: 'a', status: 'failed', createdAt: start - day}),
			sent({id: 'm-5', from: 'b', to: 'a'}),
		],
		noReply,
	);

	expect(stats).toEqual({
		total: 5,
		byStatus: {pending: 1, delivered: 1, read: 1, failed: 1, expired: 1},
		byDay: [
			{day: '2025-11-20', count: 1},
			{day: '2025-11-21', count: 3},
			{day: '2025-11-22', count: 1},
		],
		successRate: 0.5,
		toDelivered: {count: 0},
		toAnswer: {count: 0},
		routes: [
			{from: 'a', to: 'b', count: 2},
			{from: 'b', to: 'a', count: 2},
			{from: 'c', to: 'a', count: 1},
		],
	});
});

test('while nothing is known of any, no rate is told', async () => {
	expect(await statsOf([], noReply)).not.toHaveProperty('successRate');
	expect(await statsOf([sent({})], noReply)).not.toHaveProperty('successRate');
});

test('times are told by their middle and by what all but a few keep', async () => {
	const messages = Array.from({length: 100}, (_, index) =>
		sent({id: `m-${index}`, status: 'delivered', deliveredAt: start + index + 1}),
	);
	const firstReply = (id: string) => (id === 'm-4' ? sent({createdAt: start + 500}) : undefined);

	const {toDelivered, toAnswer} = await statsOf(messages, firstReply);

	expect(toDelivered).toEqual({count: 100, medianMs: 50.5, p95Ms: 95});
	expect(toAnswer).toEqual({count: 1, medianMs: 500, p95Ms: 500});
});

test('a clock that was set back makes no time negative', async () => {
	const {toDelivered} = await statsOf([sent({status: 'delivered', deliveredAt: start - 1000})], noReply);

	expect(toDelivered).toEqual({count: 1, medianMs: 0, p95Ms: 0});
});

test('at most ten routes are told, the busiest', async () => {
	const messages = Array.from({length: 12}, (_, index) =>
		Array.from({length: index + 1}, () => sent({from: `s-${index}`})),
	).flat();

	const {routes} = await statsOf(messages, noReply);

	expect(routes.map(({count}) => count)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
});

test('half of the times are no longer than the middle, and 95 of 100 no longer than the other', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.nat(10_000), {minLength: 1}), async times => {
			const {toDelivered} = await statsOf(
				times.map(time => sent({status: 'delivered', deliveredAt: start + time})),
				noReply,
			);
			const {medianMs = Number.NaN, p95Ms = Number.NaN} = toDelivered;
			const share = (most: number) => times.filter(time => time <= most).length / times.length;
			expect(share(medianMs)).toBeGreaterThanOrEqual(0.5);
			expect(times.filter(time => time >= medianMs).length / times.length).toBeGreaterThanOrEqual(0.5);
			expect(share(p95Ms)).toBeGreaterThanOrEqual(0.95);
			expect(times).toContain(p95Ms);
		}),
	);
});
