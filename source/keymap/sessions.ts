import {explainBadge} from '../client/select/explain.js';
import {selectedSession} from '../client/select/sessions.js';
import {needing, type Scope} from './binding.js';
import {openReply, threadAtHand} from './opening.js';
import {openSession, runKeys} from './runs.js';

const onSession = needing(selectedSession, 'Select a session first');

export const sessionKeys: Scope = {
	title: 'Sessions',
	bindings: [
		{
			id: 'session.jump',
			keys: ['enter'],
			help: 'Jump to its window, or show its log',
			inFooter: true,
			...onSession(openSession),
		},
		{
			id: 'session.dispatch',
			keys: ['n'],
			help: 'Dispatch its task in a mode',
			inFooter: true,
			needs: 'dispatch',
			...onSession({
				label: () => 'Dispatch its task',
				whyNot: ({run, taskIds}) =>
					(run?.taskId ?? taskIds[0]) === undefined ? 'It has no task; create one in the list of tasks' : undefined,
				run({run, taskIds}, {send}) {
					send({event: 'dispatch:opened', data: {taskId: run?.taskId ?? taskIds[0] ?? ''}});
				},
			}),
		},
		{
			id: 'session.reply',
			keys: ['r'],
			help: 'Reply to what it wrote last',
			needs: 'messages',
			...needing(threadAtHand, 'It has not written to you')({run: (thread, {send}) => send(openReply(thread))}),
		},
		{
			id: 'session.explain',
			keys: ['.'],
			help: 'Explain its badge',
			...onSession({
				run: (session, {state, send}) =>
					send({event: 'notice', data: {tone: 'info', text: explainBadge(session, state.surroundings.now)}}),
			}),
		},
		{
			id: 'session.preview',
			keys: ['p'],
			help: 'Show or hide the preview',
			run: ({send}) => send({event: 'preview:toggled'}),
		},
		...runKeys('session', selectedSession, 'Select a session first'),
	],
};
