import {z} from 'zod';
import type {Agent, ClientStatus, HookInput} from '../agents/agent.js';
import {frameMessages} from '../agents/frame.js';
import type {Message} from '../domain/message.js';
import {operatorId, type Session} from '../domain/session.js';
import type {Bells} from '../system/bells.js';
import type {Clock} from '../system/clock.js';
import {lateConfirmation} from '../system/hook-event.js';
import type {Inbox, Taking} from './inbox.js';
import {observed, type Sessions} from './sessions.js';

/** Characters that a person or a model reads from its inbox at once. A hook has room for far fewer (agent-contract §1). */
const inboxRoom = 100_000;

export type Took = {
	readonly taking?: string | undefined;
	readonly count: number;
	readonly text: string;
	readonly hook?: {readonly stdout: string; readonly stderr: string; readonly exitCode: number} | undefined;
};

export type Delivery = {
	/** What a hook says, and what it gets for its agent; without a hook, the inbox as a person or a model reads it. */
	take: (
		sessionId: string,
		request: {
			readonly hook?: HookInput;
			readonly clientStatus?: ClientStatus | undefined;
			readonly limit?: number | undefined;
		},
	) => Promise<Took>;
	/** The reader of a taking has printed it. Answers how many messages were delivered by that. */
	confirm: (sessionId: string, taking: string) => Promise<number>;
	/** What a hook left behind that took nothing, `at` in milliseconds. */
	observe: (sessionId: string, hook: HookInput, at: number) => Promise<void>;
	/** What the client's own status file says. */
	observeClient: (sessionId: string, status: ClientStatus, at: number) => Promise<void>;
	/** An agent that a doorbell wakes is about to start. */
	prepare: (sessionId: string) => Promise<void>;
	/** Sets every flag as it should be, after a start. */
	restore: () => Promise<void>;
	forget: (sessionId: string) => Promise<void>;
};

type Options = {
	readonly inbox: Inbox;
	readonly sessions: Sessions;
	readonly agentOf: (session: Session) => Agent;
	readonly bells: Bells;
	readonly clock: Clock;
	/** Letters and digits that nobody can guess. */
	readonly nonce: () => string;
};

/**
Brings messages to agents by their hooks (agent-contract §1): who may take when, and what counts as shown.
*/
export const createDelivery = ({inbox, sessions, agentOf, bells, clock, nonce}: Options): Delivery => {
	const nameOf = (id: string) => sessions.find(id)?.name;
	const frame = (messages: readonly Message[], room?: number) =>
		frameMessages(messages, {nonce: nonce(), nameOf, room});

	const takeFor = async (sessionId: string, via: string, room: number | undefined, limit?: number) => {
		const taking = await inbox.take(sessionId, {
			via,
			limit,
			fits: messages => frame(messages, room).included.length === messages.length,
		});
		return taking === undefined ? undefined : {taking, text: frame(taking.messages, room).text};
	};

	const ringIfWaiting = async (sessionId: string): Promise<void> => {
		if (inbox.pendingCount(sessionId) > 0) {
			await bells.ring(sessionId);
		}
	};

	const observe = async (sessionId: string, hook: HookInput, at: number): Promise<void> => {
		const late = lateTaking(hook);
		if (late !== undefined) {
			await inbox.confirm(late, sessionId);
			return;
		}

		const agent = agentOf(sessions.get(sessionId));
		const event = agent.eventOf(hook);
		await confirmShown(sessionId, agent, hook);
		const observation = agent.observe(hook);
		if (observation === undefined) {
			return;
		}

		const activity = {...observation, source: `hook ${event}`, at};
		await sessions.change(sessionId, session =>
			// Hooks run at the same time; what an older one left must not undo what a newer one said.
			session.activity !== undefined && session.activity.at > at
				? session
				: observed(activity, {isNewTurn: agent.beginsTurn(hook)})(session),
		);
		if (observation.state === 'idle') {
			// What came between the hook's look at its flag and now has rung a client that was still at work.
			await ringIfWaiting(sessionId);
		}

		if (observation.state === 'ended') {
			await inbox.releaseAll(sessionId, 'the agent ended before it was shown');
		}
	};

	/** What was taken because the doorbell rang is shown once the client says so, or has gone on with the turn it joined. */
	const confirmShown = async (sessionId: string, agent: Agent, hook: HookInput): Promise<void> => {
		const ids = new Set(agent.evidence(hook));
		for (const taking of inbox.takings(sessionId)) {
			if (isDoorbell(taking) && taking.messages.some(({id}) => ids.has(id))) {
				await inbox.confirm(taking.id, sessionId, 'doorbell, seen in the prompt');
			} else if (isDoorbell(taking) && agent.joinsTurn(hook)) {
				await inbox.confirm(taking.id, sessionId, 'doorbell, in the middle of a turn');
			}
		}
	};

	const takeByHook = async (
		sessionId: string,
		hook: HookInput,
		clientStatus: ClientStatus | undefined,
	): Promise<Took> => {
		const session = sessions.get(sessionId);
		const agent = agentOf(session);
		const isWaking = agent.isWaking(hook);
		await observe(sessionId, hook, clock());
		const mayTake =
			agent.takesAt(hook, versionOf(session)) &&
			(!isWaking || agent.mayWake({activity: sessions.get(sessionId).activity, clientStatus, now: clock()}));
		const via = isWaking ? doorbell : `hook ${agent.eventOf(hook)}`;
		const took = mayTake ? await takeFor(sessionId, via, undefined) : undefined;
		if (took === undefined) {
			return nothing;
		}

		if (agent.observe(hook)?.state === 'idle') {
			const activity = {state: 'working', source: `${via}, which took a message`, at: clock()} as const;
			await sessions.change(sessionId, observed(activity, {isNewTurn: true}));
		}

		const {taking, text} = took;
		return {taking: taking.id, count: taking.messages.length, text, hook: agent.answer(hook, text, versionOf(session))};
	};

	return {
		async take(sessionId, {hook, clientStatus, limit}) {
			if (hook !== undefined) {
				return takeByHook(sessionId, hook, clientStatus);
			}

			const took = await takeFor(sessionId, 'inbox', inboxRoom, limit);
			return took === undefined
				? nothing
				: {taking: took.taking.id, count: took.taking.messages.length, text: took.text};
		},

		async confirm(sessionId, id) {
			const taking = inbox.takings(sessionId).find(taking => taking.id === id);
			if (taking !== undefined && isDoorbell(taking)) {
				return 0;
			}

			return (await inbox.confirm(id, sessionId)).length;
		},

		observe,

		async observeClient(sessionId, status, at) {
			const {activity} = sessions.get(sessionId);
			if (status !== 'idle' || activity === undefined || !['working', 'needs-input'].includes(activity.state)) {
				return;
			}

			// Esc runs no hook (agent-contract §2.4): here the client's file alone knows that the turn is over.
			await sessions.change(sessionId, observed({state: 'idle', source: 'client status', at}, {isNewTurn: false}));
			await ringIfWaiting(sessionId);
		},

		async restore() {
			for (const {id} of sessions.all()) {
				await bells.flag(id, inbox.pendingCount(id));
				await ringIfWaiting(id);
			}
		},

		prepare: bells.hang,
		forget: bells.remove,
	};
};

/**
What the inbox tells of a change: sets the receiver's flag and, for what is new, rings. Whoever answers a sender waits for
`bells.settled`, so that the receiver's next hook finds what was accepted.
*/
export const raiseWith =
	({bells, report}: {readonly bells: Bells; readonly report: (text: string, error: unknown) => void}) =>
	(receiver: string, waiting: number, isNew: boolean): void => {
		if (receiver === operatorId) {
			return;
		}

		const acts = [bells.flag(receiver, waiting), ...(isNew ? [bells.ring(receiver)] : [])];
		// The message is kept all the same; its receiver gets it with its next prompt, or from its inbox.
		Promise.all(acts).catch((error: unknown) => report(`The flag of ${receiver} could not be set`, error));
	};

const doorbell = 'doorbell';
const nothing: Took = {count: 0, text: ''};

/** A hook that had shown what it took, and did not reach the server to say so. */
const lateTaking = (hook: HookInput): string | undefined => {
	const {data} = lateConfirmationInput.safeParse(hook);
	return data?.taking;
};

const lateConfirmationInput = z.looseObject({hook_event_name: z.literal(lateConfirmation), taking: z.string()});

const isDoorbell = ({via}: Taking): boolean => via === doorbell;

const versionOf = ({metadata}: Session): string | undefined => {
	const version = metadata?.agentVersion;
	return typeof version === 'string' ? version : undefined;
};
