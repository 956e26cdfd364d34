import type {Message} from '../../domain/message.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {atSelected} from '../state/screen.js';
import {layoutOf} from './layout.js';
import {type MessageLine, messageLines} from './message-lines.js';
import {openThread} from './threads.js';

/** The open thread as the lines that it makes on this terminal. */
export const threadLines = derive(
	[openThread, (state: State) => state.sessions, state => state.surroundings.columns, state => state.surroundings.now],
	(thread, sessions, columns, now): readonly MessageLine[] =>
		messageLines(thread?.messages ?? [], {sessions, columns, now}),
);

/** The message that a key is about: the one that was gone to, or the newest. */
export const selectedMessage = (state: State): Message | undefined => {
	const thread = openThread(state);
	return thread?.messages.find(({id}) => id === state.screen.selected.thread) ?? thread?.newest;
};

/** The first line that is shown of a text of so many: as far down as was asked for, and not beyond its end. */
export const firstLine = (state: State, lines: number): number => {
	const {scroll} = state.screen;
	const last = Math.max(0, lines - layoutOf(state).body.rows);
	return Math.min(scroll === atSelected ? selectedLine(state) : scroll, last);
};

const selectedLine = (state: State): number => {
	const id = selectedMessage(state)?.id;
	return Math.max(
		0,
		threadLines(state).findIndex(line => line.kind === 'head' && line.messageId === id),
	);
};
