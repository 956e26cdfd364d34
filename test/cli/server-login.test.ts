import {expect, test} from 'vitest';
import type {Context} from '../../source/cli/command.js';
import {serverLogin} from '../../source/cli/commands/server-login.js';
import {LockedError} from '../../source/protocol/desktop/login.js';

const far = 'http://maestro.invalid:2357';

/** The command at a locked server on another machine, with nobody at a terminal unless given. */
const run = async (given: Partial<Context> = {}) => {
	const sent: Array<readonly [url: string, password: string]> = [];
	const context = {
		input: [],
		flags: {},
		findServer: async () => Promise.reject(new LockedError(far)),
		login: {
			async logIn(url: string, password: string) {
				sent.push([url, password]);
				return 0;
			},
		},
		confirm: undefined,
		askSecret: undefined,
		readStdin: async () => 'opens, sesame \r\n',
		...given,
		// The cast: all that this command uses is there.
	} as unknown as Context;
	const answer = await serverLogin.run(context).catch((error: unknown) => error);
	return {answer, sent};
};

test('over an open line to another machine nothing is sent unless that is said', async () => {
	const {answer, sent} = await run();

	expect(answer).toMatchObject({
		code: 'not-allowed',
		message: `The password would go unencrypted to ${far}: whoever is on the way can read it; use https, a tunnel, or say --unencrypted`,
	});
	expect(sent).toEqual([]);
	// Of a text that is piped, the end of its line is no part.
	expect((await run({flags: {unencrypted: true}})).sent).toEqual([[far, 'opens, sesame ']]);
});

test('a person is asked, and what they type is taken only after a yes', async () => {
	const asked: string[] = [];
	const askSecret = async (question: string) => {
		asked.push(question);
		return 'opens, sesame';
	};

	expect((await run({askSecret, confirm: async () => false})).sent).toEqual([]);
	expect(asked).toEqual([]);
	expect((await run({askSecret, confirm: async () => true})).sent).toEqual([[far, 'opens, sesame']]);
	expect(asked).toEqual([`Password for ${far}: `]);
});

test('no password is none to send', async () => {
	const {answer, sent} = await run({flags: {unencrypted: true}, readStdin: async () => '\n'});

	expect(answer).toMatchObject({code: 'malformed'});
	expect(sent).toEqual([]);
});
