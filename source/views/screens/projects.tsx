import {layoutOf} from '../../client/select/layout.js';
import {projectRows} from '../../client/select/projects.js';
import {List} from '../components/list.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {keyOf} from '../keys.js';
import {projectLine} from '../rows.js';

export function ProjectsScreen() {
	const theme = useTheme();
	const {main} = useSelector(layoutOf);
	const rows = useSelector(projectRows);
	const selected = useSelector(({screen}) => screen.selected.projects);
	const filter = useSelector(({screen}) => screen.filters.projects ?? '');

	return (
		<List
			rows={rows}
			selected={selected}
			area={main}
			empty={
				filter === ''
					? `No projects yet. ${keyOf('project.add')} adds a folder.`
					: `No project has these words. ${keyOf('screen.back')} clears the filter.`
			}
			draw={(row, place) => projectLine(row, place, {theme, columns: main.columns, now: 0})}
		/>
	);
}
