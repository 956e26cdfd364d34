import type {Project} from '../../domain/project.js';
import type {Task} from '../../domain/task.js';
import {getMasterContext, listMasterProjects, listMasterSessions, listMasterTasks} from '../../protocol/master.js';
import {type Route, route} from '../route.js';
import type {Sessions} from '../sessions.js';
import type {Collection} from '../stores/collection.js';
import {shown} from './sessions.js';
import {shownTask} from './tasks.js';

type Options = {
	readonly projects: Pick<Collection<Project>, 'all'>;
	readonly tasks: Pick<Collection<Task>, 'all'>;
	readonly sessions: Pick<Sessions, 'all'>;
};

type OfProject = {readonly projectId: string};

/**
Everything of all projects, for those who look after all of them. Whoever has a secret may read that here.
*/
export const masterRoutes = ({projects, tasks, sessions}: Options): readonly Route[] => [
	route(listMasterProjects, 'anyone', () => [...projects.all()]),
	route(listMasterTasks, 'anyone', ({query: {projectId}}) => of(tasks.all(), projectId).map(shownTask)),
	route(listMasterSessions, 'anyone', ({query: {projectId}}) => of(sessions.all(), projectId).map(shown)),
	route(getMasterContext, 'anyone', () => {
		const count = (things: readonly OfProject[]) =>
			Object.fromEntries(projects.all().map(({id}) => [id, of(things, id).length]));
		return {
			projects: [...projects.all()],
			taskCounts: count(tasks.all()),
			sessionCounts: count(sessions.all()),
		};
	}),
];

const of = <Thing extends OfProject>(things: readonly Thing[], projectId: string | undefined): readonly Thing[] =>
	things.filter(thing => projectId === undefined || thing.projectId === projectId);
