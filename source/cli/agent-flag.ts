import {agents} from '../agents/index.js';
import type {Flag} from './command.js';

/** Names the agent program of what is started. */
export const agentFlag: Flag = {
	type: 'string',
	placeholder: 'A',
	choices: agents.map(({id}) => id),
	help: 'Which agent program; claude unless given',
};
