import type {Agent, HookInput} from '../agents/agent.js';

export type Nesting = {
	/** Takes in what a hook says; answers whether it may be one of a subagent's. */
	readonly note: (sessionId: string, agent: Pick<Agent, 'nests'>, hook: HookInput) => boolean;
};

/**
Remembers which sessions have a subagent at work, of clients whose hooks do not say so themselves: what is handed over there is not read
by the agent of the session. After a start of the server it knows nothing until the next turn.
*/
export const createNesting = (): Nesting => {
	const depths = new Map<string, number>();

	return {
		note(sessionId, agent, hook) {
			const depth = depthAfter(depths.get(sessionId) ?? 0, agent.nests?.(hook));
			if (depth === 0) {
				depths.delete(sessionId);
			} else {
				depths.set(sessionId, depth);
			}

			return depth > 0;
		},
	};
};

const depthAfter = (before: number, nesting: ReturnType<NonNullable<Agent['nests']>>): number => {
	switch (nesting) {
		case 'enters': {
			return before + 1;
		}

		case 'leaves': {
			return Math.max(0, before - 1);
		}

		case 'outside': {
			return 0;
		}

		case undefined: {
			return before;
		}
	}
};
