import type {Project} from '../../domain/project.js';
import {hasEnded} from '../../domain/session.js';
import {isClosed} from '../../domain/task.js';
import type {Filterable} from '../filter.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {lineToDraw} from '../text.js';
import {filtered} from './filtered.js';
import {selectedRow} from './rows.js';

/** A project with what its row says. */
export type ProjectRow = {
	readonly id: string;
	readonly project: Project;
	readonly name: string;
	readonly directory: string;
	readonly openTasks: number;
	readonly liveSessions: number;
};

export const allProjectRows = derive(
	[(state: State) => state.projects, state => state.tasks, state => state.sessions],
	(projects, tasks, sessions): readonly ProjectRow[] => {
		const openTasks = count([...tasks.values()].filter(task => !isClosed(task)));
		const liveSessions = count([...sessions.values()].filter(session => !hasEnded(session)));
		return [...projects.values()]
			.map(project => ({
				id: project.id,
				project,
				name: lineToDraw(project.name),
				directory: lineToDraw(project.workingDir),
				openTasks: openTasks.get(project.id) ?? 0,
				liveSessions: liveSessions.get(project.id) ?? 0,
			}))
			.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
	},
);

const count = (items: ReadonlyArray<{readonly projectId: string}>): ReadonlyMap<string, number> => {
	const counts = new Map<string, number>();
	for (const {projectId} of items) {
		counts.set(projectId, (counts.get(projectId) ?? 0) + 1);
	}

	return counts;
};

/** What a project is found by. */
const projectText = ({id, name, directory, liveSessions, project}: ProjectRow): Filterable => ({
	status: liveSessions > 0 ? 'active' : 'quiet',
	project: name,
	age: project.updatedAt,
	text: `${name} ${directory} ${id}`,
});

export const projectRows = filtered({list: 'projects', rows: allProjectRows, textOf: () => projectText});

export const selectedProject = (state: State): Project | undefined =>
	selectedRow(projectRows(state), state.screen.selected.projects)?.project;

/** The folder that may be added with one key: offered, and of no project yet. */
export const openOffer = (state: State): {readonly directory: string; readonly name: string} | undefined => {
	const {offer} = state.surroundings;
	const isTaken = [...state.projects.values()].some(({workingDir}) => workingDir === offer?.directory);
	return offer === undefined || isTaken || state.connection.phase !== 'open' || !state.connection.hasPicture
		? undefined
		: offer;
};
