import {clientFolder, readStatus, statusFile} from '../../agents/claude-status.js';
import {idPattern} from '../../domain/id.js';
import {lateConfirmation, leadingMembers, longestEvent, parseObject, writeHookEvent} from '../../system/hook-event.js';
import {createQuickly, isThereQuickly, readQuickly} from '../../system/quick-files.js';
import type {Call} from './caller.js';
import {type Environment, homeOf} from './identity.js';
import type {takeLetters} from './letters.js';

type Options = {
	readonly environment: Environment;
	readonly input: string;
	/** Throws where there is nobody to ask. */
	readonly connect: () => Call;
	readonly write: (descriptor: 1 | 2, text: string) => void;
	/** What hands out letters is read where there are any: sessions of our own servers have none. */
	readonly letters: () => {readonly takeLetters: typeof takeLetters};
	/** Resolves when the time is up that an agent can be kept waiting. */
	readonly deadline: Promise<undefined>;
	readonly pid: number;
};

type Taken = {
	readonly taking?: string;
	readonly hook?: {readonly stdout: string; readonly stderr: string; readonly exitCode: number};
};

/**
What `maestro-hook` becomes when something waits: it takes the messages, prints them as this event wants it, and confirms that they
are out. Whatever is wrong, it says nothing and answers 0, and what it was told lies where the server finds it.
*/
export const runHook = async ({
	environment,
	input,
	connect,
	write,
	letters,
	deadline,
	pid,
}: Options): Promise<number> => {
	const sessionId = environment.MAESTRO_SESSION_ID ?? '';
	const hook = parseObject(input) ?? parseObject(leadingMembers(input));
	// In a subagent nothing is the session's own.
	if (!idPattern.test(sessionId) || hook === undefined || hook.agent_id !== undefined) {
		return 0;
	}

	const leave = (text: string): void => {
		const file = `${homeOf(environment)}/run/events/${sessionId}.${Date.now()}.${pid}`;
		// What is longer the server takes for no event at all.
		const cut = Buffer.from(text).subarray(0, longestEvent).toString();
		createQuickly(file, writeHookEvent(cut, {pid: environment.CLAUDE_PID, folder: clientFolder(environment)}));
	};

	const ask = async (path: string, body: unknown): Promise<unknown> => {
		try {
			const asked = connect()({method: 'POST', path: `/api/sessions/${sessionId}/${path}`, body, timeoutMs: 1000});
			return await Promise.race([asked, deadline]);
		} catch {
			// The agent must not notice: not a server that is away, and not one that refuses.
			return undefined;
		}
	};

	// Without a secret of its own it may be a session of another server, for which our app hands over what waits.
	const run = `${homeOf(environment)}/run`;
	if (!environment.MAESTRO_SESSION_TOKEN && isThereQuickly(`${run}/mail/${sessionId}`)) {
		leave(input);
		const clientStatus = statusOf(hook, environment);
		return letters().takeLetters({run, sessionId, hook, clientStatus, write, now: Date.now()});
	}

	const taken = carriesNothing.includes(String(hook.hook_event_name))
		? undefined
		: ((await ask('take', {hook: slim(hook), clientStatus: statusOf(hook, environment)})) as Taken | undefined);
	if (taken === undefined) {
		leave(input);
		return 0;
	}

	const {taking, hook: answer} = taken;
	if (taking === undefined || answer === undefined) {
		return 0;
	}

	try {
		write(1, answer.stdout);
		write(2, answer.stderr);
	} catch {
		// Nobody read it, so it is not confirmed, and comes again.
		return 0;
	}

	if ((await ask('confirm', {taking})) === undefined) {
		leave(JSON.stringify({hook_event_name: lateConfirmation, taking}));
	}

	return answer.exitCode;
};

/** With these an agent shows its model nothing. */
const carriesNothing: readonly string[] = [
	'SessionEnd',
	'Notification',
	'PermissionRequest',
	'PreToolUse',
	'BeforeTool',
	'StopFailure',
	'PostToolUseFailure',
];

/** Long members of a hook's input that say nothing of the session: what tools were given, and what they gave. */
const bulky = new Set(['tool_calls', 'tool_input', 'tool_response', 'last_assistant_message', 'prompt_response']);
const longestText = 65_536;

const slim = (hook: Readonly<Record<string, unknown>>) =>
	Object.fromEntries(
		Object.entries(hook)
			.filter(([name]) => !bulky.has(name))
			.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, longestText) : value]),
	);

/** What the client itself says it does, where it matters: a client that is woken may be at work, or behind a dialog. */
const statusOf = (hook: Readonly<Record<string, unknown>>, environment: Environment) => {
	const pid = Number(environment.CLAUDE_PID);
	return hook.hook_event_name === 'FileChanged' && pid > 0
		? readStatus(readQuickly(statusFile({folder: clientFolder(environment), pid})) ?? '')
		: undefined;
};
