import {layoutOf} from '../../client/select/layout.js';
import {statsLines} from '../../client/select/stats.js';
import {firstLine} from '../../client/select/thread.js';
import {fit} from '../../client/text.js';
import {Lines} from '../components/lines.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {paint} from '../themes/theme.js';

export function StatsScreen() {
	const {text, glyphs} = useTheme();
	const {body} = useSelector(layoutOf);
	const lines = useSelector(statsLines);
	const start = useSelector(state => firstLine(state, statsLines(state).length));

	return (
		<Lines
			area={body}
			lines={lines
				.slice(start, start + body.rows)
				.map(line => paint(line.kind === 'title' ? text.strong : '', fit(line.text, body.columns, glyphs.ellipsis)))}
		/>
	);
}
