import {paletteOf} from './palette.js';
import type {ThemeEntry} from './theme.js';

const palette = paletteOf(
	{
		busy: '',
		good: '',
		attention: '',
		waiting: '',
		review: '',
		bad: '',
		dim: '',
		strong: '',
		accent: '',
		// Where one writes has to be seen; it is no colour.
		cursor: '7',
	},
	false,
);

/** Without colours: for `NO_COLOR`, and for terminals that have none. */
export const none: ThemeEntry = {id: 'none', paletteOn: () => palette};
