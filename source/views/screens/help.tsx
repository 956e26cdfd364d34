import {layoutOf} from '../../client/select/layout.js';
import {fit} from '../../client/text.js';
import {type HelpLine, helpLinesOf} from '../../keymap/help.js';
import {scopesBelow} from '../../keymap/index.js';
import {Lines} from '../components/lines.js';
import {useClient} from '../hooks/use-client.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {paint, type Theme} from '../themes/theme.js';

/** The keys that are live on the screen below. */
export function HelpScreen() {
	const theme = useTheme();
	const {store} = useClient();
	const {body} = useSelector(layoutOf);
	const scroll = useSelector(({screen}) => screen.scroll);
	const lines = helpLinesOf(scopesBelow(store.get()));
	const start = Math.min(scroll, Math.max(0, lines.length - body.rows));

	return (
		<Lines area={body} lines={lines.slice(start, start + body.rows).map(line => drawn(line, body.columns, theme))} />
	);
}

const keyColumns = 22;

const drawn = ({kind, keys, text}: HelpLine, columns: number, {text: styles, glyphs}: Theme): string => {
	if (kind !== 'key') {
		return paint(styles.strong, text);
	}

	return `${paint(styles.accent, fit(`  ${keys}`, keyColumns, glyphs.ellipsis))} ${fit(text, Math.max(1, columns - keyColumns - 1), glyphs.ellipsis)}`;
};
