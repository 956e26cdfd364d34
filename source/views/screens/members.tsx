import {whyLacking} from '../../client/cannot.js';
import {layoutOf} from '../../client/select/layout.js';
import {memberRows} from '../../client/select/members.js';
import {paneView} from '../../client/select/pane.js';
import type {State} from '../../client/state/index.js';
import {lineToDraw} from '../../client/text.js';
import {List} from '../components/list.js';
import {Split} from '../components/split.js';
import {memberLine} from '../doc-rows.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {keyOf} from '../keys.js';

/** The roles that sessions are started in, of every project. */
export function MembersScreen() {
	const theme = useTheme();
	const layout = useSelector(layoutOf);
	const pane = useSelector(paneView);
	const rows = useSelector(memberRows);
	const selected = useSelector(({screen}) => screen.selected.members);
	const empty = useSelector(whyEmpty);

	return (
		<Split layout={layout} pane={pane}>
			<List
				rows={rows}
				selected={selected}
				area={layout.main}
				isAside={pane.hasFocus}
				empty={empty}
				draw={(row, place) => memberLine(row, place, {theme, columns: layout.main.columns, now: 0})}
			/>
		</Split>
	);
}

const whyEmpty = ({screen, settings, connection}: State): string => {
	const why = whyLacking('team-members', {connection});
	if (why !== undefined) {
		return `${lineToDraw(why)}.`;
	}

	return (screen.filters.members ?? '') === ''
		? 'There are no team members yet.'
		: `No team member has these words. ${keyOf('screen.back', settings.values.keys)} clears the filter.`;
};
