import {fixed, paletteOf} from './palette.js';
import type {ThemeEntry} from './theme.js';

// No green, yellow or cyan: as palettes have them, they cannot be read on white.
const sixteen = paletteOf({
	busy: '34',
	good: '',
	attention: '1;35',
	waiting: '35',
	review: '35',
	bad: '31',
	dim: '2',
	strong: '1',
	accent: '34',
	cursor: '7',
});

const many = paletteOf({
	busy: fixed(25),
	good: fixed(22),
	attention: `1;${fixed(90)}`,
	waiting: fixed(90),
	review: fixed(54),
	bad: fixed(124),
	dim: fixed(241),
	strong: '1',
	accent: fixed(25),
	cursor: '7',
});

/** For light backgrounds. */
export const light: ThemeEntry = {
	id: 'light',
	paletteOn: ({colourDepth}) => (colourDepth >= 8 ? many : sixteen),
};
