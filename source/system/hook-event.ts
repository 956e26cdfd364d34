/** What hooks leave of their input at most, in bytes; `maestro-hook` has the same number. */
export const longestEvent = 65_536;

/** What one run of a hook left for the server. */
export type HookEvent = {
	/** The agent's own words: an object with a member `hook_event_name`. Of one that was cut, the members that are whole. */
	readonly input: Readonly<Record<string, unknown>>;
	/** Milliseconds. */
	readonly at: number;
	/** The process of the client, and the folder it keeps its own files in, where the hook knew them. */
	readonly clientPid: number | undefined;
	readonly clientFolder: string | undefined;
};

/** The name that a hook gives a confirmation it could not bring: `taking` names what the model was shown. */
export const lateConfirmation = 'MaestroConfirmation';

type Client = {
	readonly pid: string | undefined;
	readonly folder: string;
};

/**
A hook's input as a file of `hookEvents` has it: a line with the client's process, one with its folder, and the input.
*/
export const writeHookEvent = (input: string, {pid = '', folder}: Client): string => `${pid}\n${folder}\n${input}`;

/**
Reads such a file; `undefined` where there is no input in it. While it `isGrowing`, an input without its end is none either,
unless it was cut because it is too long.
*/
export const readHookEvent = (text: string, at: number, isGrowing: boolean): HookEvent | undefined => {
	const start = text.indexOf('\n{');
	if (start === -1) {
		return undefined;
	}

	const json = text.slice(start + 1);
	const isCut = !isGrowing || Buffer.byteLength(json) >= longestEvent;
	const input = parseObject(json) ?? (isCut ? parseObject(leadingMembers(json)) : undefined);
	if (input === undefined) {
		return undefined;
	}

	const [pid = '', ...folder] = text.slice(0, start).split('\n');
	return {
		input,
		at,
		clientPid: /^[1-9]\d{0,9}$/.test(pid) ? Number(pid) : undefined,
		clientFolder: folder.length === 1 && folder[0]?.startsWith('/') === true ? folder[0] : undefined,
	};
};

/**
An object in JSON of which the end is missing, up to the last member of it that is whole.
*/
export const leadingMembers = (json: string): string => {
	let depth = 0;
	let isInString = false;
	let end = 1;
	for (let index = 0; index < json.length; index++) {
		const character = json[index];
		if (isInString) {
			if (character === '\\') {
				index++;
			} else if (character === '"') {
				isInString = false;
			}
		} else if (character === '"') {
			isInString = true;
		} else if (character === '{' || character === '[') {
			depth++;
		} else if (character === '}' || character === ']') {
			depth--;
		} else if (character === ',' && depth === 1) {
			end = index;
		}
	}

	return `${json.slice(0, end)}}`;
};

export const parseObject = (json: string): Readonly<Record<string, unknown>> | undefined => {
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as Readonly<Record<string, unknown>>)
			: undefined;
	} catch {
		return undefined;
	}
};
