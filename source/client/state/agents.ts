import type {AgentChoice, ClientEvent} from '../event.js';
import type {Asked} from './asked.js';
import type {ScreenId} from './screen.js';

export type Agents = Asked<readonly AgentChoice[]> | undefined;

/** Which agent programs the server's host has is asked when a dispatch or the hosts are opened: one may have been installed since. */
export const updateAgents = (agents: Agents, event: ClientEvent, stack: readonly ScreenId[]): Agents => {
	switch (event.event) {
		case 'dispatch:opened': {
			return {phase: 'asked'};
		}

		case 'screen:opened': {
			return event.data.screen === 'hosts' ? {phase: 'asked'} : agents;
		}

		case 'snapshot': {
			return stack.includes('dispatch') || stack.includes('hosts') ? {phase: 'asked'} : agents;
		}

		case 'agents:found': {
			return {phase: 'there', value: event.data.agents};
		}

		case 'agents:failed': {
			return {phase: 'failed', reason: event.data.reason};
		}

		default: {
			return agents;
		}
	}
};
