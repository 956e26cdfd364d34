import {endOfPiece, firstLine} from '../log-bytes.js';
import {type Spans, spansOf, wrapSpans} from '../log-text.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {TailTarget} from '../state/log-tail.js';
import {lineToDraw} from '../text.js';
import {layoutOf} from './layout.js';
import {createRows} from './log-rows.js';
import {showsSession} from './preview.js';
import {selectedSession} from './sessions.js';

const headlessRun = (state: State) => {
	const {run} = selectedSession(state) ?? {};
	return run?.isHeadless === true ? run : undefined;
};

/** The run whose log is on the screen beside the list right now, if any. */
export const tailTarget = derive(
	[
		showsSession,
		state => headlessRun(state)?.id,
		state => headlessRun(state)?.mode,
		state => headlessRun(state)?.taskId,
	],
	(isShown, runId, mode, taskId): TailTarget | undefined =>
		isShown && runId !== undefined && mode !== undefined && taskId !== undefined ? {runId, mode, taskId} : undefined,
);

/** The last rows of the log of the selected session: as many as can be shown beside the list, and once it is scrolled back all that are there. */
export const tailRows = derive(
	[
		({logTail}: State) => logTail,
		state => headlessRun(state)?.id,
		state => layoutOf(state).preview,
		({screen}) => screen.pane.scroll > 0,
		({screen}) => screen.pane.until,
	],
	(tail, runId, area, isHeld, until = Number.POSITIVE_INFINITY): readonly Spans[] => {
		if (tail === undefined || tail.runId !== runId || area === undefined) {
			return [];
		}

		const {piece, readOutput, isOver, reason} = tail;
		if (reason !== undefined) {
			return wrapSpans(spansOf(lineToDraw(reason)), area.columns);
		}

		const first = firstLine(piece);
		if (first === undefined) {
			return [];
		}

		const rows = createRows({readOutput, columns: area.columns, sought: undefined, isOver});
		if (isHeld) {
			const held = rows.take(piece, {at: first, row: 0}, mostHeld).filter(({at}) => at < until);
			return held.map(({spans}) => spans);
		}

		const top = rows.move(piece, {at: endOfPiece(piece), row: 0}, -area.rows);
		const from = top.at < first ? {at: first, row: 0} : top;
		return rows.take(piece, from, area.rows).map(({spans}) => spans);
	},
);

/** More than any tail has, unless it is made of line ends alone. */
const mostHeld = 5000;
