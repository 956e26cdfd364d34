import type {Project} from '../../domain/project.js';
import {listSkills as listSkillsEndpoint} from '../../protocol/skills.js';
import {type Route, route} from '../route.js';
import {listSkills} from '../skills.js';
import type {Collection} from '../stores/collection.js';

type Options = {
	readonly projects: Pick<Collection<Project>, 'all'>;
	/** The folder of whoever runs the server. An absolute path. */
	readonly homeFolder: string;
};

export const skillRoutes = ({projects, homeFolder}: Options): readonly Route[] => [
	// Of a folder that is no project's nothing is told: who may ask for skills may not look around the machine.
	route(listSkillsEndpoint, 'anyone', async ({query: {projectPath}}) => {
		const project = projects.all().find(({workingDir}) => workingDir === projectPath);
		return [...(await listSkills(homeFolder, project?.workingDir))];
	}),
];
