import {expect, test} from 'vitest';
import {operatorId} from '../../source/domain/session.js';
import {isOld, isOldHold} from '../../source/server/inbox/retention.js';
import {message, session} from '../helpers/builders.js';

const day = 24 * 3_600_000;
const settings = {retentionDays: 7, projects: {'p-long': {retentionDays: 30}}};
const known = new Map([
	['short', session({id: 'short', projectId: 'p-1'})],
	['long', session({id: 'long', projectId: 'p-long'})],
]);
const parties = (id: string) => (id === operatorId ? operatorId : known.get(id));
const old = (from: string, to: string, days: number) =>
	isOld(message({from, to, createdAt: 0}), days * day, settings, parties);

for (const [title, from, to, lasts] of [
	['a message lasts as long as the server keeps them', 'short', 'short', 7],
	['the project of the receiver may keep it longer', 'short', 'long', 30],
	['one to the operator is kept as its sender’s project wants', 'long', operatorId, 30],
	['one between sessions that are gone is kept as the server wants', 'gone', 'away', 7],
] as const) {
	test(title, () => {
		expect(old(from, to, lasts)).toBe(false);
		expect(old(from, to, lasts + 0.001)).toBe(true);
	});
}

test('a decided hold lasts as long as the server keeps messages, and an open one is never old', () => {
	const hold = {id: 'h-1', between: ['short', 'long'], count: 21, since: 0} as const;
	const decided = {...hold, decision: 'allowed', decidedAt: day} as const;

	expect(isOldHold(decided, 8 * day, settings)).toBe(false);
	expect(isOldHold(decided, 8 * day + 1, settings)).toBe(true);
	expect(isOldHold(hold, 1000 * day, settings)).toBe(false);
});
