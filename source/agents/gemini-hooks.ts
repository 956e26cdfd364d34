import {quoteWord} from '../domain/shell.js';
import type {HookSettings} from './agent.js';
import {isInShellOfAgent} from './nested.js';

/** The variable that names the file with a session's introduction, as an answer to the hook that runs at its start. */
export const introductionVariable = 'MAESTRO_INTRODUCTION';

/** Tools that ask a person something: what they ask stands in their input alone. */
export const askingTools = ['ask_user', 'exit_plan_mode'] as const;

/** The tool that a subagent works in. */
export const subagentTool = 'invoke_agent';

// Milliseconds, other than with Claude Code.
const timeout = 10_000;

/**
The `hooks` of a settings file of Gemini CLI (agent-contract §4). There is no other place that works for one launch alone: the settings
files that variables name must belong to root, as all folders above them, and extensions are installed for the user.
*/
export const geminiSettings = ({hookProgram}: Pick<HookSettings, 'hookProgram'>) => {
	// The client puts the values of variables into its settings as it reads them, and leaves what is not set to the shell: to what asks
	// for the shell of an agent both come to the same.
	const hook = {
		// What the client shows while it runs.
		...{name: 'maestro', type: 'command', timeout},
		command: `${isInShellOfAgent} || ${quoteWord(hookProgram)}`,
	};
	const introduce = {
		...{name: 'maestro-introduction', type: 'command', timeout},
		command: `${isInShellOfAgent} || cat "$${introductionVariable}" 2>/dev/null || true`,
	};
	return {
		hooks: {
			SessionStart: [{hooks: [hook, introduce]}],
			BeforeAgent: [{hooks: [hook]}],
			BeforeTool: [{matcher: `^(${[subagentTool, ...askingTools].join('|')})$`, hooks: [hook]}],
			AfterTool: [{hooks: [hook]}],
			AfterAgent: [{hooks: [hook]}],
			Notification: [{hooks: [hook]}],
			SessionEnd: [{hooks: [hook]}],
		},
	};
};
