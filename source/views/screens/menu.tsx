import {layoutOf} from '../../client/select/layout.js';
import {menuRows, menuTitle} from '../../client/select/menu.js';
import {List} from '../components/list.js';
import {Row} from '../components/row.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {menuLine} from '../menu-rows.js';
import {paint} from '../themes/theme.js';

export function MenuScreen() {
	const theme = useTheme();
	const {body} = useSelector(layoutOf);
	const rows = useSelector(menuRows);
	const title = useSelector(menuTitle);
	const selected = useSelector(({screen}) => screen.selected.menu);

	return (
		<>
			<Row line={paint(theme.text.strong, title)} />
			<List
				rows={rows}
				selected={selected}
				area={{columns: body.columns, rows: Math.max(1, body.rows - 1)}}
				empty="There is nothing to choose any more."
				draw={(row, place) => menuLine(row, place, {theme, columns: body.columns, now: 0})}
			/>
		</>
	);
}
