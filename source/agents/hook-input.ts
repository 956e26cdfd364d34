import type {HookInput} from './agent.js';

/** The members of a hook's input that are read here (agent-contract §2.4), each only where it has the right type. */
export type ReadInput = {
	readonly event: string;
	/** Inside a subagent: nothing there is the session's own. */
	readonly isSubagent: boolean;
	readonly text: (name: string) => string;
	readonly member: (name: string) => unknown;
};

/**
A hook's input as an object to ask; what is missing or of another type reads as the empty string.
*/
export const readInput = (input: HookInput): ReadInput => {
	const members: Readonly<Record<string, unknown>> = isRecord(input) ? input : {};
	const text = (name: string): string => {
		const value = members[name];
		return typeof value === 'string' ? value : '';
	};

	return {
		event: text('hook_event_name'),
		isSubagent: members.agent_id !== undefined,
		text,
		member: name => members[name],
	};
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
