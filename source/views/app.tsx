import {Box, Text} from 'ink';
import {bottomRows, layoutOf, smallest} from '../client/select/layout.js';
import {openScreen, type ScreenId} from '../client/state/screen.js';
import type {Timer} from '../keymap/burst.js';
import {openScopes} from '../keymap/index.js';
import {bottomLines} from './bottom.js';
import {Row} from './components/row.js';
import {footerLine} from './footer.js';
import {statusLine, tabsLine} from './header.js';
import {useBackground} from './hooks/use-background.js';
import {useKeys} from './hooks/use-keys.js';
import {useSelector} from './hooks/use-selector.js';
import {useTerminal} from './hooks/use-terminal.js';
import {useTheme} from './hooks/use-theme.js';
import {useTurning} from './hooks/use-turning.js';
import {offerLine} from './offer.js';
import {screens} from './screens/index.js';
import type {Theme} from './themes/theme.js';
import {WaitingScreen} from './waiting.js';

type Props = {
	readonly timer: Timer;
};

/** What is told of the app itself waits for no server. */
const ofTheApp: readonly ScreenId[] = ['settings', 'help'];

/** The frame: what is so above, the open screen, what is asked and which keys there are below. */
export function App({timer}: Props) {
	const theme = useTheme();
	const columns = useSelector(({surroundings}) => surroundings.columns);
	const rows = useSelector(({surroundings}) => surroundings.rows);
	const screen = useSelector(state => openScreen(state.screen));
	const hasPicture = useSelector(({connection}) => connection.hasPicture);
	const status = useSelector(state => statusLine(state, theme));
	const tabs = useSelector(state => tabsLine(state, theme));
	const offer = useSelector(state => offerLine(state, theme));
	const turning = useTurning(timer);
	const bottom = useSelector(state => bottomLines(state, theme, turning).join('\n'));
	const body = useSelector(state => layoutOf(state).body.rows);
	const kept = useSelector(bottomRows);
	const footer = useSelector(state => footerLine(state, openScopes(state), theme));
	useKeys(timer);
	useTerminal();
	useBackground();

	if (columns < smallest.columns || rows < smallest.rows) {
		return <Text wrap="wrap">{tooSmall({columns, rows}, theme)}</Text>;
	}

	const Screen = hasPicture || ofTheApp.includes(screen) ? screens[screen] : WaitingScreen;
	const said = bottom.split('\n');
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			<Row line={status} />
			<Row line={tabs} />
			{offer !== undefined && <Row line={offer} />}
			<Box
				height={body - Math.max(0, said.length - kept)}
				flexShrink={0}
				flexGrow={1}
				overflow="hidden"
				flexDirection="column"
			>
				<Box height={body} flexShrink={0} flexDirection="column">
					<Screen />
				</Box>
			</Box>
			{said.map((line, index) => (
				<Row key={index} line={line} />
			))}
			<Row line={footer} />
		</Box>
	);
}

/** All that is said where there is no room for more. */
const tooSmall = (
	{columns, rows}: {readonly columns: number; readonly rows: number},
	{glyphs: {times}}: Theme,
): string =>
	`Make this terminal at least ${smallest.columns} ${times.trim()} ${smallest.rows}; it is ${columns} ${times.trim()} ${rows}.`;
