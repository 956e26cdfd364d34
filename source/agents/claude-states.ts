import {cleanLine} from '../domain/text.js';
import type {HookInput, Observation} from './agent.js';
import {type ClaudeInput, isRecord, readInput} from './claude-input.js';

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
			return {state: 'needs-input', detail: short(request(input))};
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

const notification = (input: ClaudeInput): Observation | undefined => {
	switch (input.text('notification_type')) {
		case 'permission_prompt':
		case 'elicitation_dialog':
		case 'agent_needs_input': {
			return {state: 'needs-input', detail: short(input.text('message')) || 'a dialog is open', isVague: true};
		}

		case 'idle_prompt': {
			return {state: 'idle'};
		}

		default: {
			return undefined;
		}
	}
};

/** What a dialog asks for: the question itself, or the tool with the member of its input that tells most. */
const request = (input: ClaudeInput): string => {
	const tool = input.text('tool_name') || 'a tool';
	const toolInput = input.member('tool_input');
	const members = isRecord(toolInput) ? toolInput : {};
	const questions = members.questions;
	const first: unknown = Array.isArray(questions) ? questions[0] : undefined;
	if (isRecord(first) && typeof first.question === 'string') {
		return first.question;
	}

	if (tool === 'ExitPlanMode') {
		return 'approve its plan';
	}

	const telling = ['command', 'file_path', 'url', 'query', 'pattern', 'description'].map(name => members[name]);
	const value = telling.find(member => typeof member === 'string');
	return value === undefined ? tool : `${tool}: ${value}`;
};

const longestDetail = 200;

const short = (text: string): string => {
	const line = cleanLine(text);
	return line.length <= longestDetail ? line : `${line.slice(0, longestDetail - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
};
