import {layoutOf} from '../../client/select/layout.js';
import {threadLines} from '../../client/select/thread.js';
import {fit, lineToDraw} from '../../client/text.js';
import {Lines} from '../components/lines.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {paint} from '../themes/theme.js';

export function ThreadScreen() {
	const {text, glyphs} = useTheme();
	const {body} = useSelector(layoutOf);
	const lines = useSelector(threadLines);
	const scroll = useSelector(({screen}) => screen.scroll);
	const start = Math.min(scroll, Math.max(0, lines.length - body.rows));

	return (
		<Lines
			area={body}
			lines={
				lines.length === 0
					? ['These messages are not there any more.']
					: lines
							.slice(start, start + body.rows)
							.map(line =>
								line.kind === 'head'
									? paint(text.accent, fit(lineToDraw(line.text), body.columns, glyphs.ellipsis))
									: line.text,
							)
			}
		/>
	);
}
