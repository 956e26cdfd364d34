import {layoutOf} from '../../client/select/layout.js';
import {marksOf} from '../../client/select/marks.js';
import {projectRows} from '../../client/select/projects.js';
import {List} from '../components/list.js';
import {useKeyOf} from '../hooks/use-key-of.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {projectLine} from '../rows.js';

export function ProjectsScreen() {
	const theme = useTheme();
	const keyOf = useKeyOf();
	const {main} = useSelector(layoutOf);
	const rows = useSelector(projectRows);
	const selected = useSelector(({screen}) => screen.selected.projects);
	const marks = useSelector(state => marksOf(state, 'projects'));
	const filter = useSelector(({screen}) => screen.filters.projects ?? '');

	return (
		<List
			rows={rows}
			selected={selected}
			marks={marks}
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
