import type {Project} from '../../domain/project.js';
import type {ClientEvent} from '../event.js';
import {byId, withItem, withoutItem} from './collection.js';

export type Projects = ReadonlyMap<string, Project>;

export const updateProjects = (projects: Projects, event: ClientEvent): Projects => {
	switch (event.event) {
		case 'snapshot': {
			return byId(event.data.projects);
		}

		case 'project:created':
		case 'project:updated': {
			return withItem(projects, event.data);
		}

		case 'project:deleted': {
			return withoutItem(projects, event.data.id);
		}

		default: {
			return projects;
		}
	}
};
