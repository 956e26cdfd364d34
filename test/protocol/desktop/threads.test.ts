import fc from 'fast-check';
import {expect, test} from 'vitest';
import {threadOf} from '../../../source/domain/message.js';
import type {SessionPrompt} from '../../../source/protocol/desktop/prompts.js';
import {messagesFrom} from '../../../source/protocol/desktop/threads.js';

const prompt = (id: string, fromSessionId: string, toSessionId: string, timestamp: number): SessionPrompt => ({
	...{id, fromSessionId, toSessionId, timestamp},
	...{content: `${fromSessionId} to ${toSessionId}`, mode: 'send'},
});

const isOperator = (id: string) => id.startsWith('me');

test('what stands for the operator in any project is the operator', () => {
	const messages = messagesFrom([prompt('p1', 'me-1', 'a', 1), prompt('p2', 'b', 'me-2', 2)], isOperator);

	expect(messages.map(({from, to}) => [from, to])).toEqual([
		['operator', 'a'],
		['b', 'operator'],
	]);
});

test('what the operator and a session have said is one thread, whatever that session says to others', () => {
	const messages = messagesFrom(
		[
			prompt('p1', 'me-1', 'a', 1),
			prompt('p2', 'a', 'b', 2),
			prompt('p3', 'a', 'me-1', 3),
			prompt('p4', 'me-1', 'b', 4),
		],
		isOperator,
	);

	expect(messages.map(threadOf)).toEqual(['p1', 'p2', 'p1', 'p4']);
});

test('sessions that have prompted each other by way of others are one huddle', () => {
	const messages = messagesFrom(
		[prompt('p1', 'a', 'b', 1), prompt('p2', 'c', 'd', 2), prompt('p3', 'd', 'a', 3), prompt('p4', 'e', 'f', 4)],
		isOperator,
	);

	expect(messages.map(threadOf)).toEqual(['p1', 'p1', 'p1', 'p4']);
});

const parties = fc.constantFrom('me-1', 'me-2', 'a', 'b', 'c', 'd', 'e');
const prompts = fc.uniqueArray(
	fc
		.tuple(fc.uuid(), parties, parties, fc.integer({min: 1.7e12, max: 1.7e12 + 20}))
		.map(([id, from, to, at]) => prompt(id, from, to, at)),
	{selector: ({id}) => id, maxLength: 40},
);

test('messages are in the order of their time, each with a place of its own, and of nobody knows what became', () => {
	fc.assert(
		fc.property(prompts, all => {
			const messages = messagesFrom(all, isOperator);

			expect(messages.map(({createdAt}) => createdAt)).toEqual(
				all.map(({timestamp}) => timestamp).sort((a, b) => a - b),
			);
			expect(messages.every(({order}, index) => index === 0 || order > (messages[index - 1]?.order ?? 0))).toBe(true);
			expect(messages.every(({order}) => Number.isSafeInteger(order))).toBe(true);
			expect(new Set(messages.map(({status}) => status))).toEqual(new Set(all.length === 0 ? [] : ['unknown']));
		}),
	);
});

test('a thread is named by its first prompt', () => {
	fc.assert(
		fc.property(prompts, all => {
			const messages = messagesFrom(all, isOperator);
			for (const thread of new Set(messages.map(threadOf))) {
				expect(messages.find(message => threadOf(message) === thread)?.id).toBe(thread);
			}
		}),
	);
});
