import type {Delivering} from './agent.js';
import {claudeDelivery} from './claude-delivery.js';
import {codexDelivery} from './codex-delivery.js';
import {geminiDelivery} from './gemini-delivery.js';

/**
Of the agents whose hooks hand over texts by themselves, how they do; by their ids. It loads next to nothing.
*/
export const deliveries: Readonly<Record<string, Delivering>> = {
	claude: claudeDelivery,
	codex: codexDelivery,
	gemini: geminiDelivery,
};
