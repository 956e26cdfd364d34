import {quoteWord} from '../domain/shell.js';
import type {HookSettings} from './agent.js';
import {isInShellOfAgent} from './nested.js';
import {toToml} from './toml.js';

/** The tool that asks a person something. Nothing but its own PreToolUse tells that it waits. */
export const askingTool = 'request_user_input';

type Entry = {
	readonly matcher?: string;
	readonly hooks: ReadonlyArray<{readonly type: 'command'; readonly command: string; readonly timeout: number}>;
};

// A person trusts each of these once, by a hash of all of it (agent-contract §3): nothing here may differ between two sessions.
const entriesFor = (command: string): Readonly<Record<string, readonly Entry[]>> => {
	const hooks = [{type: 'command', command, timeout: 10}] as const;
	return {
		SessionStart: [{hooks}],
		UserPromptSubmit: [{hooks}],
		PreToolUse: [{matcher: `^${askingTool}$`, hooks}],
		PermissionRequest: [{hooks}],
		PostToolUse: [{hooks}],
		Stop: [{hooks}],
		SessionEnd: [{hooks}],
	};
};

/**
The options that give one launch of Codex its hooks. They run beside those of the user's own files.
*/
export const hookOptions = ({hookProgram}: Pick<HookSettings, 'hookProgram'>): readonly string[] =>
	Object.entries(entriesFor(quoteWord(hookProgram))).flatMap(([event, entries]) => [
		'-c',
		`hooks.${event}=${toToml(entries)}`,
	]);

/**
What goes into `~/.codex/hooks.json` for sessions that somebody starts by hand.
*/
export const codexSettings = ({hookProgram}: Pick<HookSettings, 'hookProgram'>) => ({
	hooks: entriesFor(`${isInShellOfAgent} || ${quoteWord(hookProgram)}`),
});
