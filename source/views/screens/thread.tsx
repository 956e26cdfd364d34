import {layoutOf} from '../../client/select/layout.js';
import {firstLine, selectedMessage, threadLines} from '../../client/select/thread.js';
import type {State} from '../../client/state/index.js';
import {wrap} from '../../client/text.js';
import {Lines} from '../components/lines.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {messageLine} from '../message-text.js';

export function ThreadScreen() {
	const theme = useTheme();
	const {body} = useSelector(layoutOf);
	const lines = useSelector(threadLines);
	const start = useSelector(state => firstLine(state, threadLines(state).length));
	const selected = useSelector(state => selectedMessage(state)?.id);
	const empty = useSelector(whyEmpty);

	return (
		<Lines
			area={body}
			lines={
				lines.length === 0
					? wrap(empty, body.columns)
					: lines
							.slice(start, start + body.rows)
							.map(line => messageLine(line, {theme, columns: body.columns, selected}))
			}
		/>
	);
}

const whyEmpty = ({fetched}: State): string => {
	switch (fetched.thread?.phase) {
		case 'asked': {
			return 'Fetching these messages…';
		}

		case 'failed': {
			return `These messages could not be fetched: ${fetched.thread.reason}`;
		}

		default: {
			return 'These messages are not there any more.';
		}
	}
};
