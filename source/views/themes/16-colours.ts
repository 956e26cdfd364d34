import {paletteOf} from './palette.js';
import type {ThemeEntry} from './theme.js';

const shared = {good: '32', review: '35', bad: '31', strong: '1', cursor: '7'};
const onDark = paletteOf({...shared, busy: '36', attention: '1;33', waiting: '33', dim: '90', accent: '36'});
const onLight = paletteOf({...shared, busy: '34', attention: '1;35', waiting: '35', dim: '2', accent: '34'});

/** The sixteen colours that the terminal's own palette decides on: the fewest bytes, and the look of everything else in this terminal. */
export const sixteenColours: ThemeEntry = {
	id: '16-colours',
	paletteOn: ({background}) => (background === 'dark' ? onDark : onLight),
};
