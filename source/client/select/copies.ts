import {windowName} from '../../domain/run.js';
import type {Session} from '../../domain/session.js';
import {commandLine} from '../../domain/shell.js';
import type {State} from '../state/index.js';
import type {CopyFrom} from '../state/menu.js';
import {explainBadge} from './explain.js';
import {explainProject, explainTask, explainThread} from './explain-row.js';
import {lastFrom} from './peek.js';
import {everyThread, openThread} from './threads.js';
import {workTreeOf} from './work-trees.js';

/** Something that can be copied. */
export type Copy = {
	readonly id: string;
	readonly label: string;
	readonly value: string;
};

/** What can be copied of a row, what is wanted most first; nothing of one that is not there any more. */
export const copiesOf = ({kind, id}: CopyFrom, state: State): readonly Copy[] =>
	parts({kind, id}, state).flatMap(([name, label, value]) =>
		value === undefined || value === '' ? [] : [{id: name, label, value}],
	);

type Part = readonly [id: string, label: string, value: string | undefined];

const parts = ({kind, id}: CopyFrom, state: State): readonly Part[] => {
	switch (kind) {
		case 'session': {
			const session = state.sessions.get(id);
			return session === undefined ? [] : ofSession(session, state);
		}

		case 'task': {
			return ofTask(id, state);
		}

		case 'project': {
			const project = state.projects.get(id);
			return project === undefined
				? []
				: [
						['id', 'Id', id],
						['name', 'Name', project.name],
						['directory', 'Folder', project.workingDir],
						['why', 'How it stands', explainProject(project, state)],
					];
		}

		case 'thread': {
			const thread = everyThread(state).find(one => one.id === id);
			return thread === undefined
				? []
				: [
						['message', 'Last message', thread.newest.message],
						['id', 'Id of the last message', thread.newest.id],
						['thread', 'Id of the thread', id],
						['party', 'Id of the other session', thread.party],
						['name', 'Who it is with', thread.names.join(', ')],
						['why', 'How it stands', explainThread(thread, state)],
					];
		}

		case 'message': {
			const message =
				openThread(state)?.messages.find(one => one.id === id) ??
				state.messages.get(id) ??
				state.fetched.search?.messages.get(id);
			return message === undefined
				? []
				: [
						['message', 'The message', message.message],
						['id', 'Its id', id],
						['from', 'Id of who wrote it', message.from],
						['to', 'Id of who it is for', message.to],
					];
		}
	}
};

const ofSession = (session: Session, state: State): readonly Part[] => {
	const {id, name, run, projectId} = session;
	const task = state.tasks.get(run?.taskId ?? session.taskIds[0] ?? '');
	const workTree = task === undefined ? undefined : workTreeOf(state.tasks, task)?.workTree;
	return [
		['id', 'Id', id],
		['name', 'Name', name],
		['message', 'Last message', lastFrom(state, id)?.message],
		[
			'attach',
			'Command that goes to its window',
			run?.window && commandLine(['maestro', 'attach', run.mode, run.taskId]),
		],
		[
			'logs',
			'Command that shows its log',
			run?.isHeadless === true ? commandLine(['maestro', 'logs', run.mode, run.taskId]) : undefined,
		],
		['resume', 'Command that resumes it', run && commandLine(['maestro', 'session', 'resume', id])],
		['branch', 'Branch', workTree?.branch],
		['work-tree', 'Work tree', workTree?.path],
		['directory', 'Folder', run?.directory ?? state.projects.get(projectId)?.workingDir],
		['task', 'Id of its task', task?.id],
		['window', 'Name of its window', run?.window && windowName(run.taskId, run.mode)],
		['why', 'Why its badge is what it is', explainBadge(session, state.surroundings.now)],
	];
};

const ofTask = (id: string, state: State): readonly Part[] => {
	const task = state.tasks.get(id);
	if (task === undefined) {
		return [];
	}

	const workTree = workTreeOf(state.tasks, task)?.workTree;
	return [
		['id', 'Id', id],
		['title', 'Title', task.title],
		['description', 'Description', task.description],
		['branch', 'Branch', workTree?.branch],
		['work-tree', 'Work tree', workTree?.path],
		['directory', 'Folder of its project', state.projects.get(task.projectId)?.workingDir],
		['dispatch', 'Command that dispatches it', commandLine(['maestro', 'dispatch', 'interactive', id])],
		['why', 'How it stands', explainTask(task, state)],
	];
};
