import {expect, test} from 'vitest';
import type {Push} from '../../source/agents/agent.js';
import {claude} from '../../source/agents/claude.js';
import {MaestroError} from '../../source/domain/errors.js';
import {createPush} from '../../source/server/push.js';
import type {Finished} from '../../source/system/run.js';

const program: Push = {kind: 'program', args: ['queue', 'secret-text'], environment: {CODEX_HOME: '/c'}};
const request: Push = {
	kind: 'request',
	url: 'http://127.0.0.1:9/session/c-1/prompt',
	headers: {authorization: 'Basic secret-text'},
	body: '{}',
};

const ended = (how: Partial<Finished>): Finished => ({
	...{exitCode: 0, stdout: '', stderr: '', isMissing: false, isTimedOut: false},
	...how,
});

const pushWith = (given: {
	readonly ends?: Partial<Finished>;
	readonly isMissing?: boolean;
	readonly answers?: () => Promise<Response>;
	readonly onRun?: (...what: readonly unknown[]) => void;
}) =>
	createPush({
		async run(...what) {
			given.onRun?.(...what);
			return ended(given.ends ?? {});
		},
		async findAgent() {
			if (given.isMissing === true) {
				throw new MaestroError('agent-missing', 'It is not installed');
			}

			return {path: '/bin/agent', version: undefined};
		},
		fetch: given.answers ?? (async () => new Response(undefined, {status: 204})),
	});

test("the agent's own program is run, with what it has to be told", async () => {
	const runs: unknown[] = [];

	expect(await pushWith({onRun: (...what) => runs.push(what)})(claude, program)).toEqual({kind: 'accepted'});

	expect(runs).toEqual([['/bin/agent', program.args, expect.objectContaining({environment: {CODEX_HOME: '/c'}})]]);
});

const failed = (code: string) => async () => {
	throw new TypeError('fetch failed', {cause: Object.assign(new Error(code), {code})});
};

const outcomes: ReadonlyArray<
	[title: string, push: Push, given: Parameters<typeof pushWith>[0], kind: string, reason: RegExp]
> = [
	[
		'a program that fails has refused, with its last words',
		program,
		{ends: {exitCode: 1, stderr: 'WARNING: x\nError: no rollout found\n'}},
		'refused',
		/^claude queue failed: Error: no rollout found$/,
	],
	['a program that is not there has refused', program, {isMissing: true}, 'refused', /not installed/],
	[
		'a program that ended without a word has refused, with its exit code',
		program,
		{ends: {exitCode: 3}},
		'refused',
		/exit code 3/,
	],
	[
		'a program that was ended may have handed it over',
		program,
		{ends: {exitCode: undefined, isTimedOut: true}},
		'unknown',
		/did not end/,
	],
	[
		'a client that answers with an error has refused',
		request,
		{answers: async () => new Response('no', {status: 404})},
		'refused',
		/answered 404 to \/session\/c-1\/prompt/,
	],
	['a client that is away has refused', request, {answers: failed('ECONNREFUSED')}, 'refused', /nobody listens/],
	['a client that hung up may have it', request, {answers: failed('ECONNRESET')}, 'unknown', /ECONNRESET/],
];

for (const [title, push, given, kind, reason] of outcomes) {
	test(title, async () => {
		const pushed = await pushWith(given)(claude, push);

		expect(pushed).toEqual({kind, reason: expect.stringMatching(reason)});
		expect(JSON.stringify(pushed)).not.toContain('secret-text');
	});
}

test('a client that takes a request has it', async () => {
	expect(await pushWith({})(claude, request)).toEqual({kind: 'accepted'});
});
