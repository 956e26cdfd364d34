import {MaestroError} from '../../../domain/errors.js';
import type {MaestroEvent} from '../../../domain/event.js';
import type {Message} from '../../../domain/message.js';
import {operatorId} from '../../../domain/session.js';
import type {Call} from '../../../protocol/call.js';
import {helperName} from '../../../protocol/desktop/operator.js';
import {listPrompts, type SessionPrompt} from '../../../protocol/desktop/prompts.js';
import {messagesFrom} from '../../../protocol/desktop/threads.js';
import {oneByOne} from '../../../protocol/one-by-one.js';
import {sayLeftOut} from '../snapshot.js';
import {isEqual} from './is-equal.js';
import type {Look} from './look.js';

type Options = {
	readonly look: Look;
	readonly call: Call;
	readonly emit: (events: readonly MaestroEvent[]) => void;
	readonly signal: AbortSignal;
};

export type Prompts = {
	/** Looks whether there are other prompts than before, and makes messages of them where there are. */
	readonly look: () => Promise<void>;
	/** Somebody has prompted somebody. */
	readonly expect: () => void;
	/** Which sessions stand for the operator: what they say, the operator says; and which others there are. */
	readonly helpersAre: (ids: readonly string[], others: readonly string[]) => void;
	/** From and to the operator, oldest first. */
	readonly ofOperator: () => readonly Message[];
	/** What of them is not there, and why. */
	readonly problem: () => string | undefined;
};

/** One of them, with how many there are, which tells as well that there is another. */
const path = '/api/session-prompts?limit=1';

const newest = {ofOperator: 2000, ofAll: 1000} as const;

/**
Keeps the messages that are made of a desktop server's prompts.
*/
export const createPrompts = ({look, call, emit, signal}: Options): Prompts => {
	let seen: unknown;
	let helpers: ReadonlySet<string> = new Set();
	let others: ReadonlySet<string> = new Set();
	let isExpected = true;
	let ofOperator: readonly Message[] = [];
	let known: ReadonlyMap<string, Message> = new Map();
	let problem: string | undefined;

	const fetch = async (): Promise<void> => {
		const list = await call(oneByOne(listPrompts), {signal});
		const former = formerHelpers(list.items, others);
		const all = messagesFrom(list.items, id => helpers.has(id) || former.has(id));
		problem = sayLeftOut({prompts: list});
		ofOperator = all.filter(({from, to}) => from === operatorId || to === operatorId).slice(-newest.ofOperator);
		const before = known;
		known = new Map([...all.slice(-newest.ofAll), ...ofOperator].map(message => [message.id, message]));
		emit(differences(before, known));
	};

	return {
		async look() {
			const now = await look.again(path, text => ({text}));
			if (now === seen && !isExpected) {
				return;
			}

			isExpected = false;
			try {
				await fetch();
			} catch (error) {
				if (!(error instanceof MaestroError) || error.code !== 'malformed') {
					isExpected = true;
					throw error;
				}

				// All else is there without them.
				problem = `Its prompts cannot be read, and are not shown: ${error.message}`;
			}

			seen = now;
		},

		expect() {
			isExpected = true;
		},

		helpersAre(ids, otherIds) {
			const are = new Set(ids);
			others = new Set(otherIds);
			if (are.symmetricDifference(helpers).size > 0) {
				helpers = are;
				isExpected = true;
			}
		},

		ofOperator: () => ofOperator,

		problem: () => problem,
	};
};

/** Those that somebody has deleted: what they said stays, under the name that they had. */
const formerHelpers = (prompts: readonly SessionPrompt[], others: ReadonlySet<string>): ReadonlySet<string> =>
	new Set(
		prompts
			.flatMap(({fromSessionId, fromSessionName, toSessionId, toSessionName}) => [
				...(fromSessionName === helperName ? [fromSessionId] : []),
				...(toSessionName === helperName ? [toSessionId] : []),
			])
			.filter(id => !others.has(id)),
	);

/** Prompts never change and none goes; which thread one belongs to may turn out later. */
const differences = (
	before: ReadonlyMap<string, Message>,
	now: ReadonlyMap<string, Message>,
): readonly MaestroEvent[] =>
	[...now.values()]
		.filter(message => !isEqual(before.get(message.id), message))
		.map(data => ({event: 'message:created', data}));
