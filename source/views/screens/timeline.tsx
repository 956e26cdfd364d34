import {timelineRows} from '../../client/select/timeline.js';
import type {State} from '../../client/state/index.js';
import {lineToDraw} from '../../client/text.js';
import {ListWithPane} from '../components/list-with-pane.js';
import {useSelector} from '../hooks/use-selector.js';
import {keyOf} from '../keys.js';
import {timelineLine} from '../timeline-rows.js';

/** What happened to a session, or to all that were at work on a task, the newest first. */
export function TimelineScreen() {
	const isOfTask = useSelector(({timeline}) => timeline?.of.kind === 'task');

	return (
		<ListWithPane
			list="timeline"
			rowsOf={timelineRows}
			whyEmpty={whyEmpty}
			draw={(row, place, look) => timelineLine(row, {...place, isOfTask}, look)}
		/>
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
