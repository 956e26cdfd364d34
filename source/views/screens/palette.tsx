import {Box} from 'ink';
import {nothingTyped} from '../../client/editing.js';
import {layoutOf} from '../../client/select/layout.js';
import {type PaletteItem, paletteSections} from '../../client/select/palette.js';
import type {State} from '../../client/state/index.js';
import {fit, lineToDraw, widthOf} from '../../client/text.js';
import {palette} from '../../keymap/index.js';
import {List} from '../components/list.js';
import {Row} from '../components/row.js';
import {fieldLine} from '../editor.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {lineOf, shareOut} from '../line.js';
import {marker, type Place} from '../rows.js';
import {paint, type Theme} from '../themes/theme.js';

const prompt = ': ';

/** Whatever there is that has the letters that were typed. */
export function PaletteScreen() {
	const theme = useTheme();
	const {body} = useSelector(layoutOf);
	const typed = useSelector(({screen}) => screen.palette ?? nothingTyped);
	const rows = useSelector(palette.rows);
	const selected = useSelector(({screen}) => screen.selected.palette);
	// Why something cannot be done may change with anything; what is drawn again is only what differs.
	const state = useSelector(all => all);
	const {columns} = body;
	const {text, glyphs} = theme;

	return (
		<Box flexDirection="column" width={columns} height={body.rows}>
			<Row line={paint(text.accent, prompt) + fieldLine(typed, columns - widthOf(prompt), theme)} />
			<Row line={paint(text.dim, fit(hint, columns, glyphs.ellipsis))} />
			<List
				rows={rows}
				selected={selected}
				area={{columns, rows: Math.max(1, body.rows - 2)}}
				empty={fit('Nothing has these letters.', columns, glyphs.ellipsis)}
				draw={(item, place) => paletteLine(item, place, {theme, columns, state})}
			/>
		</Box>
	);
}

const hint = `Letters in their order find it. In one kind alone: ${paletteSections.join(', ')}, as in "task T-1"`;

type Look = {readonly theme: Theme; readonly columns: number; readonly state: State};

/** What cannot be done now is dim, and says why instead of its key. */
const paletteLine = (item: PaletteItem, place: Place, {theme, columns, state}: Look): string => {
	const why = palette.whyNot(item, state);
	const [, section, name, detail] = shareOut(columns, [1, 8, -3, columns < 60 ? 8 : -2]);
	return lineOf(
		[
			marker(place, theme),
			{text: item.section, width: section ?? 0, style: theme.text.dim},
			{
				text: lineToDraw(item.text),
				width: name ?? 0,
				style: why === undefined ? (place.isSelected ? theme.text.strong : '') : theme.text.dim,
			},
			{
				text: why ?? lineToDraw(item.detail),
				width: detail ?? 0,
				style: why === undefined && item.section === 'action' ? theme.text.accent : theme.text.dim,
			},
		],
		theme,
	);
};
