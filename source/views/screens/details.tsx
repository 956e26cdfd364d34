import {type DetailsLine, detailsLines} from '../../client/select/details.js';
import {layoutOf} from '../../client/select/layout.js';
import {firstLine} from '../../client/select/thread.js';
import {fit} from '../../client/text.js';
import {Lines} from '../components/lines.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {paint, type Theme} from '../themes/theme.js';

/** All that is known of one thing. */
export function DetailsScreen() {
	const theme = useTheme();
	const {body} = useSelector(layoutOf);
	const lines = useSelector(detailsLines);
	const start = useSelector(state => firstLine(state, detailsLines(state).length));

	return (
		<Lines area={body} lines={lines.slice(start, start + body.rows).map(line => drawn(line, body.columns, theme))} />
	);
}

const drawn = ({kind, text}: DetailsLine, columns: number, {text: styles, glyphs}: Theme): string => {
	const style = {title: styles.strong, link: styles.accent, line: '', gap: ''}[kind];
	return paint(style, fit(text, columns, glyphs.ellipsis).trimEnd());
};
