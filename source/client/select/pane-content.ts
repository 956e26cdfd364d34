import {plainOf, type Spans, spansOf} from '../log-text.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {openScreen} from '../state/screen.js';
import {lineToDraw, textToDraw, widthOf, wrap} from '../text.js';
import {digestLines, digestTarget} from './digest.js';
import {docFacts, selectedDoc} from './docs.js';
import {factLines} from './facts.js';
import {hostFacts} from './host-facts.js';
import {selectedHost} from './hosts.js';
import {keyNow} from './key-now.js';
import {type Layout, layoutOf} from './layout.js';
import {tailRows} from './log-tail.js';
import {memberLines, selectedMember} from './members.js';
import {runDetails} from './run-details.js';
import {selectedSession} from './sessions.js';
import {taskDetails} from './task-details.js';
import {selectedTask} from './tasks.js';
import {selectedEntry, timelineText} from './timeline.js';

/** What stands beside or below a list. */
export type PaneContent = {
	readonly name: string;
	/** Where it rests: what is followed at its end, a text at its start. */
	readonly rests: 'start' | 'end';
	readonly count: number;
	readonly at: (index: number) => Spans;
	/** Whether lines that are too wide are cut, and not wrapped already. */
	readonly isCut: boolean;
};

/** The rows and columns of it that show what is in it: beside a list its title takes the first row. */
export const paneArea = derive([layoutOf], ({preview}: Layout) =>
	preview === undefined
		? undefined
		: {columns: preview.columns, rows: Math.max(1, preview.rows - (preview.side === 'right' ? 1 : 0))},
);

const plainSpans = (text: string): Spans => (text === '' ? [] : [{text, look: '', isFound: false}]);

const textContent = (name: string, lines: readonly string[]): PaneContent => ({
	name,
	rests: 'start',
	count: lines.length,
	at: index => plainSpans(lines[index] ?? ''),
	isCut: false,
});

const windowContent = derive(
	[(state: State) => state.preview, selectedSession, state => paneArea(state)?.columns ?? 0],
	(preview, session, columns): PaneContent => {
		const name = lineToDraw(session?.name ?? '');
		if (preview === undefined || preview.sessionId !== session?.id) {
			return textContent(name, []);
		}

		if ('reason' in preview) {
			return textContent(name, wrap(textToDraw(preview.reason), Math.max(1, columns)));
		}

		const lines = preview.text.split('\n');
		// Each line sets its own colours, so each can be read by itself.
		return {name, rests: 'end', count: lines.length, at: index => spansOf(lines[index] ?? ''), isCut: true};
	},
);

/** What is known of a headless run, and below it the last that it printed, which has half of the room at least. */
const runContent = derive(
	[
		selectedSession,
		tailRows,
		(state: State) => state.tasks,
		state => state.surroundings.now,
		paneArea,
		state => keyNow(state, 'session.jump') ?? 'enter',
		state => state.screen.pane.scroll > 0,
		({digest}) => digest,
		state => digestTarget(state) !== undefined,
	],
	(session, tail, tasks, now, area, jumpKey, isHeld, digest, isAsked): PaneContent => {
		const name = lineToDraw(session?.name ?? '');
		if (session === undefined || area === undefined) {
			return textContent(name, []);
		}

		const {columns, rows} = area;
		const details = runDetails(session, {tasks, now}).flatMap(line => wrap(line, columns));
		if (session.run?.isHeadless !== true) {
			const said = digestLines(digest, session.id, {now, columns, isAsked});
			return textContent(name, [
				...details,
				...wrap('It has no window that can be seen from here.', columns),
				...(said.length === 0 ? [] : ['', ...said]),
			]);
		}

		const where = wrap(`${jumpKey} shows its log.`, columns);
		const room = Math.max(Math.ceil(rows / 2), rows - details.length - where.length);
		const shown = isHeld ? tail : tail.slice(-room);
		const above = isHeld ? details : details.slice(0, Math.max(0, rows - shown.length - where.length));
		const lines = [...above.map(plainSpans), ...where.map(plainSpans), ...shown];
		return {name, rests: 'end', count: lines.length, at: index => lines[index] ?? [], isCut: false};
	},
);

const taskContent = derive([selectedTask, taskDetails], (task, lines) =>
	textContent(lineToDraw(task?.title ?? ''), lines),
);

const timelineContent = derive([selectedEntry, timelineText], (row, lines) => textContent(row?.words ?? '', lines));

const hostContent = derive(
	[
		selectedHost,
		(state: State) => state.connection,
		state => state.agents,
		state => state.sessions,
		state => state.spawner,
		state => state.surroundings.now,
		state => paneArea(state)?.columns ?? 0,
	],
	(host, connection, agents, sessions, spawner, now, columns) =>
		host === undefined || columns === 0
			? textContent('', [])
			: textContent(host.name, factLines(hostFacts(host, {connection, agents, sessions, spawner, now}), columns)),
);

const docContent = derive(
	[selectedDoc, (state: State) => state.surroundings.now, state => paneArea(state)?.columns ?? 0],
	(doc, now, columns) =>
		doc === undefined || columns === 0
			? textContent('', [])
			: textContent(doc.title, factLines(docFacts(doc, now), columns)),
);

const memberContent = derive([selectedMember, state => paneArea(state)?.columns ?? 0], (row, columns) =>
	row === undefined || columns === 0 ? textContent('', []) : textContent(row.name, memberLines(row, columns)),
);

/** What the pane of the open screen shows; nothing where it has none. */
export const paneContent = (state: State): PaneContent | undefined => {
	if (paneArea(state) === undefined) {
		return undefined;
	}

	switch (openScreen(state.screen)) {
		case 'sessions': {
			return selectedSession(state)?.run?.window === undefined ? runContent(state) : windowContent(state);
		}

		case 'tasks': {
			return taskContent(state);
		}

		case 'timeline': {
			return timelineContent(state);
		}

		case 'hosts': {
			return hostContent(state);
		}

		case 'docs': {
			return docContent(state);
		}

		case 'members': {
			return memberContent(state);
		}

		default: {
			return undefined;
		}
	}
};

export const spansWidth = (spans: Spans): number => widthOf(plainOf(spans));
