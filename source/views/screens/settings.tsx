import {Box} from 'ink';
import {layoutOf} from '../../client/select/layout.js';
import {otherProblems, selectedSettingsRow, settingsAreas, settingsRows} from '../../client/select/settings.js';
import {fit} from '../../client/text.js';
import {Lines} from '../components/lines.js';
import {List} from '../components/list.js';
import {useKeyOf} from '../hooks/use-key-of.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {settingsLine, settingsNotes} from '../settings-lines.js';
import {paint} from '../themes/theme.js';

/** All that can be set, keys included, with what is known of the selected one below. */
export function SettingsScreen() {
	const theme = useTheme();
	const keyOf = useKeyOf();
	const {body} = useSelector(layoutOf);
	const rows = useSelector(settingsRows);
	const selected = useSelector(selectedSettingsRow);
	const capture = useSelector(({screen}) => screen.capture);
	const file = useSelector(({settings}) => settings.file);
	const others = useSelector(otherProblems);
	const {columns} = body;
	const {list, notes} = useSelector(settingsAreas);
	const told = {row: selected, capture, leaveKey: keyOf('capture.leave'), file, others};

	return (
		<Box flexDirection="column" width={columns} height={body.rows}>
			<List
				rows={rows}
				selected={selected?.id}
				area={list}
				empty={fit(`No setting has these words. ${keyOf('screen.back')} goes back.`, columns, theme.glyphs.ellipsis)}
				draw={(row, place) => settingsLine(row, place, columns, theme)}
			/>
			<Lines area={{columns, rows: 1}} lines={[paint(theme.text.dim, theme.glyphs.horizontal.repeat(columns))]} />
			<Lines area={notes} lines={settingsNotes(told, notes, theme)} />
		</Box>
	);
}
