import {Box, Text} from 'ink';
import {smallest} from '../client/select/layout.js';
import {openOffer} from '../client/select/projects.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import {clip, lineToDraw} from '../client/text.js';
import type {Timer} from '../keymap/burst.js';
import {openScopes} from '../keymap/index.js';
import {bottomLines} from './bottom.js';
import {Row} from './components/row.js';
import {footerLine} from './footer.js';
import {statusLine, tabsLine} from './header.js';
import {useKeys} from './hooks/use-keys.js';
import {useSelector} from './hooks/use-selector.js';
import {useTerminal} from './hooks/use-terminal.js';
import {useTheme} from './hooks/use-theme.js';
import {keyOf} from './keys.js';
import {screens} from './screens/index.js';
import {paint, type Theme} from './themes/theme.js';
import {WaitingScreen} from './waiting.js';

type Props = {
	readonly timer: Timer;
};

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
	const bottom = useSelector(state => bottomLines(state, theme).join('\n'));
	const footer = useSelector(state => footerLine(state, openScopes(state), theme));
	useKeys(timer);
	useTerminal();

	if (columns < smallest.columns || rows < smallest.rows) {
		return (
			<Text wrap="wrap">{`Make this terminal at least ${smallest.columns} × ${smallest.rows}; it is ${columns} × ${rows}.`}</Text>
		);
	}

	const Screen = hasPicture ? screens[screen] : WaitingScreen;
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			<Row line={status} />
			<Row line={tabs} />
			{offer !== undefined && <Row line={offer} />}
			<Box flexGrow={1} flexDirection="column">
				<Screen />
			</Box>
			{bottom.split('\n').map((line, index) => (
				<Row key={index} line={line} />
			))}
			<Row line={footer} />
		</Box>
	);
}

const offerLine = (state: State, {text}: Theme): string | undefined => {
	const offer = openOffer(state);
	if (offer === undefined) {
		return undefined;
	}

	const question = `Add ${lineToDraw(offer.directory)} as a project? ${keyOf('offer.accept')} adds it, ${keyOf('offer.decline')} leaves it.`;
	return paint(text.attention, clip(question, state.surroundings.columns));
};
