import {derive} from '../client/state/derive.js';
import type {State} from '../client/state/index.js';
import type {TerminalLook} from '../client/state/surroundings.js';
import type {Settings} from '../domain/settings.js';
import {asciiGlyphs, spokenGlyphs, unicodeGlyphs} from './glyphs.js';
import {dark} from './themes/dark.js';
import {themes} from './themes/index.js';
import {none} from './themes/none.js';
import type {Background, Glyphs, Theme, ThemeEntry} from './themes/theme.js';

/** The theme that things are drawn in now: what is set, or what suits this terminal. */
export const themeOf: (state: State) => Theme = derive(
	[
		({settings}: State) => settings.values.theme,
		({settings}) => settings.values.glyphs,
		({surroundings}) => surroundings.background ?? 'dark',
		({surroundings}) => surroundings.terminal,
	],
	(name, glyphs, background, terminal): Theme => {
		const entry = entryFor(name, background, terminal);
		return {
			// What is read aloud has no look at all.
			...entry.paletteOn({background, colourDepth: terminal.isSpoken ? 1 : terminal.colourDepth}),
			id: entry.id,
			glyphs: glyphsFor(glyphs, terminal),
			isSpoken: terminal.isSpoken,
		};
	},
);

/** Somebody who names a theme means it, whatever `NO_COLOR` says for all programs. */
const entryFor = (name: Settings['theme'], background: Background, terminal: TerminalLook): ThemeEntry => {
	if (terminal.colourDepth < 4 || terminal.isSpoken) {
		return none;
	}

	const id = name !== 'auto' ? name : terminal.isColourless ? none.id : background;
	return themes.find(entry => entry.id === id) ?? dark;
};

const glyphsFor = (wanted: Settings['glyphs'], {isSpoken, isUtf8}: TerminalLook): Glyphs => {
	if (isSpoken) {
		return spokenGlyphs;
	}

	return wanted === 'unicode' || (wanted === 'auto' && isUtf8) ? unicodeGlyphs : asciiGlyphs;
};
