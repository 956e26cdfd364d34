import {expect, test} from 'vitest';
import {initialState, type State} from '../../source/client/state/index.js';
import type {TerminalLook} from '../../source/client/state/surroundings.js';
import {defaultSettings, type Settings} from '../../source/domain/settings.js';
import {asciiGlyphs, unicodeGlyphs} from '../../source/views/glyphs.js';
import {themeOf} from '../../source/views/theme-of.js';
import {themes} from '../../source/views/themes/index.js';
import type {Background, Palette} from '../../source/views/themes/theme.js';

const stateWith = (
	values: Partial<Settings>,
	look: Partial<TerminalLook> & {readonly background?: Background} = {},
): State => {
	const {background, ...terminal} = look;
	const {surroundings, settings} = initialState;
	return {
		...initialState,
		surroundings: {...surroundings, background, terminal: {...surroundings.terminal, ...terminal}},
		settings: {...settings, values: {...defaultSettings, ...values}},
	};
};

const chosen: ReadonlyArray<
	[title: string, values: Partial<Settings>, look: Parameters<typeof stateWith>[1], id: string]
> = [
	['it is dark where nobody says how the terminal is', {}, {}, 'dark'],
	['it is light on a light background', {}, {background: 'light'}, 'light'],
	['it has no colours where nobody wants any', {}, {isColourless: true}, 'none'],
	['it is the one that somebody named, whatever is wanted everywhere', {theme: 'light'}, {isColourless: true}, 'light'],
	['it is the one that somebody named, whatever the background is', {theme: 'dark'}, {background: 'light'}, 'dark'],
	['it has no colours in a terminal that has none', {theme: 'dark'}, {colourDepth: 1}, 'none'],
];

for (const [title, values, look, id] of chosen) {
	test(title, () => {
		expect(themeOf(stateWith(values, look)).id).toBe(id);
	});
}

test('glyphs go by what the terminal takes, and not by its colours', () => {
	expect(themeOf(stateWith({theme: 'none'})).glyphs).toBe(unicodeGlyphs);
	expect(themeOf(stateWith({}, {isUtf8: false})).glyphs).toBe(asciiGlyphs);
	expect(themeOf(stateWith({glyphs: 'unicode'}, {isUtf8: false})).glyphs).toBe(unicodeGlyphs);
	expect(themeOf(stateWith({glyphs: 'ascii'})).glyphs).toBe(asciiGlyphs);
});

test('a theme is the same object until something that it is made of is another', () => {
	const state = stateWith({});
	expect(themeOf({...state, notice: {text: 'x', tone: 'info'}})).toBe(themeOf(state));
});

test('no status is told by its colour alone', () => {
	for (const {badge, task, message, draft} of [unicodeGlyphs, asciiGlyphs]) {
		for (const glyphs of [badge, task, message]) {
			expect(Object.values(glyphs).every(glyph => glyph.length === 1)).toBe(true);
		}

		expect(new Set(Object.values(badge)).size).toBe(Object.values(badge).length);
		expect(new Set(Object.values(task)).size).toBe(Object.values(task).length);
		expect(new Set(Object.values(message)).size).toBe(Object.values(message).length);
		expect(draft.length).toBe(1);
	}
});

const stylesOf = ({badge, task, message, text}: Palette): readonly string[] =>
	[badge, task, message, text].flatMap(styles => Object.values(styles));

type Colour = readonly [red: number, green: number, blue: number];

/** As xterm has them, unless somebody changes them. */
const sixteen: readonly Colour[] = [
	...([
		[0, 0, 0],
		[205, 0, 0],
		[0, 205, 0],
		[205, 205, 0],
		[0, 0, 238],
		[205, 0, 205],
		[0, 205, 205],
	] as const),
	...([
		[229, 229, 229],
		[127, 127, 127],
		[255, 0, 0],
		[0, 255, 0],
		[255, 255, 0],
		[92, 92, 255],
	] as const),
	...([
		[255, 0, 255],
		[0, 255, 255],
		[255, 255, 255],
	] as const),
];

const colourOf = (index: number): Colour => {
	if (index < 16) {
		return sixteen[index] ?? [0, 0, 0];
	}

	if (index >= 232) {
		const grey = 8 + 10 * (index - 232);
		return [grey, grey, grey];
	}

	const levels = [0, 95, 135, 175, 215, 255];
	const at = (by: number): number => levels[Math.floor((index - 16) / by) % 6] ?? 0;
	return [at(36), at(6), at(1)];
};

const foregroundOf = (style: string): Colour | undefined => {
	const parts = style.split(';').map(Number);
	const many = parts.indexOf(38);
	if (many !== -1) {
		return colourOf(parts[many + 2] ?? 0);
	}

	const few = parts.find(part => (part >= 30 && part <= 37) || (part >= 90 && part <= 97));
	return few === undefined ? undefined : colourOf(few < 90 ? few - 30 : few - 82);
};

const luminance = (colour: Colour): number => {
	const [red = 0, green = 0, blue = 0] = colour
		.map(part => part / 255)
		.map(part => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (colour: Colour, background: Background): number => {
	const [dark = 0, light = 0] = [luminance(colour), background === 'dark' ? 0 : 1].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
};

test('the ratio is that of black on white', () => {
	expect(contrast([0, 0, 0], 'light')).toBeCloseTo(21);
	expect(contrast([127, 127, 127], 'dark')).toBeCloseTo(5.2, 0);
});

const legible: ReadonlyArray<[id: string, background: Background, ratio: number]> = [
	['dark', 'dark', 4.5],
	['light', 'light', 4.5],
	['high-contrast', 'dark', 7],
	['high-contrast', 'light', 7],
];

for (const [id, background, ratio] of legible) {
	test(`every colour of ${id} is read on a ${background} background, at ${ratio} to 1`, () => {
		for (const colourDepth of [4, 8, 24]) {
			const palette = themes.find(theme => theme.id === id)?.paletteOn({background, colourDepth});
			const styles = palette === undefined ? [] : stylesOf(palette);
			expect(styles.length).toBeGreaterThan(20);
			for (const style of styles) {
				const colour = foregroundOf(style);
				expect([colourDepth, style, colour === undefined || contrast(colour, background) >= ratio]).toEqual([
					colourDepth,
					style,
					true,
				]);
			}
		}
	});
}

test('no more colours are used than a terminal has', () => {
	for (const {id, paletteOn} of themes) {
		for (const background of ['dark', 'light'] as const) {
			const few = stylesOf(paletteOn({background, colourDepth: 4}));
			expect([id, few.filter(style => style.includes('38;'))]).toEqual([id, []]);
			const many = stylesOf(paletteOn({background, colourDepth: 24}));
			const isFew = id === '16-colours' || id === 'none';
			expect([id, many.some(style => style.includes('38;5;'))]).toEqual([id, !isFew]);
		}
	}
});

const stylesIn = (theme: Palette): readonly string[] =>
	[...new Set(stylesOf(theme))].filter(style => style !== '').sort();

test('without colours a cursor is still seen, and what matters is bold', () => {
	const theme = themeOf(stateWith({}, {isColourless: true, colourDepth: 24}));

	expect(stylesIn(theme)).toEqual(['1', '7']);
	expect([theme.text.strong, theme.text.attention, theme.badge['needs-input'], theme.badge.idle]).toEqual([
		'1',
		'1',
		'1',
		'',
	]);
});

test('a terminal that may not know bold is sent none, nor is what is read aloud', () => {
	expect(stylesIn(themeOf(stateWith({}, {colourDepth: 1})))).toEqual(['7']);
	expect(stylesIn(themeOf(stateWith({theme: 'dark'}, {isSpoken: true, colourDepth: 24})))).toEqual(['7']);
});
