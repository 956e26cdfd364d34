import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {expect, onTestFinished} from 'vitest';
import {WebSocket} from 'ws';
import {claude} from '../../../source/agents/claude.js';
import {createPromptMail} from '../../../source/dispatch/spawned/prompt-mail.js';
import {createPromptStore} from '../../../source/dispatch/spawned/prompt-store.js';
import {createPromptWriting} from '../../../source/dispatch/spawned/prompt-writing.js';
import {createPromptWriter} from '../../../source/dispatch/spawned/prompts.js';
import type {PromptNote} from '../../../source/domain/prompt-note.js';
import {readDesktopFrame} from '../../../source/protocol/desktop/frames.js';
import {createBells} from '../../../source/system/bells.js';
import {pathsUnder} from '../../../source/system/paths.js';
import {installPrograms} from '../../../source/system/programs.js';
import {run} from '../../../source/system/run.js';
import {desktopProject, desktopSession} from '../../helpers/desktop/builders.js';
import {startDesktopServer} from '../../helpers/desktop/server.js';
import {eventually} from '../../helpers/eventually.js';
import {startFakeAnthropic} from '../../helpers/fake-anthropic.js';
import {newWindow} from '../../helpers/new-window.js';
import {privateTmux} from '../../helpers/private-tmux.js';
import {temporaryFolder} from '../../helpers/temporary.js';
import {claudeHome} from './claude.js';

const session = 'sess_a';

type Options = {
	/** Absolute path of the real client. */
	readonly program: string;
	/** What the build made for agents. */
	readonly build: {readonly bundle: string; readonly assets: string};
	/** Whether our hooks are in the person's own settings. */
	readonly hasHooks: boolean;
	/** What the client may do without asking. */
	readonly allowed?: readonly string[];
};

/**
The real Claude Code in a window of a session of a desktop server, before a model that does as it is told; and what writes into that window
what the server orders. No server of ours runs.
*/
export const openAtDesktop = async ({program, build, hasHooks, allowed = ['Bash']}: Options) => {
	const folder = await temporaryFolder();
	const paths = pathsUnder(path.join(folder, 'home'));
	const checkout = path.join(folder, 'checkout');
	await mkdir(path.join(checkout, '.git'), {recursive: true});
	const model = await startFakeAnthropic();
	const home = claudeHome(model.url);
	await home.settle({home: folder, checkout});
	// The real server's own: whoever opens it for a folder fails.
	await mkdir(paths.home);
	await writeFile(paths.data, 'not ours');
	const doorbell = createBells(paths).doorbellOf('adopted');
	const hooks = claude.settings({version: '2.1.329', hookProgram: path.join(paths.programs, 'maestro-hook'), doorbell});
	const settingsFile = path.join(folder, '.claude', 'settings.json');
	await writeFile(
		settingsFile,
		JSON.stringify({permissions: {defaultMode: 'default', allow: allowed}, ...(hasHooks ? (hooks as object) : {})}),
	);

	const desktop = await startDesktopServer({
		projects: [desktopProject({workingDir: checkout})],
		sessions: [
			desktopSession({id: session, name: 'Builder', taskIds: []}),
			desktopSession({id: 'sess_b', name: 'Ann', taskIds: []}),
		],
	});

	const {create, tmux} = await privateTmux();
	const multiplexer = create();
	const bells = createBells(paths);
	const mail = createPromptMail({
		...{paths, run, clock: Date.now},
		bells: {
			flag: bells.flag,
			async ring(sessionId) {
				await bells.ring(sessionId);
				await bells.ring('adopted');
			},
		},
	});
	await mail.open();
	await bells.ring('adopted');
	await installPrograms({...build, programs: paths.programs, node: process.execPath, door: build.bundle});

	const {window} = await multiplexer.openWindow(
		newWindow({
			directory: checkout,
			command: [program, '--permission-mode', 'manual'],
			without: claude.without,
			environment: {
				...home.environment,
				...{HOME: folder, MAESTRO_HOME: paths.home, MAESTRO_SESSION_ID: session, MAESTRO_SERVER_URL: desktop.url()},
				LANG: 'C.UTF-8',
			},
		}),
	);
	const taskless = {id: 'run_1', taskId: '', mode: 'worker', agent: 'claude-code', isHeadless: false, startedAt: 0};
	const writer = createPromptWriter({
		store: createPromptStore(path.join(paths.home, 'run', 'spawned', 'x')),
		host: {
			windowOf: async id => (id === session ? {multiplexer, reference: window, run: taskless} : undefined),
			isKnown: () => false,
			isAlone: () => true,
			toolOf: () => 'claude-code',
		},
		mail,
		write: createPromptWriting({pause, clock: Date.now}),
		versionOf: async () => '2.1.329',
		clock: Date.now,
	});

	let notes: readonly PromptNote[] = [];
	const over = new AbortController();
	const following = writer.follow({
		everyMs: 200,
		mayWrite: () => true,
		seen(seen) {
			notes = seen;
		},
		signal: over.signal,
	});
	const socket = new WebSocket(desktop.url().replace('http', 'ws'));
	const problems: unknown[] = [];
	socket.on('message', data => {
		for (const told of readDesktopFrame(String(data))) {
			if (told.says === 'order' && told.order.kind === 'prompt') {
				writer.take(told.order).catch((error: unknown) => problems.push(error));
			}
		}
	});
	onTestFinished(async () => {
		socket.terminate();
		over.abort();
		await following;
		expect(problems).toEqual([]);
		expect(notes.filter(({fate}) => fate.state === 'unknown' || fate.state === 'lost')).toEqual([]);
		expect(await readFile(paths.data, 'utf8')).toBe('not ours');
	});
	await eventually(() => expect(socket.readyState).toBe(WebSocket.OPEN));

	const screen = async () => tmux('capture-pane', '-p', '-t', window.paneId);
	const press = async (...keys: readonly string[]) => tmux('send-keys', '-t', window.paneId, ...keys);
	/** A key right behind an Escape is taken for one with Alt, so it is looked whether all of it is there. */
	const type = async (text: string) =>
		eventually(async () => {
			await press('C-u');
			await press('-l', text);
			await eventually(async () => expect(await screen()).toMatch(new RegExp(`❯\\s${text}\\s*\n`)), 1000);
		});
	return {
		...{model, paths, screen, press},
		/** Has another session prompt the one in the window, by the server's own route. */
		prompt: async (content: string, mode: 'send' | 'paste' = 'send') =>
			desktop.ask({
				method: 'POST',
				path: `/api/sessions/${session}/prompt`,
				body: {content, mode, senderSessionId: 'sess_b'},
			}),
		/** Answers the client's first question, as a person does. */
		async settle() {
			let pressedAt = 0;
			await eventually(async () => {
				const shown = await screen();
				// The first may come before it listens; a second one right behind would open another dialog.
				if (shown.includes('Make auto mode') && Date.now() - pressedAt > 1500) {
					pressedAt = Date.now();
					await press('Escape');
				}

				expect(shown).toContain('? for shortcuts');
			}, 30_000);
		},
		type,
		/** Types and enters as a person does. */
		async say(text: string) {
			await type(text);
			await press('Enter');
		},
		/** Resolves when a hook of ours has run for an event, and had nothing to bring. */
		async hooked(event: string) {
			await eventually(async () => {
				const names = await readdir(paths.hookEvents);
				const texts = await Promise.all(names.map(async name => readFile(path.join(paths.hookEvents, name), 'utf8')));
				expect(texts.some(text => text.includes(`"hook_event_name":"${event}"`))).toBe(true);
			}, 20_000);
		},
		fates: () => notes.map(({fate}) => fate.state),
		notes: () => notes,
		/** How often a text stands in what the model was asked last. */
		asked: (mark: string) => (model.conversations().at(-1) ?? '').split(mark).length - 1,
		turn: () => model.turns().at(-1) ?? '',
	};
};
