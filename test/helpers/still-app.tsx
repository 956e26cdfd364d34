import {Writable} from 'node:stream';
import {setTimeout as pause} from 'node:timers/promises';
import headless from '@xterm/headless';
import {onTestFinished} from 'vitest';
import type {Client} from '../../source/client/client.js';
import type {ClientEvent} from '../../source/client/event.js';
import {createStore} from '../../source/client/store.js';
import {createTerminal} from '../../source/client/terminal.js';
import {defaultSettings, type Settings} from '../../source/domain/settings.js';
import {mountScreen} from '../../source/views/mount.js';
import {longAgo} from './builders.js';
import {createKeyboard} from './fake-keyboard.js';
import {widths} from './terminal-widths.js';

/**
The screen alone, with no world behind it: what it shows is what the events have made of the state, for as long as the test wants.
*/
export const openStill = async (settings: Partial<Settings> = {}) => {
	const terminal = new headless.Terminal({cols: 80, rows: 24, allowProposedApi: true, convertEol: true});
	terminal.unicode.register(widths);
	terminal.unicode.activeVersion = widths.version;
	const told: string[] = [];
	const clipboard: string[] = [];
	terminal.onTitleChange(title => told.push(title));
	terminal.parser.registerOscHandler(52, text => {
		clipboard.push(text);
		return true;
	});
	terminal.onBell(() => told.push('bell'));
	const stdout = Object.assign(
		new Writable({
			write(chunk, _encoding, done) {
				terminal.write(String(chunk), done);
			},
		}),
		{columns: 80, rows: 24, isTTY: true},
	) as unknown as NodeJS.WriteStream & {columns: number; rows: number};
	const stdin = createKeyboard();

	const store = createStore();
	// Nothing is asked for here: a key that leaves the screen is not pressed.
	const client: Client = {store, actions: {} as Client['actions'], terminal: createTerminal(), follow: async () => {}};
	store.send(
		{event: 'minute:began', data: {now: longAgo + 5 * 60_000}},
		{
			event: 'settings:known',
			data: {values: {...defaultSettings, ...settings}, problems: [], file: undefined, overridden: [], keyTable: []},
		},
	);
	const start = store.get();
	const screen = mountScreen({client, stdin, stdout, stderr: stdout});
	onTestFinished(async () => {
		screen.unmount();
		await screen.waitUntilExit();
	});

	const lineAt = (row: number) => terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row);
	const lines = (): readonly string[] =>
		Array.from({length: terminal.rows}, (_, row) =>
			(lineAt(row)?.translateToString(true, 0, terminal.cols) ?? '').trimEnd(),
		);

	/** Waits until what is shown stays as it is. */
	const settle = async (): Promise<void> => {
		let before: string | undefined;
		for (let shown = ''; shown !== before; ) {
			before = shown;
			await pause(5);
			await new Promise<void>(resolve => {
				terminal.write('', resolve);
			});
			shown = lines().join('\n');
		}
	};

	await settle();
	return {
		store,
		/** What the terminal was told besides what it shows: titles, bells. */
		told,
		clipboard,
		modes: () => terminal.modes,
		/** As it is after these events, from the start. */
		async show(size: {readonly columns: number; readonly rows: number}, ...events: readonly ClientEvent[]) {
			terminal.resize(size.columns, size.rows);
			Object.assign(stdout, size);
			store.send(
				{event: 'screen:restored', data: {screen: start.screen, drafts: start.drafts}},
				{event: 'notice:cleared'},
				{event: 'terminal:resized', data: size},
				...events,
			);
			stdout.emit('resize');
			await settle();
		},
		async send(...events: readonly ClientEvent[]) {
			store.send(...events);
			await settle();
		},
		lines,
		/** The rows and columns that are drawn the other way round. */
		inverse: () =>
			Array.from({length: terminal.rows}, (_, row) =>
				Array.from({length: terminal.cols}, (__, column) => column)
					.filter(column => lineAt(row)?.getCell(column)?.isInverse() !== 0)
					.map((column): readonly [number, number] => [row, column]),
			).flat(),
		/** What each column of a row shows; nothing where a wide character goes on. */
		cells: (row: number) =>
			Array.from({length: terminal.cols}, (_, column) => {
				const cell = lineAt(row)?.getCell(column);
				return cell?.getWidth() === 0 ? '' : cell?.getChars() || ' ';
			}),
	};
};

export type Still = Awaited<ReturnType<typeof openStill>>;
