import {holdLines} from '../../client/select/hold.js';
import {layoutOf} from '../../client/select/layout.js';
import {firstLine} from '../../client/select/thread.js';
import {Lines} from '../components/lines.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {messageLine} from '../message-text.js';

/** What two sessions wrote to each other, and what is asked about it. */
export function HoldScreen() {
	const theme = useTheme();
	const {body} = useSelector(layoutOf);
	const lines = useSelector(holdLines);
	const start = useSelector(state => firstLine(state, holdLines(state).length));

	return (
		<Lines
			area={body}
			lines={
				lines.length === 0
					? ['This exchange is not there any more.']
					: lines.slice(start, start + body.rows).map(line => messageLine(line, {theme, columns: body.columns}))
			}
		/>
	);
}
