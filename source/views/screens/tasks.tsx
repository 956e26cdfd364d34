import {isTitle} from '../../client/select/arrange.js';
import {layoutOf} from '../../client/select/layout.js';
import {marksOf} from '../../client/select/marks.js';
import {paneView} from '../../client/select/pane.js';
import {taskList} from '../../client/select/tasks.js';
import {List} from '../components/list.js';
import {Split} from '../components/split.js';
import {useKeyOf} from '../hooks/use-key-of.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {taskLine, titleLine} from '../rows.js';

export function TasksScreen() {
	const theme = useTheme();
	const keyOf = useKeyOf();
	const layout = useSelector(layoutOf);
	const rows = useSelector(taskList);
	const pinned = useSelector(({screen}) => screen.pinned);
	const selected = useSelector(({screen}) => screen.selected.tasks);
	const marks = useSelector(state => marksOf(state, 'tasks'));
	const filter = useSelector(({screen}) => screen.filters.tasks ?? '');
	const hasProjects = useSelector(({projects}) => projects.size > 0);
	const pane = useSelector(paneView);

	const empty = hasProjects
		? `No tasks yet. ${keyOf('task.new')} creates one.`
		: `No project yet. ${keyOf('screen.next')} goes to the projects: ${keyOf('project.add')} adds one.`;

	return (
		<Split layout={layout} pane={pane}>
			<List
				rows={rows}
				selected={selected}
				marks={marks}
				area={layout.main}
				isAside={pane.hasFocus}
				empty={filter === '' ? empty : `No task has these words. ${keyOf('screen.back')} clears the filter.`}
				draw={(row, place) =>
					isTitle(row)
						? titleLine(row, place, {theme, columns: layout.main.columns, now: 0})
						: taskLine(row, {...place, isPinned: pinned.has(row.id)}, {theme, columns: layout.main.columns, now: 0})
				}
			/>
		</Split>
	);
}
