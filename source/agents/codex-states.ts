import type {HookInput, Observation} from './agent.js';
import {askingTool} from './codex-hooks.js';
import {describeDialog} from './dialog.js';
import {readInput} from './hook-input.js';

/**
What a hook of Codex says about its session (agent-contract §3). Esc runs none, and neither does an answer to a dialog: the state
leaves needs-input when the tool is done.
*/
export const observeCodex = (hook: HookInput): Observation | undefined => {
	const input = readInput(hook);
	if (input.isSubagent) {
		return undefined;
	}

	switch (input.event) {
		// It runs with the first prompt, not before: a client that waits for one has said nothing.
		case 'SessionStart':
		case 'UserPromptSubmit':
		case 'PostToolUse': {
			return {state: 'working'};
		}

		case 'PreToolUse': {
			return input.text('tool_name') === askingTool
				? {state: 'needs-input', detail: describeDialog(askingTool, input.member('tool_input'))}
				: {state: 'working'};
		}

		case 'PermissionRequest': {
			return {state: 'needs-input', detail: describeDialog(input.text('tool_name'), input.member('tool_input'))};
		}

		case 'Stop': {
			return {state: 'idle'};
		}

		case 'SessionEnd': {
			return ['clear', 'resume'].includes(input.text('reason')) ? undefined : {state: 'ended'};
		}

		default: {
			return undefined;
		}
	}
};
