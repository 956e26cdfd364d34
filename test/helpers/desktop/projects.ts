import type {DesktopProject} from './entities.js';
import {paged} from './lists.js';
import {check, refuseByDomain} from './refused.js';
import {type Answer, answer, created, on, type Route} from './route.js';
import {masterChange, newProject, projectChange} from './schemas.js';
import type {World} from './world.js';

const cached = (body: unknown): Answer => answer(200, body, {'cache-control': 'max-age=30'});

export const projectRoutes = (world: World): readonly Route[] => {
	const change = (id: string, changed: Partial<DesktopProject>): DesktopProject => {
		const project = Object.assign(world.project(id), changed, {updatedAt: world.now()});
		world.emit('project:updated', project);
		return project;
	};

	const isIn = (id: string, items: ReadonlyMap<string, {readonly projectId: string}>): boolean =>
		[...items.values()].some(({projectId}) => projectId === id);

	return [
		on('GET /api/projects', ({query}) => cached(paged([...world.projects.values()], query))),

		on('GET /api/projects/:id', ({params}) => cached(world.project(params.id ?? ''))),

		// `isMaster` is taken and passed over. The folder is not made here, other than there.
		on('POST /api/projects', ({body}) => {
			const {name, workingDir, description = ''} = check(newProject, body);
			const createdAt = world.now();
			const project = {id: world.make('proj'), name, workingDir, description, createdAt, updatedAt: createdAt};
			world.projects.set(project.id, project);
			world.emit('project:created', project);
			return created(project);
		}),

		on('PUT /api/projects/:id', ({params, body}) => change(params.id ?? '', check(projectChange, body) as object)),

		on('PUT /api/projects/:id/master', ({params, body}) => change(params.id ?? '', check(masterChange, body))),

		on('DELETE /api/projects/:id', ({params}) => {
			const {id} = world.project(params.id ?? '');
			for (const [what, items] of [['tasks', world.tasks] as const, ['sessions', world.sessions] as const]) {
				if (isIn(id, items)) {
					throw refuseByDomain(422, 'BUSINESS_RULE_ERROR', `Cannot delete project with existing ${what}`);
				}
			}

			world.projects.delete(id);
			world.emit('project:deleted', {id});
			return {success: true, id};
		}),
	];
};
