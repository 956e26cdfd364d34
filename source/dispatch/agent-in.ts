import path from 'node:path';
import type {Agent} from '../agents/agent.js';
import type {Window} from '../multiplexer/multiplexer.js';
import {wordsOf} from '../system/processes.js';
import type {Run} from '../system/run.js';

/** The agent whose program runs in a window; the first of them where it cannot be told. */
export const agentIn = async (
	{pid}: Pick<Window, 'pid'>,
	{agents, run}: {readonly agents: readonly Agent[]; readonly run: Run},
): Promise<string> => {
	// A script's own name comes after that of what reads it.
	const names = (pid === undefined ? [] : await wordsOf(pid, run)).slice(0, 2).map(word => path.basename(word));
	return (agents.find(({program}) => names.includes(program)) ?? agents[0])?.id ?? '';
};
