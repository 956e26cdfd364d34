import {whyLacking} from '../../client/cannot.js';
import {inboxRows} from '../../client/select/inbox.js';
import {layoutOf} from '../../client/select/layout.js';
import {marksOf} from '../../client/select/marks.js';
import type {State} from '../../client/state/index.js';
import {lineToDraw} from '../../client/text.js';
import {List} from '../components/list.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {keyOf} from '../keys.js';
import {inboxLine} from '../message-rows.js';

export function InboxScreen() {
	const theme = useTheme();
	const {main} = useSelector(layoutOf);
	const rows = useSelector(inboxRows);
	const selected = useSelector(({screen}) => screen.selected.inbox);
	const marks = useSelector(state => marksOf(state, 'inbox'));
	const empty = useSelector(whyEmpty);
	const now = useSelector(({surroundings}) => surroundings.now);

	return (
		<List
			rows={rows}
			selected={selected}
			marks={marks}
			area={main}
			empty={empty}
			draw={(row, place) => inboxLine(row, place, {theme, columns: main.columns, now})}
		/>
	);
}

const whyEmpty = ({connection, screen, fetched, settings}: State): string => {
	const {keys} = settings.values;
	const why = whyLacking('messages', {connection});
	if (why !== undefined) {
		return `${lineToDraw(why)}.`;
	}

	if ((screen.filters.inbox ?? '') !== '') {
		return `No thread has these words. ${keyOf('screen.back', keys)} clears the filter, ${keyOf('inbox.search', keys)} searches everything.`;
	}

	if (screen.scope === 'all' && fetched.overheard?.phase === 'asked') {
		return 'Fetching what sessions write to each other…';
	}

	return screen.scope === 'all'
		? 'Nobody has written anything yet.'
		: `No messages yet. ${keyOf('compose.open', keys)} on a session writes to it, ${keyOf('inbox.scope', keys)} shows what sessions write.`;
};
