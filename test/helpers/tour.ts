import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {expect} from 'vitest';
import {findBinding} from '../../source/keymap/index.js';
import type {Furnished} from './furnish.js';
import {drawPicture} from './picture.js';
import {openTerminal, type Terminal} from './terminal.js';

export type Look = {
	readonly columns: number;
	readonly rows: number;
	readonly environment: Readonly<Record<string, string>>;
};

/**
An operator who goes through the app in a real terminal, key by key.
*/
export type Tour = Pick<Terminal, 'type' | 'paste' | 'pid' | 'hasEnded'> & {
	readonly look: Look;
	/** Presses the key of each of these bindings; of `id#2` the second one. */
	readonly press: (...ids: readonly string[]) => Promise<void>;
	/** Presses keys that no binding stands for, by tmux's names. */
	readonly strike: (...keys: readonly string[]) => Promise<void>;
	/** Waits until the screen shows all of it, and looks whether the frame is whole. */
	readonly shows: (...what: ReadonlyArray<string | RegExp>) => Promise<string>;
	/** Waits until the screen does not show it any more. */
	readonly hides: (what: string | RegExp) => Promise<string>;
	/** Waits until another program has the terminal, and shows it. */
	readonly leaves: (what: string | RegExp) => Promise<string>;
	/** Keeps the screen as a picture, where pictures are asked for. */
	readonly picture: (name: string) => Promise<void>;
	/** The bindings that were pressed. */
	readonly pressed: ReadonlySet<string>;
};

/** What is open is told behind an arrow, which in ASCII is another one. */
const inAnyGlyphs = (what: string | RegExp): string | RegExp =>
	typeof what === 'string' && what.startsWith('› ') ? new RegExp(`[›>] ${escaped(what.slice(2))}`) : what;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What tmux calls a key. */
const names: Readonly<Record<string, string>> = {
	enter: 'Enter',
	esc: 'Escape',
	tab: 'Tab',
	'shift+tab': 'BTab',
	space: 'Space',
	up: 'Up',
	down: 'Down',
	left: 'Left',
	right: 'Right',
	home: 'Home',
	end: 'End',
	pageup: 'PageUp',
	pagedown: 'PageDown',
	backspace: 'BSpace',
	delete: 'DC',
};

const nameOf = (key: string): string => names[key] ?? key.replace(/^ctrl\+/, 'C-');

/** Characters that come faster are taken for typing, and Esc with what follows for one key. */
const betweenKeysMs = 60;

const folder = path.join(import.meta.dirname, '..', '..', 'docs', 'screens');

/** Opens the app in a terminal of this look. Where `pictures` is given, what is pictured is written to `docs/screens`. */
export const openTour = async (
	world: Furnished,
	look: Look,
	{pictures = false, words = []}: {readonly pictures?: boolean; readonly words?: readonly string[]} = {},
): Promise<Tour> => {
	const terminal = await openTerminal(world, {...look, words, directory: world.shed});
	const pressed = new Set<string>();

	const strike: Tour['strike'] = async (...keys) => {
		for (const key of keys) {
			await pause(betweenKeysMs);
			await terminal.press(key);
		}
	};

	const shows: Tour['shows'] = async (...what) => {
		let shown = '';
		for (const part of what) {
			shown = await terminal.shows(inAnyGlyphs(part));
		}

		expect(shown.split('\n')[0]).toMatch(/^maestro-tui/);
		return shown;
	};

	await terminal.shows('maestro-tui');
	return {
		look,
		type: terminal.type,
		paste: terminal.paste,
		pid: terminal.pid,
		hasEnded: terminal.hasEnded,
		pressed,
		strike,
		shows,
		hides: async what => terminal.hides(inAnyGlyphs(what)),
		leaves: terminal.shows,

		async press(...ids) {
			for (const id of ids) {
				const [, name = '', place = '1'] = /^(.*?)(?:#(\d))?$/.exec(id) ?? [];
				const key = findBinding(name)?.keys[Number(place) - 1];
				expect(key, `the key of ${id}`).toBeDefined();
				pressed.add(name);
				await strike(...(key ?? '').split(' ').map(nameOf));
			}
		},

		async picture(name) {
			if (pictures) {
				const drawn = await drawPicture(await terminal.coloured(), look);
				await mkdir(folder, {recursive: true});
				await writeFile(path.join(folder, `${name}-${look.columns}x${look.rows}.svg`), drawn);
			}
		},
	};
};
