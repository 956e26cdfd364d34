import {detailsLinks, messageWith, openSubject} from '../client/select/details.js';
import {docRowOf} from '../client/select/docs.js';
import {sessionsOfTask} from '../client/select/runs.js';
import type {State} from '../client/state/index.js';
import type {Subject} from '../client/state/subject.js';
import {quoted} from '../client/terms.js';
import {lineToDraw} from '../client/text.js';
import {threadOf} from '../domain/message.js';
import {type ActContext, type Context, needing, type Scope} from './binding.js';
import {openSession} from './runs.js';

/** The session that Enter goes to: the one that is shown, or one that is at work on the task. */
const sessionAt = ({kind, id}: Subject, state: State) =>
	kind === 'session' ? state.sessions.get(id) : kind === 'task' ? sessionsOfTask(state, id)[0] : undefined;

const labelOf = (subject: Subject, state: State): string => {
	const session = sessionAt(subject, state);
	if (session !== undefined) {
		return openSession.label(session, state);
	}

	return {
		session: 'It is gone',
		task: 'Dispatch it',
		project: 'Show its tasks',
		message: 'Read its thread',
		host: 'Show its sessions',
		doc: 'Read it',
		member: 'Show the team members',
	}[subject.kind];
};

const open = (subject: Subject, context: Context): void => {
	const {state, send} = context;
	const session = sessionAt(subject, state);
	if (session !== undefined) {
		openSession.run(session, context);
		return;
	}

	switch (subject.kind) {
		case 'task': {
			send({event: 'dispatch:opened', data: {taskId: subject.id}});
			return;
		}

		case 'project': {
			const name = lineToDraw(state.projects.get(subject.id)?.name ?? '');
			send(
				{event: 'filter:changed', data: {list: 'tasks', text: `project:${quoted(name)}`}},
				{event: 'list:opened', data: {screen: 'tasks'}},
			);
			return;
		}

		case 'message': {
			const message = messageWith(state, subject.id);
			if (message !== undefined) {
				send({event: 'thread:opened', data: {id: threadOf(message), messageId: message.id}});
			}

			return;
		}

		case 'doc': {
			const row = docRowOf(state, subject.id);
			send(
				...(row === undefined ? [] : [{event: 'doc:opened', data: {id: row.id, sessionId: row.sessionId}} as const]),
			);
			return;
		}

		case 'member': {
			send(
				{event: 'screen:opened', data: {screen: 'members'}},
				{event: 'row:selected', data: {list: 'members', id: subject.id}},
			);
			return;
		}

		case 'session':
		case 'host': {
			send({event: 'list:opened', data: {screen: 'sessions'}});
		}
	}
};

/** What the page of details leads to. */
export const detailsKeys: Scope = {
	title: 'Details',
	bindings: [
		{
			id: 'details.open',
			keys: ['enter'],
			help: 'Go there',
			inFooter: true,
			...needing(
				openSubject,
				'Nothing is shown',
			)({
				label: labelOf,
				run: open,
				async act(subject, context: ActContext) {
					const session = sessionAt(subject, context.state);
					if (session !== undefined) {
						await openSession.act(session, context);
					}
				},
			}),
		},
		{
			id: 'details.link',
			keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
			help: 'Show what has that number',
			whyNot: state => (detailsLinks(state).length === 0 ? 'Nothing here has a number' : undefined),
			run({state, send, key}) {
				const links = detailsLinks(state);
				const link = links[Number(key) - 1];
				send(
					link === undefined
						? {event: 'notice', data: {tone: 'info', text: `The numbers here go up to ${links.length}`}}
						: {event: 'details:opened', data: link.to},
				);
			},
		},
	],
};
