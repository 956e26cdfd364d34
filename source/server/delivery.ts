import {z} from 'zod';
import type {Agent, ClientStatus, HookInput} from '../agents/agent.js';
import type {Message} from '../domain/message.js';
import {type Activity, noted, type Session} from '../domain/session.js';
import type {Bells} from '../system/bells.js';
import type {Clock} from '../system/clock.js';
import {lateConfirmation} from '../system/hook-event.js';
import {createSettle, isNews} from './delivery/settle.js';
import {createShown, doorbell, isUnproved, queue} from './delivery/shown.js';
import {createTakeFor} from './delivery/take.js';
import type {Inbox} from './inbox.js';
import {createNesting} from './nesting.js';
import {observed} from './session-life.js';
import type {Sessions} from './sessions.js';

/** Characters that a person or a model reads from its inbox at once. A hook has room for far fewer (agent-contract §1). */
const inboxRoom = 100_000;

export type Took = {
	readonly taking?: string | undefined;
	readonly count: number;
	readonly text: string;
	/** For a reader of the inbox. */
	readonly messages?: Message[] | undefined;
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
	/** Told of each session that was shown something. */
	readonly onShown?: ((sessionId: string) => void) | undefined;
};

/**
Brings messages to agents by their hooks (agent-contract §1): who may take when, and what counts as shown.
*/
export const createDelivery = ({
	inbox,
	sessions,
	agentOf,
	bells,
	clock,
	nonce,
	onShown = () => {},
}: Options): Delivery => {
	const shown = createShown({inbox, sessions, onShown});
	const settle = createSettle({inbox, sessions, shown});
	const nesting = createNesting();
	const takeFor = createTakeFor({inbox, sessions, nonce});

	const ringIfWaiting = async (sessionId: string): Promise<void> => {
		if (inbox.pendingCount(sessionId) > 0) {
			await bells.ring(sessionId);
		}
	};

	/** What came between the hook's look at its flag and now has rung a client that was still at work. */
	const ringIfIdle = async (sessionId: string, state: Activity['state'] | undefined): Promise<void> => {
		if (state === 'idle') {
			await ringIfWaiting(sessionId);
		}
	};

	const takeByHook = async (
		sessionId: string,
		hook: HookInput,
		clientStatus: ClientStatus | undefined,
	): Promise<Took> => {
		const session = sessions.get(sessionId);
		const agent = agentOf(session);
		const version = noted(session, 'agentVersion');
		const isWaking = agent.isWaking(hook);
		const state = await settle(sessionId, agent, hook, clock());
		const isNested = nesting.note(sessionId, agent, hook);
		const mayTake =
			!isNested &&
			agent.takesAt(hook, version) &&
			(!isWaking || agent.mayWake({activity: sessions.get(sessionId).activity, clientStatus, now: clock()}));
		const via = isWaking ? doorbell : viaOf(agent, hook);
		const took = mayTake ? await takeFor(sessionId, {via}) : undefined;
		if (took === undefined) {
			await ringIfIdle(sessionId, state);
			return nothing;
		}

		if (state === 'idle') {
			const activity = {state: 'working', source: `${via}, which took a message`, at: clock()} as const;
			await sessions.change(sessionId, observed(activity, {isNewTurn: true}));
		}

		const {taking, text} = took;
		return {taking: taking.id, count: taking.messages.length, text, hook: agent.answer(hook, text, version)};
	};

	return {
		async take(sessionId, {hook, clientStatus, limit}) {
			if (hook !== undefined) {
				return takeByHook(sessionId, hook, clientStatus);
			}

			const took = await takeFor(sessionId, {via: 'inbox', room: inboxRoom, limit});
			return took === undefined
				? nothing
				: {
						taking: took.taking.id,
						count: took.taking.messages.length,
						text: took.text,
						messages: [...took.taking.messages],
					};
		},

		async confirm(sessionId, id) {
			const taking = inbox.takings(sessionId).find(taking => taking.id === id);
			if (taking !== undefined && isUnproved(taking)) {
				return 0;
			}

			return (await shown.confirm(sessionId, id)).length;
		},

		async observe(sessionId, hook, at) {
			const late = lateTaking(hook);
			if (late !== undefined) {
				await shown.confirm(sessionId, late);
				return;
			}

			const agent = agentOf(sessions.get(sessionId));
			nesting.note(sessionId, agent, hook);
			await ringIfIdle(sessionId, await settle(sessionId, agent, hook, at));
		},

		async observeClient(sessionId, status, at) {
			if (status !== 'idle') {
				return;
			}

			// Esc runs no hook (agent-contract §2.4): here the client's file alone knows that the turn is over.
			const activity = {state: 'idle', source: 'client status', at} as const;
			const session = await sessions.change(sessionId, session =>
				isInTurn(session) && isNews(at, session) ? observed(activity, {isNewTurn: false})(session) : session,
			);
			if (session.activity === activity) {
				await ringIfWaiting(sessionId);
			}
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

const nothing: Took = {count: 0, text: ''};

/** A hook that had shown what it took, and did not reach the server to say so. */
const lateTaking = (hook: HookInput): string | undefined => {
	const {data} = lateConfirmationInput.safeParse(hook);
	return data?.taking;
};

const lateConfirmationInput = z.looseObject({hook_event_name: z.literal(lateConfirmation), taking: z.string()});

const isInTurn = ({activity}: Session): boolean => activity?.state === 'working' || activity?.state === 'needs-input';

/** The prompt may be one that was pushed to bring the hook that takes. */
const viaOf = (agent: Agent, hook: HookInput): string => {
	const via = `hook ${agent.eventOf(hook)}`;
	return agent.notice?.isIn(hook) === true ? `${queue}, ${via}` : via;
};
