import {peekedChoices, peekedSession, peekedThread} from '../client/select/peek.js';
import {hasWords} from '../client/state/drafts.js';
import type {State} from '../client/state/index.js';
import type {Session} from '../domain/session.js';
import {needing, type Scope} from './binding.js';
import {openReply} from './opening.js';
import {openSession} from './runs.js';

const isBegun = ({drafts}: State, threadId: string): boolean => {
	const draft = drafts.get(`reply-${threadId}`);
	return draft !== undefined && hasWords(draft);
};

const whyNoWindow = ({run}: Session): string | undefined =>
	run?.isHeadless === true || run?.window !== undefined
		? undefined
		: 'It has no window that can be gone to from here; a message reaches it all the same';

const onPeeked = needing(peekedSession, 'This session is not there any more');

/** What a session asks, or said last. */
export const peekKeys: Scope = {
	title: 'Peek',
	bindings: [
		{
			id: 'peek.jump',
			keys: ['enter'],
			help: 'Jump to its window, or show its log',
			inFooter: true,
			...onPeeked({...openSession, whyNot: whyNoWindow}),
		},
		{
			id: 'peek.reply',
			keys: ['r'],
			help: 'Reply to what it wrote last',
			label: () => 'Reply',
			inFooter: true,
			needs: 'messages',
			...needing(peekedThread, 'It has not written to you')({run: (thread, {send}) => send(openReply(thread))}),
		},
		{
			id: 'peek.choose',
			keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
			help: 'Reply with the choice of that number; Enter sends it',
			needs: 'messages',
			changes: true,
			...needing(
				peekedThread,
				'It has not written to you',
			)({
				whyNot: ({id}, state) =>
					peekedChoices(state).length === 0
						? 'Its last message offers no numbered choices'
						: isBegun(state, id)
							? 'A reply is begun already; its words are not written over'
							: undefined,
				run(thread, {state, send, key}) {
					const choice = peekedChoices(state)[Number(key) - 1];
					if (choice === undefined) {
						const text = `It offers the choices 1 to ${peekedChoices(state).length}`;
						send({event: 'notice', data: {tone: 'info', text}});
						return;
					}

					const opened = openReply(thread);
					send(opened, {event: 'draft:written', data: {id: `reply-${thread.id}`, text: `${key}. ${choice}`}});
				},
			}),
		},
		{
			id: 'peek.close',
			keys: ['space', 'esc'],
			help: 'Go back to the list',
			label: () => 'Back',
			inFooter: true,
			run: ({send}) => send({event: 'screen:closed'}),
		},
	],
};
