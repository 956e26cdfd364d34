import {fixed, paletteOf} from './palette.js';
import type {ThemeEntry} from './theme.js';

const sixteen = paletteOf({
	busy: '36',
	good: '32',
	attention: '1;33',
	waiting: '33',
	review: '95',
	// The plain red of many palettes is too dark to be read on black.
	bad: '91',
	dim: '90',
	strong: '1',
	accent: '36',
	cursor: '7',
});

const many = paletteOf({
	busy: fixed(80),
	good: fixed(114),
	attention: `1;${fixed(221)}`,
	waiting: fixed(221),
	review: fixed(177),
	bad: fixed(210),
	dim: fixed(246),
	strong: '1',
	accent: fixed(80),
	cursor: '7',
});

/** For dark backgrounds. */
export const dark: ThemeEntry = {
	id: 'dark',
	paletteOn: ({colourDepth}) => (colourDepth >= 8 ? many : sixteen),
};
