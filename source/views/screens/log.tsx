import {layoutOf} from '../../client/select/layout.js';
import {type LogFrame, logFrame} from '../../client/select/log-frame.js';
import {clip, fit, widthOf} from '../../client/text.js';
import {Lines} from '../components/lines.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {drawSpans} from '../spans.js';
import {paint, type Theme} from '../themes/theme.js';

/** What a headless run prints. */
export function LogScreen() {
	const theme = useTheme();
	const {body} = useSelector(layoutOf);
	const frame = useSelector(logFrame);
	const height = body.rows - (frame.end === undefined ? 1 : 2);
	const lines = frame.lines.map(line => logLine(line, frame.gutter, theme));
	const missing = Math.max(0, height - lines.length);

	return (
		<Lines
			area={body}
			lines={[
				headingLine(frame.heading, body.columns, theme),
				...lines,
				...Array.from({length: missing}, () => ''),
				...(frame.end === undefined
					? []
					: [paint(theme.text.strong, fit(frame.end, body.columns, theme.glyphs.ellipsis))]),
			]}
		/>
	);
}

const headingLine = (heading: LogFrame['heading'], columns: number, {text}: Theme): string => {
	let room = columns;
	return heading
		.map((part, index) => {
			const shown = clip((index === 0 ? '' : '  ') + part.text, room);
			room -= widthOf(shown);
			return paint(part.isUrgent ? text.attention : text.dim, shown);
		})
		.join('');
};

const logLine = ({time, spans}: LogFrame['lines'][number], gutter: number, theme: Theme): string =>
	paint(theme.text.dim, gutter === 0 ? '' : fit(time, gutter)) + drawSpans(spans, theme);
