import {z} from 'zod';
import type {Agent, ClientStatus, HookInput} from '../agents/agent.js';
import {frameMessages} from '../agents/frame.js';
import type {Message} from '../domain/message.js';
import type {Activity, Session} from '../domain/session.js';
import type {Bells} from '../system/bells.js';
import type {Clock} from '../system/clock.js';
import {lateConfirmation} from '../system/hook-event.js';
import type {Inbox, Taking} from './inbox.js';
import {observed} from './session-life.js';
import type {Sessions} from './sessions.js';

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

	/** What came between the hook's look at its flag and now has rung a client that was still at work. */
	const ringIfIdle = async (sessionId: string, state: Activity['state'] | undefined): Promise<void> => {
		if (state === 'idle') {
			await ringIfWaiting(sessionId);
		}
	};

	/** Takes in what a hook says; answers the state that the session has by it, or `undefined` where it changed none. */
	const settle = async (
		sessionId: string,
		agent: Agent,
		hook: HookInput,
		at: number,
	): Promise<Activity['state'] | undefined> => {
		await confirmShown(sessionId, agent, hook, at);
		const observation = agent.observe(hook);
		if (observation === undefined) {
			return undefined;
		}

		const {isVague, ...seen} = observation;
		const activity = {...seen, source: `hook ${agent.eventOf(hook)}`, at};
		const session = await sessions.change(sessionId, session =>
			// Hooks run at the same time; what an older one left must not undo what a newer one said.
			isNews(activity, session) && !(isVague === true && session.needsInput?.active === true)
				? observed(activity, {isNewTurn: agent.beginsTurn(hook)})(session)
				: session,
		);
		if (session.activity !== activity) {
			return undefined;
		}

		if (activity.state === 'ended') {
			await inbox.releaseAll(sessionId, 'the agent ended before it was shown');
		}

		return activity.state;
	};

	/** What was taken because the doorbell rang is shown once the client says so, or has gone on with the turn it joined. */
	const confirmShown = async (sessionId: string, agent: Agent, hook: HookInput, at: number): Promise<void> => {
		const ids = new Set(agent.evidence(hook));
		const isSeen = ({messages}: Taking) => messages.some(({id}) => ids.has(id));
		// A client behind a dialog keeps what woke it for longer than a lease.
		const rung = [...inbox.takings(sessionId), ...inbox.released(sessionId)].filter(isDoorbell);
		for (const {id} of rung.filter(isSeen)) {
			await inbox.confirm(id, sessionId, 'doorbell, seen in the prompt');
		}

		const isJoined = ({takenAt}: Taking) => agent.joinsTurn(hook) && at > takenAt;
		for (const {id} of inbox.takings(sessionId).filter(isDoorbell).filter(isJoined)) {
			await inbox.confirm(id, sessionId, 'doorbell, in the middle of a turn');
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
		const state = await settle(sessionId, agent, hook, clock());
		const mayTake =
			agent.takesAt(hook, versionOf(session)) &&
			(!isWaking || agent.mayWake({activity: sessions.get(sessionId).activity, clientStatus, now: clock()}));
		const via = isWaking ? doorbell : `hook ${agent.eventOf(hook)}`;
		const took = mayTake ? await takeFor(sessionId, via, undefined) : undefined;
		if (took === undefined) {
			await ringIfIdle(sessionId, state);
			return nothing;
		}

		if (state === 'idle') {
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

		async observe(sessionId, hook, at) {
			const late = lateTaking(hook);
			if (late !== undefined) {
				await inbox.confirm(late, sessionId);
				return;
			}

			await ringIfIdle(sessionId, await settle(sessionId, agentOf(sessions.get(sessionId)), hook, at));
		},

		async observeClient(sessionId, status, at) {
			if (status !== 'idle') {
				return;
			}

			// Esc runs no hook (agent-contract §2.4): here the client's file alone knows that the turn is over.
			const activity = {state: 'idle', source: 'client status', at} as const;
			const session = await sessions.change(sessionId, session =>
				isInTurn(session) && isNews(activity, session) ? observed(activity, {isNewTurn: false})(session) : session,
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

const doorbell = 'doorbell';
const nothing: Took = {count: 0, text: ''};

/** A hook that had shown what it took, and did not reach the server to say so. */
const lateTaking = (hook: HookInput): string | undefined => {
	const {data} = lateConfirmationInput.safeParse(hook);
	return data?.taking;
};

const lateConfirmationInput = z.looseObject({hook_event_name: z.literal(lateConfirmation), taking: z.string()});

const isNews = ({at}: Activity, {activity}: Session): boolean => activity === undefined || activity.at <= at;

const isInTurn = ({activity}: Session): boolean => activity?.state === 'working' || activity?.state === 'needs-input';

const isDoorbell = ({via}: Taking): boolean => via === doorbell;

const versionOf = ({metadata}: Session): string | undefined => {
	const version = metadata?.agentVersion;
	return typeof version === 'string' ? version : undefined;
};
