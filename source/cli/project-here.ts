import path from 'node:path';
import {MaestroError} from '../domain/errors.js';
import type {Project} from '../domain/project.js';
import {listProjects} from '../protocol/projects.js';
import type {Context} from './command.js';

/**
The project that is meant: by id or name where one was given, by MAESTRO_PROJECT_ID inside a session, else the one whose folder
the caller stands in (the innermost of several).
*/
export const projectFor = async (
	{call, directory, environment}: Pick<Context, 'call' | 'directory' | 'environment'>,
	wanted: string | undefined,
): Promise<Project> => {
	const projects = await call(listProjects);
	const name = wanted ?? environment.MAESTRO_PROJECT_ID;
	if (name !== undefined) {
		return byName(projects, name);
	}

	const [here] = projects
		.filter(({workingDir}) => isInside(directory, workingDir))
		.sort((a, b) => b.workingDir.length - a.workingDir.length);
	const [only, ...others] = projects;
	const project = here ?? (others.length === 0 ? only : undefined);
	if (project === undefined) {
		throw new MaestroError(
			'project-not-found',
			'This folder belongs to no project; name one with --project, or add it with: maestro project add',
		);
	}

	return project;
};

const byName = (projects: readonly Project[], name: string): Project => {
	const found = projects.filter(project => project.id === name || project.name === name);
	const [project, ...others] = found;
	if (project === undefined) {
		throw new MaestroError(
			'project-not-found',
			`There is no project ${name}; maestro project list shows those there are`,
		);
	}

	if (others.length > 0) {
		throw new MaestroError(
			'malformed',
			`${found.length} projects are called ${name}; give the id: ${found.map(({id}) => id).join(', ')}`,
		);
	}

	return project;
};

export const isInside = (directory: string, folder: string): boolean => {
	const way = path.relative(folder, directory);
	return way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
};
