import type {Agent} from '../../agents/agent.js';
import {claude} from '../../agents/claude.js';
import {codex} from '../../agents/codex.js';
import {gemini} from '../../agents/gemini.js';

/** The agents of ours by the names that a desktop server has for them (contract §4). Of `hermes` nothing is known here. */
const agents: ReadonlyMap<string, Agent> = new Map([
	['claude-code', claude],
	['codex', codex],
	['gemini', gemini],
]);

/**
What is known of the agent of a desktop server's session; `undefined` where nothing is.
*/
export const agentNamed = (tool: string): Agent | undefined => agents.get(tool);
