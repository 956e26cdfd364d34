import {whyLacking} from '../../client/cannot.js';
import {docRows} from '../../client/select/docs.js';
import {layoutOf} from '../../client/select/layout.js';
import {paneView} from '../../client/select/pane.js';
import type {State} from '../../client/state/index.js';
import {lineToDraw} from '../../client/text.js';
import {List} from '../components/list.js';
import {Split} from '../components/split.js';
import {docLine} from '../doc-rows.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {keyOf} from '../keys.js';

/** The documents that agents left, the newest first. */
export function DocsScreen() {
	const theme = useTheme();
	const layout = useSelector(layoutOf);
	const pane = useSelector(paneView);
	const rows = useSelector(docRows);
	const selected = useSelector(({screen}) => screen.selected.docs);
	const empty = useSelector(whyEmpty);
	const now = useSelector(({surroundings}) => surroundings.now);

	return (
		<Split layout={layout} pane={pane}>
			<List
				rows={rows}
				selected={selected}
				area={layout.main}
				isAside={pane.hasFocus}
				empty={empty}
				draw={(row, place) => docLine(row, place, {theme, columns: layout.main.columns, now})}
			/>
		</Split>
	);
}

const whyEmpty = ({screen, settings, connection}: State): string => {
	const why = whyLacking('docs', {connection});
	if (why !== undefined) {
		return `${lineToDraw(why)}.`;
	}

	return (screen.filters.docs ?? '') === ''
		? 'No session has left a document yet.'
		: `No document has these words. ${keyOf('screen.back', settings.values.keys)} clears the filter.`;
};
