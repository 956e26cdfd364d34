import type {Hold, HoldDecision} from '../../source/domain/hold.js';
import type {MessagePriority, MessageStatus} from '../../source/domain/message.js';
import type {InboxParts, Taking} from '../../source/server/inbox.js';

/** A message as the model sees it: what has happened to it, in words, and nothing of how that is kept. */
export type Known = {
	readonly id: string;
	readonly from: string;
	readonly to: string;
	readonly weight: number;
	readonly createdAt: number;
	readonly expiresAt: number;
	status: MessageStatus | 'deleted';
	attempts: number;
	/** The taking that has it, or had it last. */
	taking: string | undefined;
	isTaken: boolean;
	hold: string | undefined;
};

/** A request that came with a key. */
type Asked = {
	readonly at: number;
	readonly to: readonly string[];
	readonly isBroadcast: boolean;
	readonly ids: readonly string[];
};

/** What passed from one to another, and whether a person has had a say since. */
type Passed = {readonly from: string; readonly to: string; readonly at: number; isAnswered: boolean};

export type Model = {
	readonly messages: Known[];
	readonly takings: Taking[];
	readonly keys: Map<string, Asked>;
	readonly holds: Hold[];
	readonly passed: Passed[];
	now: number;
	/** Everything that the run has come to. */
	readonly seen: Set<string>;
};

export const people = ['a', 'b', 'operator'] as const;
export const weights: Record<MessagePriority, number> = {high: 0, medium: 1, low: 2};
export const leaseMs = 30_000;
export const minute = 60_000;
export const day = 24 * 60 * minute;
export const limits: InboxParts['limits'] = {perMinute: 4, loop: {messages: 3, minutes: 10}};

/** The only two who can be held. */
const isPair = (from: string, to: string): boolean => from !== to && from !== 'operator' && to !== 'operator';

const latestHold = ({holds}: Model): Hold | undefined => holds.at(-1);

/** What a new request is refused with, or `undefined`. */
export const refusalOf = (model: Model, from: string, receivers: readonly string[]): string | undefined => {
	if (receivers.some(to => isPair(from, to)) && latestHold(model)?.decision === 'stopped') {
		return 'exchange-stopped';
	}

	const recent = model.passed.filter(passed => passed.from === from && model.now - passed.at < minute);
	const isTooMuch = from !== 'operator' && recent.length + receivers.length > limits.perMinute;
	return isTooMuch ? 'too-many-messages' : undefined;
};

/** Whether a message that is sent now has to wait for the operator, and how many there are with it. */
export const heldCount = (model: Model, from: string, to: string): number | undefined => {
	const hold = latestHold(model);
	if (!isPair(from, to)) {
		return undefined;
	}

	if (hold !== undefined && hold.decision === undefined) {
		return hold.count;
	}

	const lasting = model.passed.filter(
		passed =>
			isPair(passed.from, passed.to) && !passed.isAnswered && model.now - passed.at < limits.loop.minutes * minute,
	);
	const count = lasting.length + 1;
	return lasting.some(passed => passed.from === to) && count > limits.loop.messages ? count : undefined;
};

/** The operator has had a say: nothing that passed before counts as an exchange. */
export const answer = ({passed}: Model): void => {
	for (const each of passed) {
		each.isAnswered = true;
	}
};

export const accept = (
	model: Model,
	message: Pick<Known, 'id' | 'from' | 'to' | 'weight' | 'expiresAt' | 'hold'>,
): void => {
	const {from, to, hold} = message;
	const count = heldCount(model, from, to);
	if (hold !== undefined && latestHold(model)?.id !== hold) {
		model.holds.push({id: hold, between: ['a', 'b'], count: count ?? 0, since: model.now});
	}

	if (from === 'operator' && to !== 'operator') {
		answer(model);
	}

	model.passed.push({from, to, at: model.now, isAnswered: false});
	model.messages.push({
		...message,
		createdAt: model.now,
		status: 'pending',
		attempts: 0,
		taking: undefined,
		isTaken: false,
	});
};

export const giveBack = (model: Model, taking: string | undefined): void => {
	for (const message of model.messages) {
		if (message.taking === taking && message.isTaken) {
			message.isTaken = false;
			message.attempts++;
		}
	}
};

export const failAll = (model: Model, isMeant: (message: Known) => boolean): void => {
	for (const message of model.messages) {
		if (message.status === 'pending' && isMeant(message)) {
			Object.assign(message, {status: 'failed', isTaken: false, hold: undefined});
		}
	}
};

export const decide = (model: Model, id: string, decision: HoldDecision): void => {
	const index = model.holds.findIndex(hold => hold.id === id);
	const hold = model.holds[index];
	if (hold === undefined || hold.decision === decision) {
		return;
	}

	model.holds[index] = {...hold, decision, decidedAt: model.now};
	answer(model);
	if (decision === 'stopped') {
		failAll(model, message => message.hold === id);
	}

	for (const message of model.messages) {
		message.hold = message.hold === id ? undefined : message.hold;
	}
};
