import {paletteOf} from './palette.js';
import type {Style, ThemeEntry} from './theme.js';

const without = ({weight}: {readonly weight: Style}) =>
	paletteOf(
		{
			busy: '',
			good: '',
			attention: weight,
			waiting: '',
			review: '',
			bad: weight,
			dim: '',
			strong: weight,
			selected: weight,
			accent: '',
			// Where one writes has to be seen; it is no colour.
			cursor: '7',
		},
		false,
	);

// Bold is no colour either: what is selected and what waits for a person are found with it at a glance.
const bold = without({weight: '1'});
const bare = without({weight: ''});

/** Without colours: for `NO_COLOR`, and for terminals that have none, which may not know of bold either. */
export const none: ThemeEntry = {id: 'none', paletteOn: ({colourDepth}) => (colourDepth < 4 ? bare : bold)};
