import {MaestroError} from '../../domain/errors.js';
import type {Project} from '../../domain/project.js';
import type {DocNote} from '../../domain/session.js';
import type {Task} from '../../domain/task.js';
import {
	addSessionDoc,
	addTaskDoc,
	listProjectDocs,
	listSessionDocs,
	listTaskDocs,
	writeDoc,
} from '../../protocol/docs.js';
import type {Docs} from '../docs.js';
import {type Caller, param, type Route, route} from '../route.js';
import type {Sessions} from '../sessions.js';
import type {Collection} from '../stores/collection.js';
import {shown} from './sessions.js';

type Options = {
	readonly docs: Docs;
	readonly sessions: Sessions;
	readonly projects: Pick<Collection<Project>, 'get'>;
	readonly tasks: Pick<Collection<Task>, 'get'>;
};

export const docRoutes = ({docs, sessions, projects, tasks}: Options): readonly Route[] => {
	/** A session leaves texts in its own name, and with tasks of its own. */
	const admit = ({id, isOperator}: Caller, sessionId: string, taskId: string | undefined): void => {
		if (isOperator) {
			return;
		}

		if (id !== sessionId) {
			throw new MaestroError('not-allowed', `A session leaves docs of its own, and ${id} is not ${sessionId}`);
		}

		const {projectId, taskIds} = sessions.get(id);
		const task = taskId === undefined || taskIds.includes(taskId) ? undefined : tasks.get(taskId);
		if (task !== undefined && task.projectId !== projectId) {
			throw new MaestroError('not-allowed', `${task.id} is a task of another project than the session's`);
		}
	};

	/** Of every session, those that fit. */
	const noted = (fits: (note: DocNote, projectId: string) => boolean) =>
		sessions
			.all()
			.flatMap(session => (session.docs ?? []).map(note => ({session, note})))
			.filter(({session, note}) => fits(note, session.projectId));

	const findTask = (id: string): Task => {
		const task = tasks.get(id);
		if (task === undefined) {
			throw new MaestroError('task-not-found', `There is no task ${id}`);
		}

		return task;
	};

	return [
		route(listSessionDocs, 'anyone', async asked => {
			const session = sessions.get(param(asked, 'id'));
			return [...(await docs.read((session.docs ?? []).map(note => ({session, note}))))];
		}),
		route(listProjectDocs, 'anyone', async asked => {
			const id = param(asked, 'id');
			if (projects.get(id) === undefined) {
				throw new MaestroError('project-not-found', `There is no project ${id}`);
			}

			const {kind} = asked.query;
			const fits = (note: DocNote, projectId: string) =>
				projectId === id && (kind === undefined || (note.kind ?? 'markdown') === kind);
			return [...(await docs.read(noted(fits)))];
		}),
		route(listTaskDocs, 'anyone', async asked => {
			const {id} = findTask(param(asked, 'id'));
			return [...(await docs.read(noted(({taskId}) => taskId === id)))];
		}),
		route(addSessionDoc, 'self', async asked => {
			const id = param(asked, 'id');
			admit(asked.caller, id, asked.body.taskId);
			const {session} = await docs.add(id, asked.body);
			return shown(session);
		}),
		route(addTaskDoc, 'anyone', async asked => {
			const {sessionId, ...doc} = asked.body;
			const {id: taskId} = findTask(param(asked, 'id'));
			admit(asked.caller, sessionId, taskId);
			const {note} = await docs.add(sessionId, {...doc, taskId});
			const {title, filePath, addedAt} = note;
			return {success: true, taskId, sessionId, title, filePath, addedAt};
		}),
		route(writeDoc, 'self', async asked => {
			await docs.write(param(asked, 'id'), param(asked, 'docId'), asked.body.content);
			return {success: true};
		}),
	];
};
