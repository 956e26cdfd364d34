import {useMemo} from 'react';
import {keepColours, withoutColours} from '../../client/colours.js';
import {layoutOf} from '../../client/select/layout.js';
import {selectedSession, sessionRows} from '../../client/select/sessions.js';
import type {Preview} from '../../client/state/preview.js';
import {lineToDraw, textToDraw, wrap} from '../../client/text.js';
import type {Session} from '../../domain/session.js';
import {List} from '../components/list.js';
import {Split} from '../components/split.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {keyOf} from '../keys.js';
import {sessionLine} from '../rows.js';

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
	const lines = useMemo(
		() => previewLines(session, preview, {columns, height, hasColours: theme.hasColours}),
		[session, preview, columns, height, theme],
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

type Look = {readonly columns: number; readonly height: number; readonly hasColours: boolean};

/** The end of what the window shows, or why it cannot be seen. */
const previewLines = (
	session: Session | undefined,
	preview: Preview | undefined,
	{columns, height, hasColours}: Look,
): readonly string[] => {
	if (session === undefined || columns === 0) {
		return [];
	}

	if (session.run?.window === undefined) {
		return wrap(
			session.run?.isHeadless === true
				? 'It runs headless, without a window.'
				: 'It has no window that can be seen from here.',
			columns,
		);
	}

	if (preview?.sessionId !== session.id) {
		return [];
	}

	if ('reason' in preview) {
		return wrap(textToDraw(preview.reason), columns);
	}

	return (hasColours ? keepColours : withoutColours)(preview.text, columns).slice(-height);
};
