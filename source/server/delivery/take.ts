import {frameMessages} from '../../agents/frame.js';
import type {Inbox, Taking} from '../inbox.js';
import type {Sessions} from '../sessions.js';

/**
Takes what waits for a session, as far as it fits into one text of at most `room` characters, and makes that text; `undefined` where
nothing waits.
*/
export type TakeFor = (
	sessionId: string,
	how: {readonly via: string; readonly room?: number | undefined; readonly limit?: number | undefined},
) => Promise<{readonly taking: Taking; readonly text: string} | undefined>;

type Options = {
	readonly inbox: Pick<Inbox, 'take'>;
	readonly sessions: Pick<Sessions, 'find'>;
	/** Letters and digits that nobody can guess. */
	readonly nonce: () => string;
};

export const createTakeFor =
	({inbox, sessions, nonce}: Options): TakeFor =>
	async (sessionId, {via, room, limit}) => {
		const framed = (messages: Taking['messages']) =>
			frameMessages(messages, {nonce: nonce(), nameOf: id => sessions.find(id)?.name, room});
		const taking = await inbox.take(sessionId, {
			via,
			limit,
			fits: messages => framed(messages).included.length === messages.length,
		});
		return taking === undefined ? undefined : {taking, text: framed(taking.messages).text};
	};
