import {type Message, threadOf} from '../../domain/message.js';
import type {Project} from '../../domain/project.js';
import {hasEnded} from '../../domain/session.js';
import {isClosed} from '../../domain/task.js';
import {lineToDraw} from '../text.js';
import {sessionLink, since} from './details-session.js';
import type {Around, Details} from './details-shape.js';
import {taskLink} from './details-task.js';
import {evidenceOf, stateWords} from './message-state.js';
import {nameOf} from './names.js';

export const detailsOfProject = (project: Project, {tasks, sessions, now}: Around): Details => {
	const ofIt = <Item extends {readonly projectId: string}>(items: ReadonlyMap<string, Item>): readonly Item[] =>
		[...items.values()].filter(({projectId}) => projectId === project.id);
	const itsTasks = ofIt(tasks);
	const open = itsTasks.filter(task => !isClosed(task));
	const itsSessions = ofIt(sessions);
	const live = itsSessions.filter(session => !hasEnded(session));
	return {
		title: lineToDraw(project.name) || project.id,
		facts: [
			['Project', project.id],
			['Folder', project.workingDir],
			['Tasks', `${open.length} open of ${itsTasks.length}`],
			['Sessions', `${live.length} live of ${itsSessions.length}`],
			['Created', since(project.createdAt, now)],
			['Changed', since(project.updatedAt, now)],
		],
		links: [...live.map(session => sessionLink(session, 'session')), ...open.map(task => taskLink(task, 'task'))],
		text: project.description === '' ? undefined : project.description,
	};
};

export const detailsOfMessage = (message: Message, {sessions, tasks, messages, now}: Around): Details => {
	const {id, from, to, metadata = {}, delivery, hold} = message;
	const task = tasks.get(metadata.taskId ?? '');
	const answered = messages.get(metadata.replyTo ?? '');
	const parties = [from, to].flatMap(party => sessions.get(party) ?? []);
	return {
		title: `${nameOf(sessions, from)} to ${nameOf(sessions, to)}`,
		facts: [
			['Message', id],
			['From', from],
			['To', to],
			['State', stateWords(message, now)],
			['Known by', evidenceOf(message, now).join(', ')],
			['Tries', delivery === undefined ? undefined : String(delivery.attempts)],
			['Written', since(message.createdAt, now)],
			['Delivered', since(message.deliveredAt, now)],
			['Read', since(message.readAt, now)],
			['Expires', message.expiresAt === undefined ? undefined : since(message.expiresAt, now)],
			['Priority', metadata.priority ?? 'medium'],
			['Type', metadata.type],
			['Wants', metadata.requiresAck === true ? 'an answer' : undefined],
			['Task', metadata.taskId],
			['Answers', metadata.replyTo],
			['Thread', threadOf(message)],
			['Broadcast', metadata.broadcastId],
			['Held by', hold],
		],
		links: [
			...parties.map((session, index) => sessionLink(session, index === 0 && session.id === from ? 'from' : 'to')),
			...(task === undefined ? [] : [taskLink(task, 'task')]),
			...(answered === undefined ? [] : [{to: {kind: 'message', id: answered.id}, words: 'what it answers'} as const]),
		],
		text: message.message,
	};
};
