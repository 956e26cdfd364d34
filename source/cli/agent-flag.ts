import type {Flag} from './command.js';

/** Names the agent program of what is started: the server knows which there are, those of the operator's settings among them. */
export const agentFlag: Flag = {
	type: 'string',
	placeholder: 'A',
	help: 'Which agent program; what the mode says, else claude, unless given',
};
