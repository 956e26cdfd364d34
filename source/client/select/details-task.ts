import {isClosed, type Task} from '../../domain/task.js';
import {lineToDraw} from '../text.js';
import {docLinks} from './details-doc.js';
import {sessionLink, since} from './details-session.js';
import type {Around, Details, Link} from './details-shape.js';
import {workTreeOf} from './work-trees.js';

export const detailsOfTask = (task: Task, {tasks, projects, byTask, docs, now}: Around): Details => {
	const {id, projectId, parentId} = task;
	const parent = parentId === null ? undefined : tasks.get(parentId);
	const parts = [...tasks.values()].filter(other => other.parentId === id);
	const sessions = byTask.get(id) ?? [];
	const itsDocs = docs.filter(({taskId}) => taskId === id);
	const found = workTreeOf(tasks, task);
	return {
		title: lineToDraw(task.title) || id,
		facts: [
			['Task', id],
			['Status', task.status.replace('_', ' ')],
			['Priority', task.priority],
			['Project', projects.get(projectId)?.name ?? projectId],
			['Part of', parent === undefined ? (parentId ?? undefined) : `${parent.id} ${parent.title}`],
			['Parts', parts.length === 0 ? undefined : `${parts.length}, ${parts.filter(isClosed).length} of them closed`],
			['Folder', found?.workTree.path ?? projects.get(projectId)?.workingDir],
			['Branch', found?.workTree.branch],
			['From', found?.workTree.base],
			[
				'Shared',
				found === undefined || found.owner.id === id ? undefined : `the work tree is that of ${found.owner.id}`,
			],
			['Created', since(task.createdAt, now)],
			['Changed', since(task.updatedAt, now)],
			['Begun', since(task.startedAt, now)],
			['Closed', since(task.completedAt, now)],
			['Documents', itsDocs.length === 0 ? undefined : String(itsDocs.length)],
			['Sessions', sessions.length === 0 ? 'it was never dispatched' : String(sessions.length)],
		],
		links: [
			...(projects.has(projectId)
				? [{to: {kind: 'project', id: projectId}, words: `project  ${projects.get(projectId)?.name}`} as const]
				: []),
			...(parent === undefined ? [] : [taskLink(parent, 'part of')]),
			...docLinks(itsDocs, now),
			...sessions.map(session => sessionLink(session, 'session')),
			...parts.map(part => taskLink(part, 'part')),
		],
		text: task.description === '' ? 'No description.' : task.description,
	};
};

/** A task in a few words, for what leads there. */
export const taskLink = ({id, title, status}: Task, what: string): Link => ({
	to: {kind: 'task', id},
	words: `${what}  ${id} ${title}  ${status.replace('_', ' ')}`,
});
