import {expect, test} from 'vitest';
import {type Difference, tell} from '../helpers/desktop/differences.js';
import {stateBefore} from '../helpers/desktop/recorded-state.js';
import {type Recording, recordings} from '../helpers/desktop/recordings.js';
import {replay, type Step, stepsOf, type Target} from '../helpers/desktop/replay.js';
import type {Given} from '../helpers/desktop/world.js';

/** What cannot be asked again of a server alone, and why. */
export const notReplayed: Readonly<Record<string, string>> = {
	'cli-spawn-after-enable-still-denied': 'the command line refuses by itself, and asks nothing',
	'cli-whoami': 'the command line reads its own files, and asks nothing',
	'worktree-agent-cwd': 'it was measured in the terminal of an agent',
	'serverpty-attach': 'a terminal that the server hosts',
	'serverpty-attach-errors': 'a terminal that the server hosts',
	'serverpty-exit': 'a terminal that the server hosts',
	'serverpty-plain-shell-exit': 'a terminal that the server hosts',
	'serverpty-pty-spawn-again': 'a terminal that the server hosts',
	'serverpty-pty-spawn-shell': 'a terminal that the server hosts',
	'serverpty-resume': 'the frames are of an agent that the server hosts',
	'serverpty-spawn': 'the frames are of an agent that the server hosts',
	'serverpty-stop': 'a terminal that the server hosts',
	'serverpty-stop-attached-client': 'a terminal that the server hosts',
	'auth-token-carriers': 'several requests in one: a test of its own',
	'auth-ws-carriers': 'several connections in one: a test of its own',
	'spawn-seen-by-every-client': 'several connections in one: a test of its own',
	'ws-backpressure': 'a client that does not read: a test of its own',
	'ws-max-clients': 'several connections in one: a test of its own',
	'ws-subscribe-filtering': 'a client with a filter: a test of its own',
};

/** What was asked where a recording does not say it in full. */
const askedInFull: Readonly<Record<string, (recording: Recording) => readonly Step[]>> = {
	'auth-login-ok': each => stepsOf(each).map(step => ({...step, body: {password}})),

	'auth-lockout'({request, response}) {
		const answers = response as unknown as ReadonlyArray<{readonly status: number; readonly body: unknown}>;
		return answers.map(({status, body: answer}, index) => ({
			...{atMs: index, method: 'POST', path: request.path ?? '', body: {password: 'nope'}, status, answer},
		}));
	},

	'batch-many-events-one-frame': ({request}) =>
		[1, 2, 3, 4].map(index => ({
			...{atMs: index, method: 'POST', path: request.path ?? '', status: 201},
			body: {projectId: 'proj_1795244658550_h7qxtceo5', title: `Burst ${index}`},
		})),

	'throttle-progress-burst': ({request}) =>
		[0, 1, 2].map(index => ({
			...{atMs: index, method: 'POST', path: request.path ?? '', status: 200},
			body: {type: 'progress', message: `p${index}`},
		})),

	'throttle-status-burst': ({request}) =>
		['working', 'idle', 'working', 'idle', 'completed'].map((status, index) => ({
			...{atMs: 5 + 93 * index, method: 'PATCH', path: request.path ?? '', status: 200, body: {status}},
		})),

	'sessions-prompt-2mb': ({request}) => [
		{
			...{atMs: 0, method: 'POST', path: request.path ?? '', status: 200, answer: {success: true}},
			body: {content: 'z'.repeat(2_000_000), senderSessionId: 'sess_1795244424859_xp6gnjd15'},
		},
	],
};

/** The password of the servers of the recordings that have one. */
export const password = 'open sesame';

export const stepsOfExchange = (each: Recording): readonly Step[] => askedInFull[each.name]?.(each) ?? stepsOf(each);

type Expected = {
	readonly because: string;
	/** As `tell` tells them. */
	readonly differs: readonly string[];
};

type Subject = {
	readonly name: string;
	/** A server with that state, on which the exchange can be asked. */
	readonly open: (state: Given, recording: Recording) => Promise<Target>;
	/** Where its answers and frames are not those that were recorded, and why. */
	readonly expected: Readonly<Record<string, Expected>>;
	/** Differences that are none. */
	readonly isMeant?: (difference: Difference) => boolean;
};

/**
Every recorded exchange that can be asked again is answered and told of as it was recorded, but where a table says otherwise. For a server
that is meant to be more than the recorded one, `isMeant` says which differences are none.
*/
export const desktopExchanges = ({name, open, expected, isMeant = () => false}: Subject): void => {
	test(`${name}: every difference is one of a recorded exchange`, () => {
		const names = new Set(recordings.map(recording => recording.name));
		const told = [...Object.keys(notReplayed), ...Object.keys(askedInFull), ...Object.keys(expected)];

		expect(told.filter(each => !names.has(each))).toEqual([]);
		expect(Object.keys(expected).filter(each => notReplayed[each] !== undefined)).toEqual([]);
	});

	for (const each of recordings.filter(recording => notReplayed[recording.name] === undefined)) {
		const {because, differs = []} = expected[each.name] ?? {};
		test(`${name}: ${each.name} goes as recorded${because === undefined ? '' : `, but ${because}`}`, async () => {
			const target = await open(stateBefore(each), each);

			const all = await replay(target, each, stepsOfExchange(each));
			const found = all.filter(difference => !isMeant(difference));

			expect([...new Set(found.map(tell))].sort(), JSON.stringify(found, undefined, 1)).toEqual([...differs].sort());
		});
	}
};
