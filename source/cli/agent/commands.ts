import type {AgentCommand} from './command.js';
import {inbox} from './inbox.js';
import {report} from './report.js';
import {send} from './send.js';
import {siblings} from './siblings.js';

// The order here is the order of the usage text.
export const agentCommands: Readonly<Record<string, AgentCommand>> = {
	'session send': send,
	'session siblings': siblings,
	inbox,
	report,
};
