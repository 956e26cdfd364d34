import {layoutOf} from '../../client/select/layout.js';
import type {State} from '../../client/state/index.js';
import {fit} from '../../client/text.js';
import type {HelpRow} from '../../keymap/help.js';
import {help} from '../../keymap/index.js';
import {whyNotNow} from '../../keymap/press.js';
import {belowOf} from '../../keymap/run-below.js';
import {List} from '../components/list.js';
import {useKeyOf} from '../hooks/use-key-of.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {lineOf} from '../line.js';
import {marker, type Place} from '../rows.js';
import type {Theme} from '../themes/theme.js';

/** The keys that are live on the screen below, to be read or pressed from here. */
export function HelpScreen() {
	const theme = useTheme();
	const keyOf = useKeyOf();
	const {body} = useSelector(layoutOf);
	const rows = useSelector(help.rows);
	const selected = useSelector(({screen}) => screen.selected.help);
	// Why a key cannot be pressed may change with anything; what is drawn again is only what differs.
	const state = useSelector(all => all);

	return (
		<List
			rows={rows}
			selected={selected}
			area={body}
			empty={fit(
				`No key has these words. ${keyOf('screen.back')} clears the filter.`,
				body.columns,
				theme.glyphs.ellipsis,
			)}
			draw={(row, place) => helpLine(row, place, {theme, columns: body.columns, state})}
		/>
	);
}

type Look = {readonly theme: Theme; readonly columns: number; readonly state: State};

const helpLine = (row: HelpRow, place: Place, {theme, columns, state}: Look): string => {
	const {text} = theme;
	if (row.kind === 'title') {
		return lineOf([{text: row.text, width: columns, style: text.strong}], theme);
	}

	const why = whyNotNow(row.binding, belowOf(state));
	const keyColumns = columns < 60 ? 13 : 20;
	const told = why === undefined ? row.text : `${row.text} (${why})`;
	return lineOf(
		[
			marker(place, theme),
			{text: row.keys, width: keyColumns, style: why === undefined ? text.accent : text.dim},
			{text: told, width: columns - keyColumns - 3, style: why === undefined ? '' : text.dim},
		],
		theme,
	);
};
