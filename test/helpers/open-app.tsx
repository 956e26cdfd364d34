import {randomUUID} from 'node:crypto';
import {Writable} from 'node:stream';
import {setTimeout as pause} from 'node:timers/promises';
import headless from '@xterm/headless';
import {onTestFinished} from 'vitest';
import {agents} from '../../source/agents/index.js';
import type {Tools} from '../../source/client/actions/tools.js';
import {createClient} from '../../source/client/client.js';
import type {ClientEvent} from '../../source/client/event.js';
import type {SpawnerOptions} from '../../source/client/feeds/desktop/spawner.js';
import type {DraftKeeper, KeptDraft} from '../../source/client/feeds/drafts.js';
import type {Located} from '../../source/client/feeds/server.js';
import type {Place} from '../../source/client/place.js';
import type {TerminalLook} from '../../source/client/state/surroundings.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {Settings} from '../../source/domain/settings.js';
import {createTakeKeys, keyTable} from '../../source/keymap/take-keys.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {mountScreen} from '../../source/views/mount.js';
import {longAgo} from './builders.js';
import {eventually} from './eventually.js';
import {createKeyboard} from './fake-keyboard.js';
import {type Given, startFakeServer} from './fake-server.js';
import {createHandClock} from './hand-clock.js';
import {createMemorySettings} from './memory-settings.js';
import {widths} from './terminal-widths.js';

type Options = Given & {
	readonly columns?: number;
	readonly rows?: number;
	/** What is set, where it is not the default. */
	readonly settings?: Partial<Settings>;
	/** What the command line says for this run. */
	readonly overrides?: Partial<Settings>;
	/** What the terminal can show; sixteen colours, and all characters, unless given. */
	readonly look?: Partial<TerminalLook>;
	readonly multiplexer?: Multiplexer;
	readonly locate?: () => Promise<Located>;
	/** Opens windows for servers that have them opened by others; nothing does unless given. */
	readonly spawner?: Pick<SpawnerOptions, 'hostFor' | 'timing'> | undefined;
	/** Takes passwords; none unless given. */
	readonly login?: Tools['login'];
	/** What was being written when the app was left before. */
	readonly drafts?: readonly KeptDraft[];
	/** Where the operator was when the app was left before. */
	readonly place?: Place;
	/** Files that are there already, by their names. */
	readonly files?: ReadonlyMap<string, string>;
};

/** What a terminal sends for a key. */
const sequences: Readonly<Record<string, string>> = {
	enter: '\r',
	esc: '\u001B',
	tab: '\t',
	'shift+tab': '\u001B[Z',
	space: ' ',
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	home: '\u001B[H',
	end: '\u001B[F',
	backspace: '\u007F',
	delete: '\u001B[3~',
	'ctrl+c': '\u0003',
	'ctrl+d': '\u0004',
	'ctrl+e': '\u0005',
	'ctrl+j': '\n',
	'ctrl+l': '\u000C',
	'ctrl+u': '\u0015',
	pageup: '\u001B[5~',
	pagedown: '\u001B[6~',
};

const quickly = {
	firstRetryMs: 20,
	longestRetryMs: 100,
	pingEveryMs: 30_000,
	pongWithinMs: 10_000,
	betweenSnapshotsMs: 10,
	drawEveryMs: 10,
};

/**
The whole screen in this process: an operator's terminal with real columns and rows, in front of a fake server and a fake
multiplexer. Time between keys passes only where the test says so.
*/
export const openApp = async ({
	columns = 80,
	rows = 24,
	settings = {},
	overrides = {},
	look = {},
	multiplexer,
	locate,
	login = {
		logIn: async url =>
			Promise.reject(new MaestroError('unauthorized', `The server at ${url} does not take this password`)),
		logOut: async () => {},
	},
	drafts = [],
	place,
	spawner,
	files = new Map(),
	...given
}: Options = {}) => {
	const server = await startFakeServer(given);
	// A terminal driver makes a carriage return and a line feed of a line feed.
	const terminal = new headless.Terminal({cols: columns, rows, allowProposedApi: true, convertEol: true});
	terminal.unicode.register(widths);
	terminal.unicode.activeVersion = widths.version;
	const written: string[] = [];
	const told: string[] = [];
	terminal.onTitleChange(title => told.push(title));
	terminal.onBell(() => told.push('bell'));
	terminal.parser.registerOscHandler(52, text => {
		told.push(text);
		return true;
	});
	const takenOver: Array<readonly string[]> = [];
	const opened: Array<{readonly command: readonly string[]; readonly title: string}> = [];
	const edits: string[] = [];
	const edited: Array<{readonly text: string; readonly name: string}> = [];
	const timer = createHandClock();
	const saved = new Map(files);
	const kept: Array<readonly KeptDraft[]> = [];
	const places: Place[] = [];
	const keeper: DraftKeeper = {
		kept: async () => drafts,
		async keep(all) {
			kept.push(all);
		},
	};

	const keptSettings = createMemorySettings(
		Object.keys(settings).length === 0 ? undefined : JSON.stringify(settings, undefined, '\t'),
	);

	const badges: Array<number | undefined> = [];

	const stdout = Object.assign(
		new Writable({
			write(chunk, _encoding, done) {
				written.push(String(chunk));
				terminal.write(String(chunk), done);
			},
		}),
		{columns, rows, isTTY: true},
	) as unknown as NodeJS.WriteStream & {columns: number; rows: number};
	const stdin = createKeyboard();

	const client = createClient({
		locate: locate ?? server.locate,
		spawner,
		login,
		fetch: globalThis.fetch,
		clock: () => longAgo + 5 * 60_000,
		random: () => 0,
		createKey: randomUUID,
		multiplexerFor: () => multiplexer,
		async takeOver(command) {
			takenOver.push(command);
			return {exitCode: 0};
		},
		async openTerminal({command}, title) {
			opened.push({command, title});
			return {said: `Opened ${title} in a terminal`};
		},
		async editText(text, name) {
			const written = edits.shift();
			edited.push({text, name});
			return written === undefined ? undefined : {text: written, file: `/tmp/${name}`, discard: async () => {}};
		},
		outputReaderFor: agent => agents.find(({id}) => id === agent)?.readOutput,
		preferredMultiplexer: async () => 'tmux',
		drafts: keeper,
		place: {
			kept: async () => place,
			async keep(left) {
				places.push(left);
			},
		},
		settings: {keeper: keptSettings, takeKeys: createTakeKeys(), keyTable, overrides},
		around: {
			badge: {
				async show(count) {
					badges.push(count);
				},
				async clear() {
					badges.push(undefined);
				},
			},
			throughMultiplexer: sequence => sequence,
		},
		async saveFile(name, content, {replaces}) {
			if (saved.has(name) && !replaces) {
				throw new MaestroError('already-there', `${name} is there already`);
			}

			const parts: Uint8Array[] = [];
			for await (const part of typeof content === 'string' ? [Buffer.from(content)] : content) {
				parts.push(part);
			}

			saved.set(name, Buffer.concat(parts).toString());
			return `/home/me/${name}`;
		},
		timing: quickly,
		previewEveryMs: 20,
		quietMs: 10,
		schedule: timer.schedule,
	});

	client.store.send({
		event: 'terminal:known',
		data: {colourDepth: 4, isUtf8: true, isColourless: false, isSpoken: false, background: undefined, ...look},
	});
	const stopped = new AbortController();
	const followed = client.follow(stopped.signal);
	const screen = mountScreen({client, stdin, stdout, stderr: stdout, timer});
	let hasExited = false;
	const exited = screen.waitUntilExit().then(() => {
		hasExited = true;
	});

	onTestFinished(async () => {
		screen.unmount();
		stopped.abort();
		await Promise.all([exited, followed]);
	});

	const settle = async (): Promise<void> => {
		// One turn for the key to come through the stream, one for what it changes to be drawn.
		await pause(2);
		await new Promise<void>(resolve => {
			terminal.write('', resolve);
		});
	};

	const send = async (text: string): Promise<void> => {
		stdin.write(text);
		await settle();
	};

	const frame = (): string =>
		Array.from({length: terminal.rows}, (_, row) =>
			(
				terminal.buffer.active
					.getLine(terminal.buffer.active.viewportY + row)
					?.translateToString(true, 0, terminal.cols) ?? ''
			).trimEnd(),
		).join('\n');

	/** What each column of a row shows; nothing where a wide character goes on. */
	const cellsOf = (row: number): readonly string[] => {
		const line = terminal.buffer.active.getLine(row);
		return Array.from({length: terminal.cols}, (_, column) => {
			const cell = line?.getCell(column);
			return cell?.getWidth() === 0 ? '' : cell?.getChars() || ' ';
		});
	};

	return {
		client,
		server,
		takenOver,
		/** What the operator leaves in the editor, one time after the other; without it they leave it without an answer. */
		edits,
		/** What the editor was opened with. */
		edited,
		/** The terminals that were opened. */
		opened,
		/** What the status line of the multiplexer was told to count. */
		badges,
		/** The files that were written, by their names. */
		saved,
		/** The text of the file of settings, and a way to edit it by hand. */
		keptSettings,
		/** What was kept of the drafts, each time. */
		kept,
		/** Where the operator was, each time that it was kept. */
		places,
		/** Everything that went to the terminal, as it was. */
		written,
		/** What the terminal was told besides what it shows: titles, bells, what is copied. */
		told,
		modes: () => terminal.modes,
		exited,
		/** Ends it as the operator's leaving does; resolves when all is over. */
		async leave() {
			screen.unmount();
			stopped.abort();
			await Promise.all([exited, followed]);
		},
		hasExited: () => hasExited,
		/** Keys as a person presses them, with time between. */
		async press(...keys: readonly string[]) {
			for (const key of keys) {
				await send(sequences[key] ?? key);
				if (key === 'esc') {
					// Ink holds it back for 20 ms, as it may be the start of a sequence.
					await pause(30);
				}

				timer.pass(1000);
				await settle();
			}
		},
		/** Characters one right after the other, without time between. */
		async rush(text: string) {
			for (const character of text) {
				await send(character);
			}
		},
		/** Characters that come as one input. */
		send,
		async paste(text: string) {
			await send(`\u001B[200~${text}\u001B[201~`);
		},
		pass: timer.pass,
		async resize(to: {readonly columns: number; readonly rows: number}) {
			terminal.resize(to.columns, to.rows);
			Object.assign(stdout, to);
			stdout.emit('resize');
			await settle();
		},
		/** What the terminal shows, line by line, without blanks at their ends. */
		frame,
		/** Has these events happen in a screen as it was, and waits until all is there that is fetched for it. */
		async open(events: readonly ClientEvent[], {screen, drafts, undos} = client.store.get()) {
			client.store.send({event: 'screen:restored', data: {screen, drafts, undos}}, ...events);
			let before: readonly unknown[] = [];
			await eventually(async () => {
				const [state, shown] = before;
				before = [client.store.get(), frame()];
				await settle();
				return state === before[0] && shown === before[1];
			});
			return client.store.get();
		},
		/** The columns that a text begins in, as the terminal sees them. */
		columnsOf: (row: number, text: string) => {
			const cells = cellsOf(row);
			return [...cells.keys()].filter(column => cells[column] !== '' && cells.slice(column).join('').startsWith(text));
		},
		/** The first of them. */
		columnOf: (row: number, text: string) => {
			const cells = cellsOf(row);
			return cells.findIndex((cell, column) => cell !== '' && cells.slice(column).join('').startsWith(text));
		},
		isAlternate: () => terminal.buffer.active.type === 'alternate',
	};
};

export type App = Awaited<ReturnType<typeof openApp>>;
