import {quoteWord} from '../domain/shell.js';
import type {HookSettings} from './agent.js';
import {isAtLeast, type Version} from './version.js';

/** From here on one hook runs for a round of tools, and it and `Stop` may add to what the model reads (agent-contract §2.3). */
export const addsContext = (version: Version | undefined): boolean => isAtLeast(version, '2.1.165');

// A client that meets the name of an event it does not know drops the whole file or stops at a dialog, so each name waits for
// the version that knows it. PreToolUse is not here: nothing changes between a prompt and its first tool. PostToolUse runs
// once for each tool, so it is only for clients without PostToolBatch. Nothing runs when a person answers a dialog: the state
// leaves needs-input when the tool is done, or at once where the client's status file is watched.
const events: ReadonlyArray<readonly [event: string, isKnown: (version: Version | undefined) => boolean]> = [
	['SessionStart', () => true],
	['UserPromptSubmit', () => true],
	['PermissionRequest', () => true],
	['Notification', () => true],
	['PostToolBatch', addsContext],
	['PostToolUse', version => !addsContext(version)],
	['PostToolUseFailure', version => !addsContext(version)],
	['Stop', () => true],
	['StopFailure', version => isAtLeast(version, '2.1.83')],
	['SessionEnd', () => true],
];

/**
The `hooks` of a settings file for Claude Code, with nothing in it that `version` would stumble over.
*/
export const claudeSettings = ({version, hookProgram, doorbell}: HookSettings) => {
	// The command is the same for all events and sessions, as one that stands in two sources of settings runs only once. It is a
	// quoted path, and not `args` beside a bare `command`: a client that is too old to know `args` would run the command without
	// them, and split a path with a space in it.
	const hook = {type: 'command', command: quoteWord(hookProgram), timeout: 10};
	const states = Object.fromEntries(
		events.filter(([, isKnown]) => isKnown(version)).map(([event]) => [event, [{hooks: [hook]}]]),
	);
	if (doorbell === undefined || !canWatch(doorbell) || !isAtLeast(version, '2.1.83')) {
		return {hooks: states};
	}

	const waking = {
		...hook,
		asyncRewake: true,
		...(isAtLeast(version, '2.1.110')
			? {rewakeMessage: 'maestro:', rewakeSummary: 'maestro: a message for this session'}
			: {}),
	};
	return {hooks: {...states, FileChanged: [{matcher: matcherFor(doorbell), hooks: [waking]}]}};
};

// The client watches each `|` part as a path, and then tests the changed file's base name against the whole, as a regular
// expression: path and name have to be there, and a path with `[` or a lone `(` in it keeps the name from matching, too.
const matcherFor = (doorbell: string): string => `${doorbell}|${doorbell.slice(doorbell.lastIndexOf('/') + 1)}`;

const canWatch = (doorbell: string): boolean => !doorbell.includes('|') && isExpression(matcherFor(doorbell));

const isExpression = (text: string): boolean => {
	try {
		new RegExp(text);
		return true;
	} catch {
		return false;
	}
};
