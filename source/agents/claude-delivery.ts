import type {Delivering} from './agent.js';
import {addsContext} from './claude-hooks.js';
import {mayWakeClaude} from './claude-waking.js';
import {idsIn} from './frame.js';
import {readInput} from './hook-input.js';

/**
How hooks of Claude Code hand over a text (agent-contract §2.4, §2.6).
*/
export const claudeDelivery: Delivering = {
	eventOf: hook => readInput(hook).event,
	joinsTurn: hook => ['PostToolBatch', 'PostToolUse'].includes(readInput(hook).event) && !readInput(hook).isSubagent,

	takesAt(hook, version) {
		const input = readInput(hook);
		switch (input.event) {
			case 'UserPromptSubmit':
			case 'Stop': {
				return !input.isSubagent;
			}

			case 'PostToolBatch': {
				return !input.isSubagent && addsContext(version);
			}

			case 'PostToolUse': {
				return !input.isSubagent && !addsContext(version);
			}

			case 'FileChanged': {
				return isRinging(input.text('event'));
			}

			// SessionStart could carry text, but the model reads it only with the first prompt, for which UserPromptSubmit runs too;
			// without a prompt it would be taken, and not be shown to anyone.
			default: {
				return false;
			}
		}
	},

	isWaking: hook => readInput(hook).event === 'FileChanged',
	mayWake: mayWakeClaude,

	answer(hook, text, version) {
		const {event} = readInput(hook);
		// The only one that is woken by what it prints: text on stderr and exit code 2 start a turn.
		if (event === 'FileChanged') {
			return {stdout: '', stderr: text, exitCode: 2};
		}

		const answer =
			event === 'Stop' && !addsContext(version)
				? {decision: 'block', reason: text}
				: {hookSpecificOutput: {hookEventName: event, additionalContext: text}};
		return {stdout: JSON.stringify(answer), stderr: '', exitCode: 0};
	},

	// A client that was woken submits the whole text as a prompt.
	evidence(hook) {
		const input = readInput(hook);
		return input.event === 'UserPromptSubmit' && !input.isSubagent ? idsIn(input.text('prompt')) : [];
	},
};

// A deleted file rings too.
const isRinging = (change: string): boolean => change === 'add' || change === 'change';
