import {layoutOf} from '../../client/select/layout.js';
import {paneView} from '../../client/select/pane.js';
import {timelineRows} from '../../client/select/timeline.js';
import type {State} from '../../client/state/index.js';
import {lineToDraw} from '../../client/text.js';
import {List} from '../components/list.js';
import {Split} from '../components/split.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {keyOf} from '../keys.js';
import {timelineLine} from '../timeline-rows.js';

/** What happened to a session, or to all that were at work on a task, the newest first. */
export function TimelineScreen() {
	const theme = useTheme();
	const layout = useSelector(layoutOf);
	const pane = useSelector(paneView);
	const rows = useSelector(timelineRows);
	const selected = useSelector(({screen}) => screen.selected.timeline);
	const isOfTask = useSelector(({timeline}) => timeline?.of.kind === 'task');
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
				draw={(row, place) => timelineLine(row, {...place, isOfTask}, {theme, columns: layout.main.columns, now})}
			/>
		</Split>
	);
}

const whyEmpty = ({timeline, screen, settings, connection}: State): string => {
	if ((screen.filters.timeline ?? '') !== '') {
		return `Nothing that happened has these words. ${keyOf('screen.back', settings.values.keys)} goes back.`;
	}

	switch (timeline?.phase) {
		case 'asked': {
			return connection.phase === 'open'
				? 'Fetching what happened…'
				: 'Not connected: what happened is fetched once there is a server.';
		}

		case 'failed': {
			return `What happened could not be fetched: ${lineToDraw(timeline.reason)}`;
		}

		default: {
			return 'Nothing is known to have happened yet.';
		}
	}
};
