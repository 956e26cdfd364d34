import {layoutOf} from '../../client/select/layout.js';
import {taskDetails} from '../../client/select/task-details.js';
import {selectedTask, taskRows} from '../../client/select/tasks.js';
import {lineToDraw} from '../../client/text.js';
import {List} from '../components/list.js';
import {Split} from '../components/split.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {keyOf} from '../keys.js';
import {taskLine} from '../rows.js';

export function TasksScreen() {
	const theme = useTheme();
	const layout = useSelector(layoutOf);
	const rows = useSelector(taskRows);
	const task = useSelector(selectedTask);
	const selected = useSelector(({screen}) => screen.selected.tasks);
	const filter = useSelector(({screen}) => screen.filters.tasks ?? '');
	const hasProjects = useSelector(({projects}) => projects.size > 0);
	const lines = useSelector(taskDetails);

	const empty = hasProjects
		? `No tasks yet. ${keyOf('task.new')} creates one.`
		: `No project yet. ${keyOf('screen.next')} goes to the projects: ${keyOf('project.add')} adds one.`;

	return (
		<Split layout={layout} title={lineToDraw(task?.title ?? '')} lines={lines}>
			<List
				rows={rows}
				selected={selected}
				area={layout.main}
				empty={filter === '' ? empty : `No task has these words. ${keyOf('screen.back')} clears the filter.`}
				draw={(row, place) => taskLine(row, place, {theme, columns: layout.main.columns, now: 0})}
			/>
		</Split>
	);
}
