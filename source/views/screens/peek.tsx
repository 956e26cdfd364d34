import {keepColours, withoutColours} from '../../client/colours.js';
import {peekedDigest} from '../../client/select/digest.js';
import {layoutOf} from '../../client/select/layout.js';
import {tailRows} from '../../client/select/log-tail.js';
import {peekedChoices, peekedSession, peekLines} from '../../client/select/peek.js';
import type {State} from '../../client/state/index.js';
import {textToDraw, wrap} from '../../client/text.js';
import {Lines} from '../components/lines.js';
import {useKeyOf} from '../hooks/use-key-of.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {drawSpans} from '../spans.js';
import type {Theme} from '../themes/theme.js';

/** What a session asks, or said last, and below it the last lines that it shows; those have half of the room at least. */
export function PeekScreen() {
	const theme = useTheme();
	const {body} = useSelector(layoutOf);
	const lines = useSelector(peekLines);
	const choices = useSelector(state => peekedChoices(state).length);
	const key = useKeyOf()('peek.choose');
	const asked = choices === 0 ? lines : [...lines.slice(0, -1), `${key} to ${choices} reply with a choice.`, ''];
	const session = useSelector(peekedSession);
	const preview = useSelector(state => state.preview);
	const tail = useSelector(tailRows);
	const said = useSelector(peekedDigest);
	const shown =
		session?.run?.isHeadless === true
			? tail.map(spans => drawSpans(spans, theme))
			: seen(session?.id, preview, body.columns, theme);
	const room = Math.max(Math.ceil(body.rows / 2), body.rows - asked.length);
	// Of a window the last lines count, of what was said the first, which are the newest.
	const last = shown.length === 0 ? said.slice(0, room) : shown.slice(-room);

	return <Lines area={body} lines={[...asked.slice(0, Math.max(1, body.rows - last.length)), ...last]} />;
}

const seen = (id: string | undefined, preview: State['preview'], columns: number, theme: Theme): readonly string[] => {
	if (preview === undefined || preview.sessionId !== id) {
		return [];
	}

	return 'reason' in preview
		? wrap(textToDraw(preview.reason), columns)
		: (theme.hasColours ? keepColours : withoutColours)(preview.text, columns);
};
