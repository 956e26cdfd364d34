import {useMemo} from 'react';
import {keepColours, withoutColours} from '../../client/colours.js';
import type {Spans} from '../../client/log-text.js';
import {layoutOf} from '../../client/select/layout.js';
import {tailRows} from '../../client/select/log-tail.js';
import {runDetails} from '../../client/select/run-details.js';
import {selectedSession, sessionRows} from '../../client/select/sessions.js';
import type {Preview} from '../../client/state/preview.js';
import type {Tasks} from '../../client/state/tasks.js';
import {lineToDraw, textToDraw, wrap} from '../../client/text.js';
import type {Session} from '../../domain/session.js';
import {List} from '../components/list.js';
import {Split} from '../components/split.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {keyOf} from '../keys.js';
import {sessionLine} from '../rows.js';
import {drawSpans} from '../spans.js';
import type {Theme} from '../themes/theme.js';

export function SessionsScreen() {
	const theme = useTheme();
	const layout = useSelector(layoutOf);
	const rows = useSelector(sessionRows);
	const session = useSelector(selectedSession);
	const selected = useSelector(({screen}) => screen.selected.sessions);
	const filter = useSelector(({screen}) => screen.filters.sessions ?? '');
	const preview = useSelector(state => state.preview);
	const now = useSelector(({surroundings}) => surroundings.now);
	const {columns, rows: height} = layout.preview ?? {columns: 0, rows: 0};
	const tasks = useSelector(state => state.tasks);
	const tail = useSelector(tailRows);
	const lines = useMemo(
		() => previewLines(session, preview, {tasks, tail, now, columns, height, theme}),
		[session, preview, tasks, tail, now, columns, height, theme],
	);

	const empty =
		filter === ''
			? `No sessions yet. ${keyOf('screen.next')} goes to the tasks: ${keyOf('task.new')} creates one, ${keyOf('task.dispatch')} dispatches it.`
			: `No session has these words. ${keyOf('screen.back')} clears the filter.`;

	return (
		<Split layout={layout} title={lineToDraw(session?.name ?? '')} lines={lines}>
			<List
				rows={rows}
				selected={selected}
				area={layout.main}
				empty={empty}
				draw={(row, place) => sessionLine(row, place, {theme, columns: layout.main.columns, now})}
			/>
		</Split>
	);
}

type Look = {
	readonly tasks: Tasks;
	readonly now: number;
	readonly columns: number;
	readonly height: number;
	readonly tail: readonly Spans[];
	readonly theme: Theme;
};

/** The end of what the window shows; of a run without one, what is known of it. */
const previewLines = (session: Session | undefined, preview: Preview | undefined, look: Look): readonly string[] => {
	const {tasks, now, columns, height, theme} = look;
	if (session === undefined || columns === 0) {
		return [];
	}

	if (session.run?.window === undefined) {
		const details = runDetails(session, {tasks, now}).flatMap(line => wrap(line, columns));
		return session.run?.isHeadless === true
			? withTail(details, look)
			: [...details, ...wrap('It has no window that can be seen from here.', columns)];
	}

	if (preview?.sessionId !== session.id) {
		return [];
	}

	if ('reason' in preview) {
		return wrap(textToDraw(preview.reason), columns);
	}

	return (theme.hasColours ? keepColours : withoutColours)(preview.text, columns).slice(-height);
};

/** What is known of a headless run, and below it the last that it printed, which has half of the room at least. */
const withTail = (details: readonly string[], {tail, columns, height, theme}: Look): readonly string[] => {
	const where = wrap(`${keyOf('session.jump')} shows its log.`, columns);
	const room = Math.max(Math.ceil(height / 2), height - details.length - where.length);
	const shown = tail.slice(-room);
	const above = Math.max(0, height - shown.length - where.length);
	return [...details.slice(0, above), ...where, ...shown.map(spans => drawSpans(spans, theme))];
};
