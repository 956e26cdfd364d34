import {expect, test} from 'vitest';
import type {Jump} from '../../source/multiplexer/multiplexer.js';
import {longAgo, project, session, task} from '../helpers/builders.js';
import {runCommand} from '../helpers/command-line.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {openServer} from '../helpers/server.js';

const takingOver: Jump = {kind: 'take-over', command: ['tmux', 'attach-session'], without: ['TMUX'], wayBack: ''};

type Given = {
	readonly jump?: Jump;
	readonly isHeadless?: boolean;
	readonly hasWindow?: boolean;
	/** Where the terminal ends with it; none unless given. */
	readonly exitCode?: number;
	readonly isReachable?: boolean;
};

/** A run of T-1 in a window, and a person who may have a terminal. */
const open = async ({jump, exitCode, isHeadless = false, hasWindow = true, isReachable = true}: Given = {}) => {
	const multiplexer = createFakeMultiplexer(jump === undefined ? {} : {jump});
	const {window} = await multiplexer.openWindow({
		...{key: 'key_of_T_1', name: 'T-1-none', directory: '/tmp', command: ['sh'], environment: {}, without: []},
		meta: {taskId: 'T-1', mode: 'none', sessionId: 's-1', runId: 'r-1'},
	});
	const place = {multiplexer: 'tmux', address: '/s', session: 'maestro', windowId: window.id, paneId: window.paneId};
	const known = {id: 'r-1', taskId: 'T-1', mode: 'none', agent: 'claude', isHeadless, startedAt: longAgo};
	const run = hasWindow ? {...known, window: {...place, key: window.key}} : known;
	const server = await openServer({
		projects: [project()],
		tasks: [task()],
		sessions: [session({run})],
		multiplexer,
	});
	const takenOver: unknown[] = [];
	const opened: unknown[] = [];
	const maestro = async (...words: readonly string[]) =>
		runCommand(server, ['attach', ...words], {
			desk: {
				multiplexerAt: () => (isReachable ? multiplexer : undefined),
				takeOver:
					exitCode === undefined
						? undefined
						: async attach => {
								takenOver.push(attach);
								return {exitCode};
							},
				async openTerminal(...asked) {
					opened.push(asked);
					return {isOpened: true, said: 'Opened T-1-none in kitty', command: 'tmux attach-session'};
				},
			},
		});
	const attach = async () => multiplexer.attach({id: window.id, paneId: window.paneId, key: window.key});
	return {maestro, multiplexer, takenOver, opened, attach};
};

test('inside the multiplexer it switches, and says the way back', async () => {
	const {maestro, multiplexer, opened} = await open({exitCode: 0});

	const {text, value} = await maestro('none', 'T-1');

	expect(text).toBe('Went to T-1-none. To come back, press C-b l.');
	expect(value).toEqual({session: 's-1', how: 'switched'});
	expect(multiplexer.jumped).toEqual(['key_of_T_1']);
	expect(opened).toEqual([]);
});

test('outside it hands this terminal over, and says when it is back', async () => {
	const {maestro, takenOver} = await open({jump: takingOver, exitCode: 0});

	const {text, value} = await maestro('none', 'T-1');

	expect({text, value}).toEqual({text: 'Back from T-1-none', value: {session: 's-1', how: 'attached'}});
	expect(takenOver).toEqual([takingOver]);
});

test('a terminal that is handed over and fails is no success', async () => {
	const {maestro} = await open({jump: takingOver, exitCode: 1});

	await expect(maestro('none', 'T-1')).rejects.toMatchObject({
		code: 'multiplexer-failed',
		message: expect.stringContaining('tmux attach-session ended with exit code 1'),
	});
});

test('without a terminal one is opened, and with --terminal or --in in any case', async () => {
	const away = await open({jump: takingOver});
	const here = await open({jump: takingOver, exitCode: 0});

	const {text, value} = await away.maestro('none', 'T-1');
	await here.maestro('none', 'T-1', '--terminal');
	await here.maestro('none', 'T-1', '--in', 'kitty');

	expect(text).toBe('Opened T-1-none in kitty');
	expect(value).toEqual({session: 's-1', how: 'opened', command: 'tmux attach-session'});
	expect(away.opened).toEqual([[await away.attach(), 'T-1-none', undefined]]);
	expect(here.opened).toEqual([
		[await here.attach(), 'T-1-none', undefined],
		[await here.attach(), 'T-1-none', 'kitty'],
	]);
	expect(here.takenOver).toEqual([]);
});

test('with --print the command stands alone', async () => {
	const {maestro, attach, opened} = await open({exitCode: 0});

	const {text} = await maestro('none', 'T-1', '--print');

	expect(text.split(' ')).toEqual((await attach()).command);
	expect(opened).toEqual([]);
});

test('where nothing can be switched or handed over it says what to type', async () => {
	const {maestro} = await open({
		jump: {kind: 'tell', command: 'tmux attach', why: 'No terminal is attached.'},
		exitCode: 0,
	});

	expect((await maestro('none', 'T-1')).text).toBe('No terminal is attached: tmux attach');
});

const refused: ReadonlyArray<[title: string, given: Given, words: readonly string[], code: string, message: RegExp]> = [
	['a headless run', {isHeadless: true}, ['none', 'T-1'], 'window-gone', /maestro logs none T-1 --follow/],
	['a run whose window is not known', {hasWindow: false}, ['none', 'T-1'], 'window-gone', /maestro session show s-1/],
	['a window out of reach', {isReachable: false}, ['none', 'T-1'], 'window-gone', /tmux, which cannot be reached/],
	['a run that never was', {}, ['interactive', 'T-1'], 'run-not-found', /never dispatched/],
	['half of a pair', {}, ['none'], 'malformed', /maestro attach MODE TASK/],
];

for (const [title, given, words, code, message] of refused) {
	test(`${title} is refused, with what to do`, async () => {
		const {maestro} = await open(given);

		await expect(maestro(...words)).rejects.toMatchObject({code, message: expect.stringMatching(message)});
	});
}
