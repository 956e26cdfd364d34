import {type DocRow, docRowOf} from '../client/select/docs.js';
import {selectedEntry, type TimelineRow} from '../client/select/timeline.js';
import type {State} from '../client/state/index.js';
import {threadOf} from '../domain/message.js';
import type {Session} from '../domain/session.js';
import {needing, type Scope} from './binding.js';
import {openSession} from './runs.js';
import {showRow} from './showing.js';

const sessionOf = ({sessionId}: TimelineRow, {sessions}: State): Session | undefined => sessions.get(sessionId);

/** The task that an entry is about, where it is about the task and not about the run. */
const taskOf = ({entry: {type, taskId = ''}}: TimelineRow, {tasks}: State): string | undefined =>
	type.startsWith('task_') && tasks.has(taskId) ? taskId : undefined;

/** The document that an entry is about, while its session still has it. */
const docOf = ({entry: {metadata}}: TimelineRow, state: State): DocRow | undefined => {
	const id = metadata?.docId;
	return typeof id === 'string' ? docRowOf(state, id) : undefined;
};

export const timelineKeys: Scope = {
	title: 'History',
	bindings: [
		{
			id: 'timeline.open',
			keys: ['enter'],
			help: 'Go to what it is about',
			inFooter: true,
			...needing(
				selectedEntry,
				'Nothing is known to have happened',
			)({
				label(row, state) {
					const session = sessionOf(row, state);
					if (row.messageId !== undefined || docOf(row, state) !== undefined) {
						return 'Read it';
					}

					return taskOf(row, state) === undefined && session !== undefined
						? openSession.label(session, state)
						: 'Show the task';
				},
				whyNot: ({messageId}, {connection, messages}) =>
					messageId === undefined || messages.has(messageId) || connection.phase === 'open'
						? undefined
						: 'Not connected: what others wrote has to be fetched',
				run(row, context) {
					const {state, send} = context;
					const message = state.messages.get(row.messageId ?? '');
					const task = taskOf(row, state);
					const session = sessionOf(row, state);
					const doc = docOf(row, state);
					if (doc !== undefined) {
						send({event: 'doc:opened', data: {id: doc.id, sessionId: doc.sessionId}});
					} else if (message !== undefined) {
						send({event: 'thread:opened', data: {id: threadOf(message), messageId: message.id}});
					} else if (row.messageId === undefined && task !== undefined) {
						send(...showRow('tasks', task, state));
					} else if (row.messageId === undefined && session !== undefined) {
						openSession.run(session, context);
					}
				},
				async act(row, context) {
					const {state, actions} = context;
					const session = sessionOf(row, state);
					if (docOf(row, state) !== undefined) {
						return;
					}

					if (row.messageId !== undefined) {
						await (state.messages.has(row.messageId) ? undefined : actions.openMessage(row.messageId));
					} else if (taskOf(row, state) === undefined && session !== undefined) {
						await openSession.act(session, context);
					}
				},
			}),
		},
	],
};
