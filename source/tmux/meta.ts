import type {WindowMeta} from '../multiplexer/multiplexer.js';

/**
What a window is for, as the value of an option: plain ASCII, which every version of tmux gives back as it was.
*/
export const writeMeta = ({projectId, taskId, mode, sessionId, runId}: WindowMeta): string =>
	encodeURIComponent(JSON.stringify({projectId, taskId, mode, sessionId, runId}));

/** `undefined` for what we did not write: anybody can set an option. */
export const readMeta = (text: string): WindowMeta | undefined => {
	const value = parse(text);
	if (typeof value !== 'object' || value === null) {
		return undefined;
	}

	const {projectId, taskId, mode, sessionId, runId} = value as Partial<Record<keyof WindowMeta, unknown>>; // each is looked at below
	return typeof taskId === 'string' &&
		typeof mode === 'string' &&
		typeof sessionId === 'string' &&
		typeof runId === 'string'
		? {...(typeof projectId === 'string' ? {projectId} : {}), taskId, mode, sessionId, runId}
		: undefined;
};

const parse = (text: string): unknown => {
	try {
		return JSON.parse(decodeURIComponent(text));
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof URIError) {
			return undefined;
		}

		throw error;
	}
};
