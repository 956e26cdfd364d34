import {Box} from 'ink';
import {openDraft, receivers} from '../../client/select/compose.js';
import {layoutOf} from '../../client/select/layout.js';
import {nameOf} from '../../client/select/sessions.js';
import type {Draft} from '../../client/state/drafts.js';
import {fit, widthOf} from '../../client/text.js';
import {longestMessage} from '../../domain/message.js';
import {Lines} from '../components/lines.js';
import {List} from '../components/list.js';
import {Row} from '../components/row.js';
import {editorLines, fieldLine} from '../editor.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {sessionLine} from '../rows.js';
import {paint, type Theme} from '../themes/theme.js';

/** The line that says who it goes to, an empty one, and the one that counts. */
const rowsAround = 3;

export function ComposeScreen() {
	const theme = useTheme();
	const {body} = useSelector(layoutOf);
	const draft = useSelector(openDraft);
	const name = useSelector(state => nameOf(state.sessions, openDraft(state)?.to ?? ''));
	const candidates = useSelector(receivers);
	const selected = useSelector(({screen}) => screen.selected.receivers);
	const now = useSelector(({surroundings}) => surroundings.now);
	const area = {columns: body.columns, rows: Math.max(1, body.rows - rowsAround)};
	if (draft === undefined) {
		return <Lines area={body} lines={['No draft is open.']} />;
	}

	return (
		<Box flexDirection="column" width={body.columns} height={body.rows}>
			<Row line={addressLine(draft, name, body.columns, theme)} />
			<Row line="" />
			{draft.focus === 'to' ? (
				<List
					rows={candidates}
					selected={selected}
					area={area}
					empty={
						draft.query.text === ''
							? 'No session is live: there is nobody to write to.'
							: 'No live session has these words.'
					}
					draw={(row, place) => sessionLine(row, place, {theme, columns: body.columns, now})}
				/>
			) : (
				<Lines area={area} lines={editorLines(draft.text, area, theme)} />
			)}
			<Row line={countLine(draft, body.columns, theme)} />
		</Box>
	);
}

const addressLine = ({to, focus, query}: Draft, name: string, columns: number, theme: Theme): string => {
	const {text, glyphs} = theme;
	if (focus === 'to') {
		const label = to === undefined ? 'To: ' : `To (now ${name}): `;
		return paint(text.accent, label) + fieldLine(query, Math.max(4, columns - widthOf(label)), theme);
	}

	const whom = to === undefined ? 'nobody yet' : to === name ? name : `${name} (${to})`;
	return paint(text.strong, fit(`To: ${whom}`, columns, glyphs.ellipsis));
};

const countLine = ({text, replyTo, isSending}: Draft, columns: number, theme: Theme): string => {
	const length = text.text.length;
	const count = `${length.toLocaleString('en')} of ${longestMessage.toLocaleString('en')} characters`;
	const about = `${replyTo === undefined ? '' : ', as a reply'}${isSending ? ', being sent' : ''}`;
	return paint(
		length > longestMessage ? theme.text.error : theme.text.dim,
		fit(count + about, columns, theme.glyphs.ellipsis),
	);
};
