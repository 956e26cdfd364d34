import type {HookInput, Observation} from './agent.js';
import {describeDialog} from './dialog.js';
import {type ReadInput, readInput} from './hook-input.js';
import {shortLine} from './short-line.js';

/**
What a hook of Claude Code says about its session (agent-contract §2.5).
*/
export const observeClaude = (hook: HookInput): Observation | undefined => {
	const input = readInput(hook);
	if (input.isSubagent) {
		return undefined;
	}

	switch (input.event) {
		case 'SessionStart': {
			// A conversation is also compacted in the middle of a turn, and then goes on working.
			return input.text('source') === 'compact' ? undefined : {state: 'idle'};
		}

		case 'UserPromptSubmit':
		case 'PreToolUse':
		case 'PostToolUse':
		case 'PostToolUseFailure':
		case 'PostToolBatch':
		case 'PermissionDenied': {
			return {state: 'working'};
		}

		case 'PermissionRequest': {
			return {state: 'needs-input', detail: describeDialog(input.text('tool_name'), input.member('tool_input'))};
		}

		case 'Notification': {
			return notification(input);
		}

		case 'Stop': {
			const tasks = input.member('background_tasks');
			const count = Array.isArray(tasks) ? tasks.length : 0;
			return count === 0
				? {state: 'idle'}
				: {state: 'idle', detail: `${count} background ${count === 1 ? 'task' : 'tasks'} of its own may wake it`};
		}

		case 'StopFailure': {
			return {state: 'idle', detail: 'its last turn failed'};
		}

		case 'SessionEnd': {
			// After these two the same process goes on with another conversation.
			return ['clear', 'resume'].includes(input.text('reason')) ? undefined : {state: 'ended'};
		}

		default: {
			return undefined;
		}
	}
};

const notification = (input: ReadInput): Observation | undefined => {
	switch (input.text('notification_type')) {
		case 'permission_prompt':
		case 'elicitation_dialog':
		case 'agent_needs_input': {
			return {state: 'needs-input', detail: shortLine(input.text('message')) || 'a dialog is open', isVague: true};
		}

		case 'idle_prompt': {
			return {state: 'idle'};
		}

		default: {
			return undefined;
		}
	}
};
