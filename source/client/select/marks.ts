import type {Project} from '../../domain/project.js';
import type {Session} from '../../domain/session.js';
import type {Task} from '../../domain/task.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {type ListId, openScreen} from '../state/screen.js';
import {allInboxRows, type InboxRow, selectedInboxRow} from './inbox.js';
import {selectedProject} from './projects.js';
import {runsOfTask} from './runs.js';
import {allSessionRows, selectedSession} from './sessions.js';
import {selectedTask} from './tasks.js';

/** The lists whose rows can be marked. */
const lists: readonly ListId[] = ['sessions', 'tasks', 'projects', 'inbox'];

/** The list that is open, where its rows can be marked. */
export const markedList = ({screen}: State): ListId | undefined => lists.find(list => list === openScreen(screen));

const nothing: ReadonlySet<string> = new Set();

/** What is marked in the list that is open. */
export const marksHere = (state: State): ReadonlySet<string> =>
	state.screen.marks[markedList(state) ?? 'sessions'] ?? nothing;

export const marksOf = ({screen}: State, list: ListId): ReadonlySet<string> => screen.marks[list] ?? nothing;

/** The marked ones, or the selected one where none is marked. */
const chosen = <Item>(marked: readonly Item[], selected: Item | undefined): readonly Item[] =>
	marked.length > 0 || selected === undefined ? marked : [selected];

export const chosenSessions = derive(
	[allSessionRows, (state: State) => marksOf(state, 'sessions'), selectedSession],
	(rows, marks, selected): readonly Session[] =>
		chosen(marks.size === 0 ? [] : rows.filter(({id}) => marks.has(id)).map(({session}) => session), selected),
);

export const chosenTasks = derive(
	[(state: State) => state.tasks, state => marksOf(state, 'tasks'), selectedTask],
	(tasks, marks, selected): readonly Task[] =>
		chosen(marks.size === 0 ? [] : [...tasks.values()].filter(({id}) => marks.has(id)), selected),
);

/** Of each task the run that keys are about: the newest that lives, else the newest. */
export const chosenTaskRuns = (state: State): readonly Session[] =>
	chosenTasks(state).flatMap(({id}) => runsOfTask(state, id).slice(0, 1));

export const chosenProjects = derive(
	[(state: State) => state.projects, state => marksOf(state, 'projects'), selectedProject],
	(projects, marks, selected): readonly Project[] =>
		chosen(marks.size === 0 ? [] : [...projects.values()].filter(({id}) => marks.has(id)), selected),
);

export const chosenInboxRows = derive(
	[allInboxRows, (state: State) => marksOf(state, 'inbox'), selectedInboxRow],
	(rows, marks, selected): readonly InboxRow[] =>
		chosen(marks.size === 0 ? [] : rows.filter(({id}) => marks.has(id)), selected),
);
