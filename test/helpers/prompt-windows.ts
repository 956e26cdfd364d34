import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {HostedWindow} from '../../source/dispatch/spawned/host.js';
import {createPromptMail, type PromptMail} from '../../source/dispatch/spawned/prompt-mail.js';
import {createPromptStore} from '../../source/dispatch/spawned/prompt-store.js';
import {createPromptWriting} from '../../source/dispatch/spawned/prompt-writing.js';
import {createPromptWriter} from '../../source/dispatch/spawned/prompts.js';
import type {PromptNote} from '../../source/domain/prompt-note.js';
import type {PromptOrder} from '../../source/domain/window-order.js';
import {createBells} from '../../source/system/bells.js';
import {pathsUnder} from '../../source/system/paths.js';
import {run} from '../../source/system/run.js';
import {createFakeMultiplexer} from './fake-multiplexer.js';
import {newWindow} from './new-window.js';
import {temporaryFolder} from './temporary.js';

const screens = path.join(import.meta.dirname, '..', 'fixtures', 'claude', '2.1.329', 'screens');

/** What the window of Claude Code really showed. */
export const claudeScreen = (name: string): string => readFileSync(path.join(screens, `${name}.txt`), 'utf8').trimEnd();

export const idleScreen = claudeScreen('idle');

/** The same with a text in the prompt. */
export const claudeHolding = (text: string): string =>
	claudeScreen('draft').replace('some draft', () => text.split('\n').join('\n  '));

type Given = {
	readonly home?: string;
	/** The server's name for the agent. */
	readonly tool?: string;
	/** What happens between two looks. */
	readonly between?: () => void | Promise<void>;
	/** What the window shows once a text is pasted. */
	readonly echo?: (screen: string, text: string) => string;
	/** What it shows once Enter is pressed. */
	readonly enter?: (screen: string) => string;
	readonly takesKeys?: () => boolean;
	readonly mail?: Partial<PromptMail>;
	readonly isAlone?: boolean;
	/** Answers in the place of who knows the windows. */
	readonly windowOf?: (hosted: HostedWindow | undefined) => Promise<HostedWindow | undefined>;
};

export const textFor = (content: string, more: Partial<PromptOrder> = {}): PromptOrder => ({
	kind: 'prompt',
	sessionId: 'sess_a',
	at: 1_000_000,
	content,
	isEntered: true,
	senderSessionId: 'sess_b',
	...more,
});

/**
Windows of sessions that texts are written into, on a multiplexer in memory: `sess_a` has one, which shows what Claude Code shows at rest.
*/
export const openPromptWindows = async (given: Given = {}) => {
	const paths = pathsUnder(given.home ?? (await temporaryFolder()));
	const time = {now: 2_000_000};
	const clock = () => time.now;
	const multiplexer = createFakeMultiplexer({
		echo: given.echo ?? ((screen, text) => (screen === idleScreen ? claudeHolding(text) : screen)),
		enter: given.enter ?? (() => idleScreen),
		...(given.takesKeys === undefined ? {} : {takesKeys: given.takesKeys}),
	});
	const hosted = new Map<string, HostedWindow>();
	const addWindow = async (sessionId: string, tool = given.tool ?? 'claude-code') => {
		const key = `key_${sessionId}`;
		const {window} = await multiplexer.openWindow(newWindow({directory: '/tmp', key}));
		multiplexer.show(key, idleScreen);
		const run = {id: 'run_1', taskId: 'T-1', mode: 'worker', agent: tool, isHeadless: false, startedAt: 0};
		hosted.set(sessionId, {multiplexer, reference: window, run});
	};
	await addWindow('sess_a');

	const store = createPromptStore(path.join(paths.home, 'texts'));
	const mail = {...createPromptMail({paths, bells: createBells(paths), run, clock}), ...given.mail};
	const writer = createPromptWriter({
		store,
		host: {
			windowOf: async sessionId => (given.windowOf ?? (async window => window))(hosted.get(sessionId)),
			isKnown: () => false,
			isAlone: () => given.isAlone ?? false,
			toolOf: () => given.tool,
		},
		mail,
		write: createPromptWriting({
			async pause(milliseconds) {
				time.now += milliseconds;
				await given.between?.();
			},
			clock,
		}),
		versionOf: async () => undefined,
		clock,
	});
	const notes = async (): Promise<readonly PromptNote[]> => writer.work();

	return {
		...{paths, time, multiplexer, hosted, addWindow, store, mail, writer, notes},
		show: (screen: string, sessionId = 'sess_a') => multiplexer.show(`key_${sessionId}`, screen),
		/** What became of each text, oldest first, after one more round. */
		fates: async () => (await notes()).map(({fate}) => fate.state),
		whys: async () => (await notes()).map(({fate}) => ('why' in fate ? fate.why : fate.state)),
	};
};
