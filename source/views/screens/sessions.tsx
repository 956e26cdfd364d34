import {isTitle} from '../../client/select/arrange.js';
import {layoutOf} from '../../client/select/layout.js';
import {marksOf} from '../../client/select/marks.js';
import {paneView} from '../../client/select/pane.js';
import {sessionList} from '../../client/select/sessions.js';
import {List} from '../components/list.js';
import {Split} from '../components/split.js';
import {useKeyOf} from '../hooks/use-key-of.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {sessionLine, titleLine} from '../rows.js';

export function SessionsScreen() {
	const theme = useTheme();
	const keyOf = useKeyOf();
	const layout = useSelector(layoutOf);
	const rows = useSelector(sessionList);
	const pinned = useSelector(({screen}) => screen.pinned);
	const selected = useSelector(({screen}) => screen.selected.sessions);
	const marks = useSelector(state => marksOf(state, 'sessions'));
	const filter = useSelector(({screen}) => screen.filters.sessions ?? '');
	const now = useSelector(({surroundings}) => surroundings.now);
	const pane = useSelector(paneView);
	const empty =
		filter === ''
			? `No sessions yet. ${keyOf('screen.next')} goes to the tasks: ${keyOf('task.new')} creates one, ${keyOf('task.dispatch')} dispatches it.`
			: `No session has these words. ${keyOf('screen.back')} clears the filter.`;

	return (
		<Split layout={layout} pane={pane}>
			<List
				rows={rows}
				selected={selected}
				marks={marks}
				area={layout.main}
				isAside={pane.hasFocus}
				empty={empty}
				draw={(row, place) =>
					isTitle(row)
						? titleLine(row, place, {theme, columns: layout.main.columns, now})
						: sessionLine(row, {...place, isPinned: pinned.has(row.id)}, {theme, columns: layout.main.columns, now})
				}
			/>
		</Split>
	);
}
