import {layoutOf} from '../../client/select/layout.js';
import {paneView} from '../../client/select/pane.js';
import type {State} from '../../client/state/index.js';
import type {ListId} from '../../client/state/screen.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import type {Look, Place} from '../rows.js';
import {List} from './list.js';
import {Split} from './split.js';

type Props<Item> = {
	readonly list: ListId;
	readonly rowsOf: (state: State) => readonly Item[];
	/** What is said where there is no row. */
	readonly whyEmpty: (state: State) => string;
	readonly draw: (row: Item, place: Place, look: Look) => string;
};

/** A list with what is known of its selected row beside it. */
export function ListWithPane<Item extends {readonly id: string}>({list, rowsOf, whyEmpty, draw}: Props<Item>) {
	const theme = useTheme();
	const layout = useSelector(layoutOf);
	const pane = useSelector(paneView);
	const rows = useSelector(rowsOf);
	const selected = useSelector(({screen}) => screen.selected[list]);
	const empty = useSelector(whyEmpty);
	const now = useSelector(({surroundings}) => surroundings.now);

	return (
		<Split layout={layout} pane={pane}>
			<List
				rows={rows}
				selected={selected}
				area={layout.main}
				isAside={pane.hasFocus}
				empty={empty}
				draw={(row, place) => draw(row, place, {theme, columns: layout.main.columns, now})}
			/>
		</Split>
	);
}
