import {randomUUID} from 'node:crypto';
import {PassThrough, Writable} from 'node:stream';
import {setTimeout as pause} from 'node:timers/promises';
import headless from '@xterm/headless';
import stringWidth from 'string-width';
import {onTestFinished} from 'vitest';
import {agents} from '../../source/agents/index.js';
import {createClient} from '../../source/client/client.js';
import type {DraftKeeper, KeptDraft} from '../../source/client/feeds/drafts.js';
import type {Located} from '../../source/client/feeds/server.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {mountScreen} from '../../source/views/mount.js';
import {night} from '../../source/views/themes/night.js';
import type {Theme} from '../../source/views/themes/theme.js';
import {longAgo} from './builders.js';
import {type Given, startFakeServer} from './fake-server.js';

type Options = Given & {
	readonly columns?: number;
	readonly rows?: number;
	readonly theme?: Theme;
	readonly multiplexer?: Multiplexer;
	readonly locate?: () => Promise<Located>;
	/** What was being written when the app was left before. */
	readonly drafts?: readonly KeptDraft[];
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
	'ctrl+j': '\n',
	'ctrl+l': '\u000C',
	'ctrl+u': '\u0015',
	pageup: '\u001B[5~',
	pagedown: '\u001B[6~',
};

/**
How wide a character is in a terminal of today, which takes each by itself and does not know of emoji that are joined of
several. The table that the terminal model comes with is of 2010, when emoji were narrow.
*/
const widths = {
	version: 'today',
	wcwidth(codePoint: number): 0 | 1 | 2 {
		const width = stringWidth(String.fromCodePoint(codePoint));
		return width === 0 ? 0 : width === 1 ? 1 : 2;
	},
	// Three bits, as the terminal model has them: whether it joins the character before, and its width.
	charProperties(codePoint: number, before: number): number {
		const width = widths.wcwidth(codePoint);
		const widthBefore = (before >> 1) & 3;
		const joins = width === 0 && widthBefore > 0;
		return ((joins ? widthBefore : width) << 1) | Number(joins);
	},
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
	theme = night,
	multiplexer,
	locate,
	drafts = [],
	files = new Map(),
	...given
}: Options = {}) => {
	const server = await startFakeServer(given);
	// A terminal driver makes a carriage return and a line feed of a line feed.
	const terminal = new headless.Terminal({cols: columns, rows, allowProposedApi: true, convertEol: true});
	terminal.unicode.register(widths);
	terminal.unicode.activeVersion = widths.version;
	const written: string[] = [];
	const takenOver: Array<readonly string[]> = [];
	const opened: Array<{readonly command: readonly string[]; readonly title: string}> = [];
	const timer = createTimer();
	const saved = new Map(files);
	const kept: Array<readonly KeptDraft[]> = [];
	const keeper: DraftKeeper = {
		kept: async () => drafts,
		async keep(all) {
			kept.push(all);
		},
	};

	const stdout = Object.assign(
		new Writable({
			write(chunk, _encoding, done) {
				written.push(String(chunk));
				terminal.write(String(chunk), done);
			},
		}),
		{columns, rows, isTTY: true},
	) as unknown as NodeJS.WriteStream & {columns: number; rows: number};
	const stdin = Object.assign(new PassThrough(), {
		isTTY: true,
		setRawMode: () => stdin,
		ref: () => stdin,
		unref: () => stdin,
	}) as unknown as NodeJS.ReadStream & PassThrough;

	const client = createClient({
		locate: locate ?? server.locate,
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
		outputReaderFor: agent => agents.find(({id}) => id === agent)?.readOutput,
		preferredMultiplexer: async () => 'tmux',
		drafts: keeper,
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
	});

	const stopped = new AbortController();
	const followed = client.follow(stopped.signal);
	const screen = mountScreen({client, theme, stdin, stdout, stderr: stdout, timer});
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

	return {
		client,
		server,
		takenOver,
		/** The terminals that were opened. */
		opened,
		/** The files that were written, by their names. */
		saved,
		/** What was kept of the drafts, each time. */
		kept,
		/** Everything that went to the terminal, as it was. */
		written,
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
		frame: () =>
			Array.from({length: terminal.rows}, (_, row) =>
				(
					terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row)?.translateToString(true) ?? ''
				).trimEnd(),
			).join('\n'),
		/** The column that a text begins in, as the terminal sees it. */
		columnOf(row: number, text: string) {
			const line = terminal.buffer.active.getLine(row);
			const cells = Array.from({length: terminal.cols}, (_, column) => line?.getCell(column)?.getChars() ?? '');
			return cells.findIndex((_, column) => cells.slice(column).join('').startsWith(text) && cells[column] !== '');
		},
		isAlternate: () => terminal.buffer.active.type === 'alternate',
	};
};

const createTimer = () => {
	let now = 0;
	const waiting = new Set<{readonly at: number; readonly run: () => void}>();

	return {
		clock: () => now,
		schedule(milliseconds: number, run: () => void) {
			const entry = {at: now + milliseconds, run};
			waiting.add(entry);
			return () => {
				waiting.delete(entry);
			};
		},
		pass(milliseconds: number) {
			now += milliseconds;
			for (const entry of [...waiting].filter(({at}) => at <= now)) {
				waiting.delete(entry);
				entry.run();
			}
		},
	};
};
