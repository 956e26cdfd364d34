import type {Delivering} from './agent.js';
import {idsIn} from './frame.js';
import {readInput} from './hook-input.js';

/**
How hooks of Gemini CLI hand over a text (agent-contract §4).
*/
export const geminiDelivery: Delivering = {
	eventOf: hook => readInput(hook).event,
	joinsTurn: hook => readInput(hook).event === 'AfterTool',
	takesAt: hook => ['BeforeAgent', 'AfterTool', 'AfterAgent'].includes(readInput(hook).event),
	isWaking: () => false,
	mayWake: () => false,

	answer(hook, text) {
		const {event} = readInput(hook);
		const answer =
			event === 'AfterAgent'
				? {decision: 'block', reason: text}
				: {hookSpecificOutput: {hookEventName: event, additionalContext: text}};
		return {stdout: JSON.stringify(answer), stderr: '', exitCode: 0};
	},

	// What kept it from stopping comes back as the prompt of the turn that goes on.
	evidence(hook) {
		const input = readInput(hook);
		return input.event === 'BeforeAgent' ? idsIn(input.text('prompt')) : [];
	},
};
