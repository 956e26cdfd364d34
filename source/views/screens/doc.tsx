import {cutSpans} from '../../client/log-text.js';
import {type DocSpans, shownDoc} from '../../client/select/doc.js';
import {layoutOf} from '../../client/select/layout.js';
import {Lines} from '../components/lines.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {drawSpans} from '../spans.js';
import {paint, type Theme} from '../themes/theme.js';

/** What a document says. */
export function DocScreen() {
	const theme = useTheme();
	const {body} = useSelector(layoutOf);
	const rows = useSelector(shownDoc);
	const left = useSelector(({screen}) => (screen.doc?.wraps === false ? screen.doc.left : 0));

	return <Lines area={body} lines={rows.map(row => drawn(row, {left, columns: body.columns}, theme))} />;
}

type Part = {readonly left: number; readonly columns: number};

const drawn = ({isTitle, spans}: DocSpans, {left, columns}: Part, theme: Theme): string => {
	const shown = drawSpans(cutSpans(spans, isTitle ? 0 : left, columns), theme);
	return isTitle ? paint(theme.text.strong, shown) : shown;
};
