import {MaestroError} from '../../domain/errors.js';
import type {Project} from '../../domain/project.js';
import {getOrdering, setOrdering} from '../../protocol/ordering.js';
import {type Asked, param, type Route, route} from '../route.js';
import type {Collection} from '../stores/collection.js';
import type {Orderings} from '../stores/orderings.js';

type Options = {
	readonly orderings: Orderings;
	readonly projects: Pick<Collection<Project>, 'get'>;
};

export const orderingRoutes = ({orderings, projects}: Options): readonly Route[] => {
	const about = (asked: Pick<Asked<unknown, unknown>, 'params'>): readonly [kind: string, projectId: string] => {
		const projectId = param(asked, 'projectId');
		if (projects.get(projectId) === undefined) {
			throw new MaestroError('project-not-found', `There is no project ${projectId}`);
		}

		return [param(asked, 'entityType'), projectId];
	};

	return [
		route(getOrdering, 'anyone', async asked => orderings.get(...about(asked))),
		route(setOrdering, 'operator', async asked => orderings.set(...about(asked), asked.body.orderedIds)),
	];
};
