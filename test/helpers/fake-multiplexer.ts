import path from 'node:path';
import {MaestroError} from '../../source/domain/errors.js';
import {refuseLine} from '../../source/multiplexer/line.js';
import type {
	Jump,
	Multiplexer,
	NewWindow,
	OpenedWindow,
	Support,
	Window,
	WindowLife,
	WindowReference,
} from '../../source/multiplexer/multiplexer.js';
import {toPaste} from '../../source/multiplexer/paste.js';
import {isFolder} from '../../source/system/files.js';

export type FakeMultiplexer = Multiplexer & {
	/** Ends it with all its windows, as somebody would who kills it; it is there again at once, and empty. */
	readonly crash: () => void;
	/** The keys of the windows that were jumped to, in order. */
	readonly jumped: readonly string[];
	/** The lines that were typed, and whether Enter was pressed behind each, in order. */
	readonly typed: ReadonlyArray<{readonly key: string; readonly text: string; readonly isEntered: boolean}>;
	/** The texts that were pasted, and whether Enter was pressed behind each, in order. */
	readonly pasted: ReadonlyArray<{readonly key: string; readonly text: string; readonly isEntered: boolean}>;
	/** Ends the program of a window, with a code or a signal, or unseen. */
	readonly end: (key: string, how?: {readonly exitCode?: number; readonly signal?: number}) => void;
	/** What the window shows from now on. */
	readonly show: (key: string, text: string) => void;
	/** What was asked for when the window was opened, or started anew. */
	readonly wanted: (key: string) => NewWindow | undefined;
};

type Options = {
	readonly session?: string;
	/** What a jump answers. */
	readonly jump?: Jump;
	readonly clock?: () => number;
	/** What a window shows once a line is typed, or a text pasted, into it. */
	readonly echo?: (screen: string, line: string) => string;
	/** Whether the program of a window takes keys: not while a person scrolls in it. */
	readonly takesKeys?: () => boolean;
	/** What a window shows once Enter is pressed in it. */
	readonly enter?: (screen: string) => string;
};

type Entry = {
	readonly window: Window;
	readonly wanted: NewWindow;
	readonly text: string;
};

const largest = 16_364;

const supports: Support = {
	signals: true,
	colours: true,
	history: true,
	changes: 'told',
	typing: 'guarded',
	pasteBytes: 1_000_000,
	pasteIsListed: false,
	unattended: true,
};

/**
A multiplexer in memory. It keeps the same promise as the real ones; what happens in its windows, the test says.
*/
export const createFakeMultiplexer = ({
	session = 'maestro',
	jump = {kind: 'done', wayBack: 'To come back, press C-b l.'},
	clock = Date.now,
	echo = (screen, line) => `${screen}${line}`,
	takesKeys = () => true,
	enter = screen => screen,
}: Options = {}): FakeMultiplexer => {
	const entries = new Map<string, Entry>();
	const jumped: string[] = [];
	const typed: Array<{key: string; text: string; isEntered: boolean}> = [];
	const pasted: Array<{key: string; text: string; isEntered: boolean}> = [];
	const watchers = new Set<() => void>();
	let opened = 0;
	let started = 1000;

	const change = (key: string, next: (entry: Entry) => Entry): void => {
		const entry = entries.get(key);
		if (entry === undefined) {
			throw new Error(`No window has the key ${key}`);
		}

		entries.set(key, next(entry));
	};

	const tell = (): void => {
		for (const onChange of watchers) {
			onChange();
		}
	};

	const setLife = (key: string, life: WindowLife): void => {
		change(key, entry => ({...entry, window: {...entry.window, life, pid: undefined}}));
		tell();
	};

	const entryOf = ({id, paneId, key}: WindowReference): Entry => {
		const entry = entries.get(key);
		if (entry === undefined || entry.window.paneId !== paneId) {
			throw new MaestroError('window-gone', `Window ${id} is not there any more, or is another one by now`);
		}

		return entry;
	};

	const startIn = (place: Pick<Window, 'id' | 'paneId'>, wanted: NewWindow): Window => {
		started += 1;
		const {key, meta, name} = wanted;
		const window: Window = {
			...{id: place.id, paneId: place.paneId, key, meta, name},
			life: {state: 'running'},
			pid: started,
			lastOutputAt: clock(),
		};
		entries.set(key, {window, wanted, text: ''});
		tell();
		return window;
	};

	return {
		name: 'fake',
		supports,
		jumped,
		typed,
		pasted,

		async find() {
			return {version: '1.0', address: 'memory', session};
		},

		async listWindows() {
			return [...entries.values()].map(({window}) => window);
		},

		async openWindow(wanted): Promise<OpenedWindow> {
			await refuse(wanted);
			const there = entries.get(wanted.key)?.window;
			if (there === undefined) {
				opened += 1;
				return {window: startIn({id: `@${opened}`, paneId: `%${opened}`}, wanted), how: 'created'};
			}

			return there.life.state === 'ended'
				? {window: {...startIn(there, wanted), name: there.name}, how: 'respawned'}
				: {window: there, how: 'reused'};
		},

		async capture(reference, {lines}) {
			const {text} = entryOf(reference);
			const rows = text.trimEnd().split('\n');
			return rows.slice(Math.max(0, rows.length - lines)).join('\n');
		},

		async typeLine(reference, text, {mayEnter}) {
			refuseLine(text);
			const {window, text: before} = entryOf(reference);
			if (window.life.state !== 'running') {
				return false;
			}

			const screen = echo(before, text);
			change(window.key, entry => ({...entry, text: screen}));
			const isEntered = (await mayEnter(screen)) && entryOf(reference).window.life.state === 'running';
			typed.push({key: window.key, text, isEntered});
			return isEntered;
		},

		async pasteText(reference, text, options) {
			const clean = toPaste(text, options, supports);
			const {window, text: before} = entryOf(reference);
			if (window.life.state !== 'running' || !takesKeys()) {
				return 'nothing';
			}

			const screen = echo(before, clean);
			change(window.key, entry => ({...entry, text: screen}));
			const isEntered =
				options.enter &&
				(await options.mayEnter(screen)) &&
				takesKeys() &&
				entryOf(reference).window.life.state === 'running';
			if (isEntered) {
				change(window.key, entry => ({...entry, text: enter(entry.text)}));
			}

			pasted.push({key: window.key, text: clean, isEntered});
			return isEntered ? 'entered' : 'pasted';
		},

		async jump(reference) {
			jumped.push(entryOf(reference).window.key);
			return jump;
		},

		async stop(reference) {
			const {window} = entryOf(reference);
			if (window.life.state !== 'ended') {
				setLife(window.key, {state: 'ended', signal: 15});
			}
		},

		async closeWindow({paneId, key}) {
			if (entries.get(key)?.window.paneId === paneId) {
				entries.delete(key);
				tell();
			}
		},

		async attach(reference) {
			return {command: ['fake', 'attach', entryOf(reference).window.id], without: ['FAKE']};
		},

		async watch(onChange, {signal}) {
			// Two who watch may hand in the same function.
			const watcher = () => onChange();
			const {promise, resolve} = Promise.withResolvers<void>();
			signal.addEventListener('abort', () => resolve(), {once: true});
			if (!signal.aborted) {
				watchers.add(watcher);
				watcher();
				await promise;
			}

			watchers.delete(watcher);
		},

		crash() {
			entries.clear();
			opened = 0;
			tell();
		},

		end(key, how = {}) {
			setLife(key, {state: 'ended', ...how});
		},

		show(key, text) {
			change(key, entry => ({...entry, text, window: {...entry.window, lastOutputAt: clock()}}));
		},

		wanted: key => entries.get(key)?.wanted,
	};
};

const refuse = async ({key, directory, command, environment}: NewWindow): Promise<void> => {
	const names = Object.keys(environment);
	const texts = [...command, ...Object.values(environment)];
	if (
		!/^[A-Za-z0-9_]{8,64}$/.test(key) ||
		!names.every(name => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) ||
		texts.some(text => text.includes('\0'))
	) {
		throw new MaestroError(
			'malformed',
			'Expected a key of 8 to 64 letters, and names and texts that a program can be given',
		);
	}

	if (!path.isAbsolute(directory) || directory.includes('\0') || !(await isFolder(directory))) {
		throw new MaestroError('bad-directory', `Expected a folder to start in, got ${JSON.stringify(directory)}`);
	}

	if (texts.join('').length > largest) {
		throw new MaestroError('too-large', `Expected at most ${largest} bytes for a program with its variables`);
	}
};
