import {threadOf} from '../../domain/message.js';
import type {State} from './index.js';
import type {Screen} from './screen.js';

/** The thread that was open, and is not any more. */
export const threadLeft = (before: Screen, {stack}: Screen): string | undefined =>
	before.stack.at(-1) === 'thread' && stack.at(-1) !== 'thread' ? before.threadId : undefined;

/**
The screen with the selected and the open thread as they are called now: a thread is named by its first message, and of two that a server
makes of what was said it may turn out that they are one.
*/
export const followThreads = (screen: Screen, {messages, fetched}: Pick<State, 'messages' | 'fetched'>): Screen => {
	const nameNow = (id: string | undefined): string | undefined => {
		const first = id === undefined ? undefined : (messages.get(id) ?? fetched.overheard?.messages.get(id));
		return first === undefined ? id : threadOf(first);
	};
	const {threadId, selected} = screen;
	const open = nameNow(threadId);
	const inbox = nameNow(selected.inbox);
	return open === threadId && inbox === selected.inbox
		? screen
		: {...screen, threadId: open, selected: {...selected, inbox}};
};
