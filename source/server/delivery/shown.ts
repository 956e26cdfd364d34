import type {Agent, HookInput} from '../../agents/agent.js';
import type {Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import type {Inbox, Taking} from '../inbox.js';
import {answered} from '../session-life.js';
import type {Sessions} from '../sessions.js';

/** What was taken because the doorbell rang, and what was pushed: neither is shown before the client says so. */
export const doorbell = 'doorbell';
export const queue = 'queue';

export const isUnproved = ({via}: Taking): boolean => via === doorbell || via === queue;

export type Shown = {
	/** The messages of a taking were shown. Answers those that became `delivered` by that. */
	confirm: (sessionId: string, taking: string, via?: string) => Promise<readonly Message[]>;
	/** What is not shown before the client says so is shown once a hook proves it, or has gone on with the turn it joined. */
	prove: (sessionId: string, agent: Agent, hook: HookInput, at: number) => Promise<void>;
};

type Options = {
	readonly inbox: Pick<Inbox, 'confirm' | 'takings' | 'released'>;
	readonly sessions: Pick<Sessions, 'find' | 'change'>;
	readonly onShown: (sessionId: string) => void;
};

/**
What counts as shown to an agent. What the operator wrote answers the need that its session has reported.
*/
export const createShown = ({inbox, sessions, onShown}: Options): Shown => {
	const confirm: Shown['confirm'] = async (sessionId, taking, via) => {
		const messages = await inbox.confirm(taking, sessionId, via);
		if (messages.length > 0) {
			onShown(sessionId);
		}

		if (messages.some(({from}) => from === operatorId) && sessions.find(sessionId) !== undefined) {
			await sessions.change(sessionId, answered);
		}

		return messages;
	};

	return {
		confirm,
		async prove(sessionId, agent, hook, at) {
			const ids = new Set(agent.evidence(hook));
			const isSeen = ({messages}: Taking) => messages.some(({id}) => ids.has(id));
			// A client behind a dialog keeps what woke it for longer than a lease.
			const unproved = [...inbox.takings(sessionId), ...inbox.released(sessionId)].filter(isUnproved);
			for (const {id, via} of unproved.filter(isSeen)) {
				await confirm(sessionId, id, `${via}, seen in the prompt`);
			}

			const isJoined = ({via, takenAt}: Taking) => via === doorbell && agent.joinsTurn(hook) && at > takenAt;
			for (const {id} of inbox.takings(sessionId).filter(isJoined)) {
				await confirm(sessionId, id, `${doorbell}, in the middle of a turn`);
			}
		},
	};
};
