import type {DesktopSession} from './entities.js';
import {joinTask, link, note, unlink} from './links.js';
import {paged} from './lists.js';
import {check, refuse} from './refused.js';
import {created, on, type Route} from './route.js';
import {newSession, sessionChange, sessionQuery} from './schemas.js';
import {changeSession} from './session-change.js';
import {present, summarise} from './session-views.js';
import type {World} from './world.js';

const active = ['spawning', 'idle', 'working'];

export const sessionRoutes = (world: World): readonly Route[] => {
	const show = (session: DesktopSession): unknown => present(world, session);

	return [
		on('GET /api/sessions', ({query}) => {
			const {fields, taskId, status, active: isActive, ...members} = check(sessionQuery, query, 'query');
			const found = [...world.sessions.values()].filter(
				session =>
					Object.entries(members).every(([name, value]) => value === undefined || session[name] === value) &&
					(taskId === undefined || session.taskIds.includes(taskId)) &&
					(status === undefined || status.split(',').includes(session.status)) &&
					(isActive !== 'true' || active.includes(session.status)),
			);
			const view = fields === 'full' ? show : (session: DesktopSession) => summarise(world, session);
			return paged(found.map(view), query);
		}),

		on('GET /api/sessions/:id', ({params}) => show(world.session(params.id ?? ''))),

		on('POST /api/sessions', ({body}) => {
			const {projectId, taskIds, name, ...rest} = check(newSession, body);
			if (projectId === undefined || taskIds === undefined) {
				const missing = projectId === undefined ? 'projectId' : 'taskIds';
				throw refuse(400, 'VALIDATION_ERROR', `${missing} is required`);
			}

			world.project(projectId);
			const session = makeSession(world, {projectId, taskIds, name: name ?? 'Session', ...rest});
			world.emit('session:created', session);
			for (const taskId of taskIds) {
				world.emit('task:session_added', {taskId, sessionId: session.id});
			}

			return created(show(session));
		}),

		on('PATCH /api/sessions/:id', ({params, body}) => {
			const session = world.session(params.id ?? '');
			changeSession(world, session, check(sessionChange, body));
			return show(session);
		}),

		on('DELETE /api/sessions/:id', ({params}) => {
			const {id} = world.session(params.id ?? '');
			world.sessions.delete(id);
			// Nobody is told what becomes of its tasks, and what it said of them stays.
			for (const task of world.tasks.values()) {
				if (task.sessionIds.includes(id)) {
					task.sessionIds = task.sessionIds.filter(one => one !== id);
					task.updatedAt = world.now();
				}
			}

			world.emit('session:deleted', {id});
			return {success: true, id};
		}),

		on('POST /api/sessions/:id/tasks/:taskId', ({params}) => {
			const session = world.session(params.id ?? '');
			link(world, session, world.task(params.taskId ?? ''));
			return show(session);
		}),

		on('DELETE /api/sessions/:id/tasks/:taskId', ({params}) => {
			const session = world.session(params.id ?? '');
			unlink(world, session, world.task(params.taskId ?? ''));
			return show(session);
		}),
	];
};

type NewSession = Pick<DesktopSession, 'projectId' | 'taskIds' | 'name'> & {
	readonly [Member in keyof DesktopSession]?: DesktopSession[Member] | undefined;
};

/** A session that nobody has been told of yet. Refuses one with a task that is not there. */
export const makeSession = (world: World, {projectId, taskIds, name, ...rest}: NewSession): DesktopSession => {
	const tasks = taskIds.map(taskId => world.task(taskId));
	const id = world.make('sess');
	const startedAt = world.now();
	const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
	const session: DesktopSession = {
		...{id, projectId, taskIds: [...taskIds], name, env: {}, status: 'idle', startedAt, lastActivity: startedAt},
		...{completedAt: null, hostname: 'workstation', platform: 'linux', events: [], timeline: [], docs: []},
		...{parentSessionId: null, rootSessionId: id, teamSessionId: null, teamId: null, isMasterSession: false},
		...given,
	};
	note(world, session, {type: 'session_started', message: 'Session created'});
	for (const task of tasks) {
		note(world, session, {type: 'task_started', taskId: task.id, message: 'Started working on task'});
		joinTask(task, id);
	}

	world.sessions.set(id, session);
	return session;
};
