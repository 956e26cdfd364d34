import {expect, test} from 'vitest';
import {evidenceOf, stateWords} from '../../source/client/select/message-state.js';
import type {Message} from '../../source/domain/message.js';
import {longAgo, message} from '../helpers/builders.js';

const now = longAgo + 10 * 60_000;
const at = '\\d\\d:\\d\\d';

const rows: ReadonlyArray<[given: Partial<Message>, words: string, evidence: string]> = [
	[{}, 'pending', 'pending for 10m'],
	[{createdAt: now}, 'pending', ''],
	[
		{delivery: {attempts: 1, lastError: 'the hook did not confirm'}},
		'pending',
		'pending for 10m, 1 try, the hook did not confirm',
	],
	[{delivery: {attempts: 3}, expiresAt: now}, 'pending', `pending for 10m, 3 tries, expires ${at}`],
	[{hold: 'hold-1'}, 'held', 'held until you decide whether the two go on'],
	[{status: 'delivered', deliveredAt: now, hold: 'hold-1'}, `delivered ${at}`, ''],
	[
		{status: 'delivered', deliveredAt: now, delivery: {via: 'hook PostToolBatch', attempts: 1}},
		`delivered ${at}`,
		'by hook PostToolBatch',
	],
	[
		{status: 'read', readAt: now, deliveredAt: now, delivery: {via: 'doorbell', attempts: 1}},
		`read ${at}`,
		`delivered ${at} by doorbell`,
	],
	[{status: 'read', readAt: now, deliveredAt: now, delivery: {via: 'read', attempts: 0}}, `read ${at}`, ''],
	[{status: 'expired'}, 'expired', 'nobody took it in time'],
	[
		{status: 'failed', delivery: {attempts: 2, lastError: 'you stopped the exchange\u001B[2J'}},
		'failed',
		'because you stopped the exchange, 2 tries',
	],
	[{status: 'failed'}, 'failed', 'why is not known'],
];

for (const [given, words, evidence] of rows) {
	test(`a message is ${words.replace(at, 'then')}, and that is known by: ${evidence.replaceAll(at, 'then') || 'nothing more'}`, () => {
		expect(stateWords(message(given), now)).toMatch(new RegExp(`^${words}$`));
		expect(evidenceOf(message(given), now).join(', ')).toMatch(new RegExp(`^${evidence}$`));
	});
}
