import path from 'node:path';
import {MaestroError} from '../../domain/errors.js';
import type {MaestroEvent} from '../../domain/event.js';
import {createId} from '../../domain/id.js';
import type {Project} from '../../domain/project.js';
import type {Task} from '../../domain/task.js';
import {
	createProject,
	deleteProject,
	getProject,
	listProjects,
	setMaster,
	updateProject,
} from '../../protocol/projects.js';
import type {Clock} from '../../system/clock.js';
import {isFolder} from '../../system/files.js';
import {param, type Route, route} from '../route.js';
import type {Sessions} from '../sessions.js';
import type {Collection} from '../stores/collection.js';

type Options = {
	readonly projects: Collection<Project>;
	readonly tasks: Collection<Task>;
	readonly sessions: Sessions;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
	readonly random: () => number;
};

export const projectRoutes = ({projects, tasks, sessions, publish, clock, random}: Options): readonly Route[] => {
	const get = (id: string): Project => {
		const project = projects.get(id);
		if (project === undefined) {
			throw new MaestroError(
				'project-not-found',
				`There is no project ${id}; maestro project list shows those there are`,
			);
		}

		return project;
	};

	/** A folder is one project, or nobody could say whose a task added in it is. */
	const checkFree = (workingDir: string, id?: string): void => {
		const same = projects
			.all()
			.find(project => project.id !== id && path.resolve(project.workingDir) === path.resolve(workingDir));
		if (same !== undefined) {
			throw new MaestroError('already-there', `${workingDir} is the project ${same.name} (${same.id}) already`);
		}
	};

	return [
		route(listProjects, 'anyone', () => [...projects.all()]),
		route(getProject, 'anyone', asked => get(param(asked, 'id'))),
		route(createProject, 'operator', async ({body: {name, workingDir, description = ''}}) => {
			await checkFolder(workingDir);
			checkFree(workingDir);
			const now = clock();
			const id = createId('proj', now, random);
			const project: Project = {id, name, workingDir, description, createdAt: now, updatedAt: now};
			await projects.put(project);
			publish({event: 'project:created', data: project});
			return project;
		}),
		route(updateProject, 'operator', async asked => {
			const {workingDir: wanted} = asked.body;
			if (wanted !== undefined && wanted !== get(param(asked, 'id')).workingDir) {
				await checkFolder(wanted);
			}

			// Only now, as it may have changed while the disk was asked.
			const before = get(param(asked, 'id'));
			const {name = before.name, workingDir = before.workingDir, description = before.description} = asked.body;
			// The real product lets two have one folder; what is so already is no reason not to rename one.
			if (workingDir !== before.workingDir) {
				checkFree(workingDir, before.id);
			}

			const project = {...before, name, workingDir, description, updatedAt: clock()};
			await projects.put(project);
			publish({event: 'project:updated', data: project});
			return project;
		}),
		route(setMaster, 'operator', async asked => {
			const project = {...get(param(asked, 'id')), isMaster: asked.body.isMaster, updatedAt: clock()};
			await projects.put(project);
			publish({event: 'project:updated', data: project});
			return project;
		}),
		route(deleteProject, 'operator', async asked => {
			const {id} = get(param(asked, 'id'));
			if (
				tasks.all().some(({projectId}) => projectId === id) ||
				sessions.all().some(({projectId}) => projectId === id)
			) {
				throw new MaestroError('not-empty', 'The project still has tasks or sessions; delete those first');
			}

			await projects.remove(id);
			publish({event: 'project:deleted', data: {id}});
			return {success: true, id};
		}),
	];
};

// The real server makes a folder that is missing (contract §5); a mistyped path is better refused.
const checkFolder = async (directory: string): Promise<void> => {
	if (!(await isFolder(directory))) {
		throw new MaestroError('bad-directory', `${directory} is no folder on the server's machine; make it first`);
	}
};
