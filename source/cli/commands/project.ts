import path from 'node:path';
import {MaestroError} from '../../domain/errors.js';
import {createProject, deleteProject, listProjects} from '../../protocol/projects.js';
import {command, textOf} from '../command.js';
import {table} from '../table.js';

export const projectList = command({
	name: 'project list',
	usage: '',
	summary: 'List the projects',
	flags: {},
	async run({call}) {
		const projects = await call(listProjects);
		const text = table(
			['ID', 'NAME', 'FOLDER'],
			projects.map(({id, name, workingDir}) => [id, name, workingDir]),
			60,
		);
		return {value: projects, text: projects.length === 0 ? 'No projects yet; add one with: maestro project add' : text};
	},
});

export const projectAdd = command({
	name: 'project add',
	usage: '[DIR] [--name N]',
	summary: 'Make a project of a folder, this one unless given',
	flags: {name: {type: 'string', placeholder: 'N', help: 'Its name; that of the folder unless given'}},
	async run(context) {
		const workingDir = path.resolve(context.directory, context.input[0] ?? '.');
		const name = textOf(context, 'name') ?? path.basename(workingDir);
		const project = await context.call(createProject, {body: {name, workingDir}});
		return {value: project, text: `Added ${project.name} (${project.id})`};
	},
});

export const projectRemove = command({
	name: 'project remove',
	usage: 'ID',
	summary: 'Forget a project; its folder stays as it is',
	flags: {},
	async run({call, input: [id]}) {
		if (id === undefined) {
			throw new MaestroError(
				'malformed',
				'Which project? maestro project remove ID; maestro project list shows the ids',
			);
		}

		const answer = await call(deleteProject, {params: {id}});
		return {value: answer, text: `Removed ${id}`};
	},
});
