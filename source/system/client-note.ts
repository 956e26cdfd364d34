import {idPattern} from '../domain/id.js';
import {parseObject} from './hook-event.js';

/** What is kept of a client that runs without maestro's doing, in a file named after its process. */
export type ClientNote = {
	readonly pid: number;
	/** The session that it was made, where it was. */
	readonly sessionId: string | undefined;
	/** What `birthOf` says of its process: a later one may have its number. */
	readonly born: string;
	/** The client's own id of its conversation. */
	readonly conversation: string | undefined;
	readonly agent: string;
	/** Where it works: an absolute path. */
	readonly directory: string;
	/** Milliseconds. */
	readonly seenAt: number;
};

/**
A note as its file has it. The first line is for the hook program, which reads it as words.
*/
export const writeClientNote = ({sessionId = '-', born, conversation = '', ...rest}: ClientNote): string =>
	`${sessionId} ${born} ${conversation}\n${JSON.stringify({agent: rest.agent, directory: rest.directory, seenAt: rest.seenAt})}\n`;

/** Reads such a file; `undefined` where it is none. */
export const readClientNote = (pid: number, text: string): ClientNote | undefined => {
	const [first = '', second = ''] = text.split('\n');
	const [session = '', born = '', conversation = ''] = first.split(' ');
	const {agent, directory, seenAt} = parseObject(second) ?? {};
	const isWhole = typeof agent === 'string' && typeof directory === 'string' && typeof seenAt === 'number';
	if (!isWhole || born === '' || !(session === '-' || idPattern.test(session))) {
		return undefined;
	}

	return {
		...{pid, born, agent, directory, seenAt},
		sessionId: session === '-' ? undefined : session,
		conversation: conversation === '' ? undefined : conversation,
	};
};
