import {Box} from 'ink';
import {openDraft, receivers} from '../../client/select/compose.js';
import {namesOf} from '../../client/select/filter-names.js';
import {problemOfLine} from '../../client/select/hint.js';
import {howRows, templatesSummary} from '../../client/select/how.js';
import {layoutOf} from '../../client/select/layout.js';
import {receiverNames} from '../../client/select/names.js';
import type {Draft} from '../../client/state/drafts.js';
import {fit, lineToDraw, widthOf} from '../../client/text.js';
import {longestMessage} from '../../domain/message.js';
import {Lines} from '../components/lines.js';
import {List} from '../components/list.js';
import {Row} from '../components/row.js';
import {howLine, receiverLine} from '../compose-rows.js';
import {editorLines, fieldLine} from '../editor.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {paint, type Theme} from '../themes/theme.js';

/** The lines that say who it goes to and what it is, and the one that counts. */
const rowsAround = 3;

export function ComposeScreen() {
	const theme = useTheme();
	const {body} = useSelector(layoutOf);
	const draft = useSelector(openDraft);
	const names = useSelector(state => receiverNames(state, openDraft(state)?.to ?? []));
	const candidates = useSelector(receivers);
	const rows = useSelector(howRows);
	const templates = useSelector(templatesSummary);
	const selected = useSelector(({screen}) => screen.selected);
	const now = useSelector(({surroundings}) => surroundings.now);
	const area = {columns: body.columns, rows: Math.max(1, body.rows - rowsAround)};
	const look = {theme, columns: body.columns, now};
	if (draft === undefined) {
		return <Lines area={body} lines={['No draft is open.']} />;
	}

	const marked = draft.marked ?? draft.to;
	return (
		<Box flexDirection="column" width={body.columns} height={body.rows}>
			<Row line={addressLine(draft, names, body.columns, theme)} />
			<Row line={howSummary(draft, body.columns, theme)} />
			{draft.focus === 'to' && (
				<List
					rows={candidates}
					selected={selected.receivers}
					area={area}
					empty={
						draft.query.text === ''
							? 'There is no session to write to.'
							: (problemOfLine(draft.query.text, namesOf('receivers')) ?? 'No session has these words.')
					}
					draw={(row, place) => receiverLine(row, {...place, isMarked: marked.includes(row.id)}, look)}
				/>
			)}
			{draft.focus === 'how' && (
				<List
					rows={rows}
					selected={selected.how}
					area={area}
					empty={problemOfLine(draft.query.text, namesOf('how')) ?? 'No template has these words.'}
					draw={(row, place) => howLine(row, place, look)}
				/>
			)}
			{draft.focus === 'text' && <Lines area={area} lines={editorLines(draft.text, area, theme)} />}
			<Row
				line={
					draft.focus === 'how'
						? paint(theme.text.dim, fit(lineToDraw(templates), body.columns, theme.glyphs.ellipsis))
						: countLine(draft, body.columns, theme)
				}
			/>
		</Box>
	);
}

const addressLine = ({to, focus, query}: Draft, names: string, columns: number, theme: Theme): string => {
	const {text, glyphs} = theme;
	if (focus === 'to') {
		const label = to.length === 0 ? 'To: ' : `To (now ${names}): `;
		const fitted = widthOf(label) > columns - 10 ? 'To: ' : label;
		return paint(text.accent, fitted) + fieldLine(query, Math.max(4, columns - widthOf(fitted)), theme);
	}

	const [only] = to;
	const whom = only === undefined ? 'nobody yet' : to.length > 1 || only === names ? names : `${names} (${only})`;
	return paint(text.strong, fit(`To: ${whom}`, columns, glyphs.ellipsis));
};

/** What is said of it beside its words; or what was typed to find a template. */
const howSummary = ({how, replyTo, focus, query}: Draft, columns: number, theme: Theme): string => {
	const {text, glyphs} = theme;
	if (focus === 'how') {
		return paint(text.accent, 'Template: ') + fieldLine(query, Math.max(4, columns - 10), theme);
	}

	const parts = [
		`${how.priority ?? 'medium'} priority`,
		...(how.type === undefined ? [] : [how.type]),
		...(how.requiresAck === true ? ['wants an answer'] : []),
		...(replyTo === undefined ? [] : ['as a reply']),
	];
	return paint(text.dim, fit(parts.join(', '), columns, glyphs.ellipsis));
};

const countLine = ({text, isSending}: Draft, columns: number, theme: Theme): string => {
	const length = text.text.length;
	const count = `${length.toLocaleString('en')} of ${longestMessage.toLocaleString('en')} characters`;
	return paint(
		length > longestMessage ? theme.text.error : theme.text.dim,
		fit(`${count}${isSending ? ', being sent' : ''}`, columns, theme.glyphs.ellipsis),
	);
};
