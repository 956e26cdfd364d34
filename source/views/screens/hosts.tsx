import {hostRows} from '../../client/select/hosts.js';
import {layoutOf} from '../../client/select/layout.js';
import {paneView} from '../../client/select/pane.js';
import type {State} from '../../client/state/index.js';
import {List} from '../components/list.js';
import {Split} from '../components/split.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {hostLine} from '../host-rows.js';
import {keyOf} from '../keys.js';

/** The servers that sessions are shown of, and how far away they are. */
export function HostsScreen() {
	const theme = useTheme();
	const layout = useSelector(layoutOf);
	const pane = useSelector(paneView);
	const rows = useSelector(hostRows);
	const selected = useSelector(({screen}) => screen.selected.hosts);
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
				draw={(row, place) => hostLine(row, place, {theme, columns: layout.main.columns, now})}
			/>
		</Split>
	);
}

const whyEmpty = ({screen, settings}: State): string =>
	(screen.filters.hosts ?? '') === ''
		? 'No server is known yet.'
		: `No host has these words. ${keyOf('list.filter', settings.values.keys)} changes the filter.`;
