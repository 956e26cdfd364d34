import type {Agent} from './agent.js';
import {claude} from './claude.js';
import {codex} from './codex.js';
import {customAgent} from './custom.js';
import type {CustomSettings} from './custom-settings.js';
import {gemini} from './gemini.js';
import {opencode} from './opencode.js';

// The order here is the order the operator sees.
export const agents: readonly Agent[] = [claude, codex, gemini, opencode];

/**
The agents that there are: those that maestro knows, and the command lines that the operator has made agents.
*/
export const agentsOf = (settings: {readonly agents: Readonly<Record<string, CustomSettings>>}): readonly Agent[] => [
	...agents,
	...Object.entries(settings.agents).map(([id, custom]) => customAgent(id, custom)),
];
