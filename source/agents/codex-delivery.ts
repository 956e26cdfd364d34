import type {Delivering} from './agent.js';
import {readInput} from './hook-input.js';

/**
How hooks of Codex hand over a text (agent-contract §3).
*/
export const codexDelivery: Delivering = {
	eventOf: hook => readInput(hook).event,
	joinsTurn: hook => isOwn(hook, 'PostToolUse'),

	// SessionStart could carry text, too, but runs just before the hook of the prompt, which is the same to the model. The hook of a tool
	// runs for each of several at once: whichever comes first takes what waits.
	takesAt: hook => isOwn(hook, 'UserPromptSubmit', 'PostToolUse', 'Stop'),

	// No file wakes it.
	isWaking: () => false,
	mayWake: () => false,
	// No message stands in its prompts: see the notice.
	evidence: () => [],

	answer(hook, text) {
		const {event} = readInput(hook);
		// What Stop adds as context does nothing (agent-contract §3): the turn goes on with the reason, as a prompt of its own.
		const answer =
			event === 'Stop'
				? {decision: 'block', reason: text}
				: {hookSpecificOutput: {hookEventName: event, additionalContext: text}};
		return {stdout: JSON.stringify(answer), stderr: '', exitCode: 0};
	},
};

/** Whether it is one of these events, and not inside a subagent. */
export const isOwn = (hook: unknown, ...events: readonly string[]): boolean => {
	const {event, isSubagent} = readInput(hook);
	return !isSubagent && events.includes(event);
};
