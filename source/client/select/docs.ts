import type {DocNote} from '../../domain/session.js';
import {momentAndAge} from '../age.js';
import type {Filterable} from '../filter.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {lineToDraw} from '../text.js';
import type {Fact} from './facts.js';
import {filtered} from './filtered.js';
import {selectedRow} from './rows.js';

/** A document that an agent left, with what its row says. */
export type DocRow = {
	readonly id: string;
	readonly sessionId: string;
	readonly note: DocNote;
	readonly title: string;
	readonly kind: 'markdown' | 'diagram';
	readonly session: string;
	/** The task that it is about, where it is about one. */
	readonly taskId: string | undefined;
	readonly task: string;
	readonly project: string;
};

const kindOf = ({kind, filePath}: DocNote): DocRow['kind'] =>
	kind ?? (filePath.toLowerCase().endsWith('.excalidraw') ? 'diagram' : 'markdown');

/** The documents of all sessions, the newest first. Sessions bring along which there are, so the list is as new as they are. */
export const allDocRows = derive(
	[(state: State) => state.sessions, state => state.tasks, state => state.projects],
	(sessions, tasks, projects): readonly DocRow[] =>
		[...sessions.values()]
			.flatMap(session =>
				(session.docs ?? []).map((note): DocRow => {
					const task = tasks.get(note.taskId ?? '');
					return {
						id: note.id,
						sessionId: session.id,
						note,
						title: lineToDraw(note.title) || lineToDraw(note.filePath) || note.id,
						kind: kindOf(note),
						session: lineToDraw(session.name) || session.id,
						taskId: note.taskId,
						task: note.taskId === undefined ? '' : lineToDraw(`${note.taskId} ${task?.title ?? ''}`),
						project: lineToDraw(projects.get(session.projectId)?.name ?? session.projectId),
					};
				}),
			)
			.sort((a, b) => b.note.addedAt - a.note.addedAt || (a.id < b.id ? -1 : 1)),
);

/** What a document is found by. */
const docText = ({title, kind, session, task, taskId, project, note}: DocRow): Filterable => ({
	kind,
	session,
	task: taskId ?? '',
	project,
	age: note.addedAt,
	text: `${title} ${note.filePath} ${session} ${task} ${project} ${kind}`,
});

export const docRows = filtered({list: 'docs', rows: allDocRows, textOf: () => docText});

export const selectedDoc = (state: State): DocRow | undefined =>
	selectedRow(docRows(state), state.screen.selected.docs);

export const docRowOf = (state: State, id: string): DocRow | undefined => allDocRows(state).find(row => row.id === id);

/** What is known of a document, beside what it says. */
export const docFacts = ({note, kind, session, task, project}: DocRow, now: number): readonly Fact[] => [
	['From', session],
	['Task', task === '' ? undefined : task],
	['Project', project],
	['Kind', kind],
	['Added', momentAndAge(note.addedAt, now)],
	['File', note.filePath],
];
