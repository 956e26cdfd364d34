import {MaestroError} from '../../../domain/errors.js';
import type {MaestroEvent} from '../../../domain/event.js';
import type {Message} from '../../../domain/message.js';
import {operatorId} from '../../../domain/session.js';
import type {Call} from '../../../protocol/call.js';
import {listMessages, searchMessages} from '../../../protocol/messages.js';
import {listSessions} from '../../../protocol/sessions.js';
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
	/** Which sessions stand for the operator: what they say, the operator says. */
	readonly helpersAre: (ids: readonly string[]) => void;
	/** From and to the operator, oldest first. */
	readonly ofOperator: () => readonly Message[];
	/** Why there are none, where that is so. */
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
	let helpers = '';
	let areHelpersKnown = true;
	let isExpected = true;
	let ofOperator: readonly Message[] = [];
	let known: ReadonlyMap<string, Message> = new Map();
	let problem: string | undefined;

	const fetch = async (): Promise<void> => {
		if (!areHelpersKnown) {
			// Whoever makes messages of prompts notices them in what it lists.
			await call(listSessions, {query: {fields: 'full'}, signal});
			areHelpersKnown = true;
		}

		// One after the other: the first one finds out who stands for the operator, and the other one need not.
		const ours = await call(listMessages, {
			params: {id: operatorId},
			query: {box: 'all', limit: newest.ofOperator},
			signal,
		});
		const all = await call(searchMessages, {query: {limit: newest.ofAll}, signal});
		ofOperator = ours;
		const before = known;
		known = new Map([...all.messages, ...ours].map(message => [message.id, message]));
		emit(differences(before, known));
	};

	return {
		async look() {
			const now = await look.again(path, value => ({value}));
			if (now === seen && !isExpected) {
				return;
			}

			isExpected = false;
			try {
				await fetch();
				problem = undefined;
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

		helpersAre(ids) {
			const are = [...ids].sort().join(' ');
			if (are !== helpers) {
				helpers = are;
				areHelpersKnown = false;
				isExpected = true;
			}
		},

		ofOperator: () => ofOperator,

		problem: () => problem,
	};
};

/** Prompts never change and none goes; which thread one belongs to may turn out later. */
const differences = (
	before: ReadonlyMap<string, Message>,
	now: ReadonlyMap<string, Message>,
): readonly MaestroEvent[] =>
	[...now.values()]
		.filter(message => !isEqual(before.get(message.id), message))
		.map(data => ({event: 'message:created', data}));
