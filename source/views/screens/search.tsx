import {Box} from 'ink';
import {layoutOf} from '../../client/select/layout.js';
import {foundMessages, searchSummary} from '../../client/select/search.js';
import {fit, lineToDraw} from '../../client/text.js';
import {List} from '../components/list.js';
import {Row} from '../components/row.js';
import {useKeyOf} from '../hooks/use-key-of.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {foundLine} from '../message-rows.js';
import {paint} from '../themes/theme.js';

export function SearchScreen() {
	const theme = useTheme();
	const keyOf = useKeyOf();
	const {body} = useSelector(layoutOf);
	const rows = useSelector(foundMessages);
	const filter = useSelector(({screen}) => screen.filters.search ?? '');
	const sessions = useSelector(state => state.sessions);
	const selected = useSelector(({screen}) => screen.selected.search);
	const query = useSelector(({fetched}) => fetched.search?.of.query ?? '');
	const summary = useSelector(searchSummary);
	const hasMore = useSelector(({fetched}) => fetched.search?.hasMore === true);
	const now = useSelector(({surroundings}) => surroundings.now);
	const reason = useSelector(({fetched: {search}}) => (search?.phase === 'failed' ? search.reason : undefined));
	const {text, glyphs} = theme;
	const more = hasMore ? ` (${keyOf('search.older')} fetches them)` : '';

	return (
		<Box flexDirection="column" width={body.columns} height={body.rows}>
			<Row
				line={paint(
					text.strong,
					fit(`${lineToDraw(query)}: ${lineToDraw(summary)}${more}`, body.columns, glyphs.ellipsis),
				)}
			/>
			<List
				rows={rows}
				selected={selected}
				area={{columns: body.columns, rows: Math.max(1, body.rows - 1)}}
				empty={
					reason !== undefined
						? `${lineToDraw(reason)}. ${keyOf('search.again')} searches again.`
						: filter === ''
							? `${keyOf('search.again')} searches for something else.`
							: `None of them has these words. ${keyOf('screen.back')} clears the filter.`
				}
				draw={(row, place) => foundLine(row, place, {theme, columns: body.columns, now, sessions})}
			/>
		</Box>
	);
}
