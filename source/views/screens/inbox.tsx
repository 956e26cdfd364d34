import {threadRows} from '../../client/select/inbox.js';
import {layoutOf} from '../../client/select/layout.js';
import type {State} from '../../client/state/index.js';
import {List} from '../components/list.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {keyOf} from '../keys.js';
import {threadLine} from '../rows.js';

export function InboxScreen() {
	const theme = useTheme();
	const {main} = useSelector(layoutOf);
	const rows = useSelector(threadRows);
	const selected = useSelector(({screen}) => screen.selected.inbox);
	const empty = useSelector(whyEmpty);
	const now = useSelector(({surroundings}) => surroundings.now);

	return (
		<List
			rows={rows}
			selected={selected}
			area={main}
			empty={empty}
			draw={(row, place) => threadLine(row, place, {theme, columns: main.columns, now})}
		/>
	);
}

const whyEmpty = ({connection: {server}, screen}: State): string => {
	if (server?.capabilities.includes('messages') === false) {
		return `The server at ${server.url} has no messages, so there is no inbox.`;
	}

	return (screen.filters.inbox ?? '') === ''
		? `No messages yet. ${keyOf('compose.open')} on a session writes to it.`
		: `No thread has these words. ${keyOf('screen.back')} clears the filter.`;
};
