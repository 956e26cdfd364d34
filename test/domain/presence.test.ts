import {expect, test} from 'vitest';
import {awayAfterMs, presenceOf, type Sighting} from '../../source/domain/presence.js';
import type {Session} from '../../source/domain/session.js';
import {longAgo, session} from '../helpers/builders.js';

const now = longAgo + 3_600_000;
const doing = (state: 'starting' | 'working' | 'idle' | 'needs-input' | 'ended' | 'lost', at = now - 1000) => ({
	activity: {state, source: 'hook Stop', at},
});

const rows: ReadonlyArray<[title: string, given: Partial<Session>, state: string]> = [
	['one that works is online', doing('working'), 'online'],
	['one that has just been started is online', doing('starting'), 'online'],
	['one at a question is online', doing('needs-input'), 'online'],
	['one that works for hours is online', doing('working', longAgo), 'online'],
	['one at its prompt is idle', doing('idle'), 'idle'],
	['one at its prompt for as long as is not away yet is idle', doing('idle', now - awayAfterMs), 'idle'],
	['one at its prompt for longer is away', doing('idle', now - awayAfterMs - 1), 'away'],
	['one whose agent was seen to end is offline', doing('ended'), 'offline'],
	['one that is lost is offline', doing('lost'), 'offline'],
	['one that has ended is offline, whatever was seen last', {status: 'stopped', ...doing('working')}, 'offline'],
	['one that nobody has seen is not guessed', {}, 'unknown'],
];

for (const [title, given, state] of rows) {
	test(title, () => {
		expect(presenceOf(session(given), now).state).toBe(state);
	});
}

const window = (at: number): Sighting => ({source: 'window', at});
const seen: ReadonlyArray<[title: string, sighting: Sighting | undefined, source: string, lastSeen: number]> = [
	['by its hook, where that is all there is', undefined, 'hook Stop', now - 1000],
	['by its window, where that was seen later', window(now - 500), 'window', now - 500],
	['by its hook, where that came later', window(now - 5000), 'hook Stop', now - 1000],
];

for (const [title, sighting, source, lastSeen] of seen) {
	test(`a session was last seen ${title}`, () => {
		expect(presenceOf(session(doing('idle')), now, sighting)).toMatchObject({source, lastSeen, state: 'idle'});
	});
}

test('a window says that somebody is there, and not what they do', () => {
	expect(presenceOf(session(), now, window(now))).toEqual({
		...{sessionId: 's-1', state: 'unknown', source: 'window', lastSeen: now},
	});
});
