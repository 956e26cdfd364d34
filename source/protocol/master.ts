import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {project} from './projects.js';
import {id} from './read.js';
import {session} from './sessions.js';
import {task} from './tasks.js';

const ofProject = z.object({projectId: id.optional()});

/** What sessions that look after all projects ask (contract §5). */
export const listMasterProjects = endpoint({method: 'GET', path: '/api/master/projects', answer: z.array(project)});

export const listMasterTasks = endpoint({
	method: 'GET',
	path: '/api/master/tasks',
	query: ofProject,
	answer: z.array(task),
});

export const listMasterSessions = endpoint({
	method: 'GET',
	path: '/api/master/sessions',
	query: ofProject,
	answer: z.array(session),
});

const counts = z.record(id, z.int());

export const getMasterContext = endpoint({
	method: 'GET',
	path: '/api/master/context',
	answer: z.looseObject({projects: z.array(project), taskCounts: counts, sessionCounts: counts}),
});
