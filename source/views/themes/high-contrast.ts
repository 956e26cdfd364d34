import {fixed, paletteOf} from './palette.js';
import type {Palette, Style, ThemeEntry} from './theme.js';

/** Nothing is dimmed, and what waits for a person is turned around. */
const strongly = (colours: {readonly busy: Style; readonly good: Style; readonly bad: Style}): Palette =>
	paletteOf({
		...colours,
		attention: '1;7',
		waiting: '1',
		review: '4',
		dim: '',
		strong: '1;4',
		selected: '1;4',
		accent: '1',
		cursor: '7',
	});

const onDark = strongly({busy: fixed(51), good: fixed(120), bad: `1;${fixed(217)}`});
const onLight = strongly({busy: fixed(18), good: fixed(22), bad: `1;${fixed(88)}`});
// What the palette's own colours look like is not known, so there is only what every terminal can do with its text.
const withoutColours = strongly({busy: '', good: '', bad: '1'});

/** For eyes that need it clear: the terminal's own text, bold, underlined and turned around, and few colours that are far from the background. */
export const highContrast: ThemeEntry = {
	id: 'high-contrast',
	paletteOn: ({background, colourDepth}) =>
		colourDepth < 8 ? withoutColours : background === 'dark' ? onDark : onLight,
};
