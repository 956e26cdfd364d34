import {MaestroError} from '../domain/errors.js';
import type {MaestroEvent} from '../domain/event.js';
import type {Message} from '../domain/message.js';
import {operatorId} from '../domain/session.js';
import type {Call} from '../protocol/call.js';
import {listMessages, readMessage} from '../protocol/messages.js';
import {confirmTaking, takeMessages} from '../protocol/session-agents.js';
import type {Context} from './command.js';
import type {Following} from './follow.js';
import {conversation} from './message-text.js';
import {ownId} from './messages.js';

type Options = {
	/** Ends when that many were printed. */
	readonly limit?: number | undefined;
};

/**
Prints what waits, and then each message when it comes, each once, over lost connections and restarts of the server.
*/
export const watchInbox = async (context: Context, {limit = Number.POSITIVE_INFINITY}: Options): Promise<void> => {
	const id = ownId(context);
	const printer = createPrinter(context, limit);
	await context.follow({
		sessionIds: [id],
		isNews: event => isArrival(event, id),
		catchUp: id === operatorId ? watchOperator(printer) : watchSession(printer, id),
	});
};

const isArrival = ({event, data}: MaestroEvent, id: string): boolean =>
	(event === 'message:created' || event === 'message:freed') && data.to === id;

type CatchUp = Following['catchUp'];
type Printer = ReturnType<typeof createPrinter>;

const createPrinter = ({say, flags, columns}: Context, limit: number) => {
	let left = limit;
	let unread: readonly string[] = [];

	return {
		isDone: () => left <= 0,
		/** `framed` is how the server shows it to an agent. */
		print(message: Message, framed?: string) {
			say(
				flags.json === true
					? JSON.stringify(message)
					: `${framed ?? conversation([message], {now: Date.now(), columns})}\n`,
			);
			left -= 1;
			unread = flags.markRead === true ? [...unread, message.id] : unread;
		},
		/** Says of what was printed that it was read. What does not get through is said again. */
		async markRead(call: Call) {
			for (const id of unread) {
				await sayRead(call, id);
				unread = unread.filter(other => other !== id);
			}
		},
	};
};

/** One that somebody deleted meanwhile is nobody's concern any more. */
const sayRead = async (call: Call, id: string): Promise<void> => {
	try {
		await call(readMessage, {params: {id}, body: {status: 'read'}});
	} catch (error) {
		if (!(error instanceof MaestroError && error.code === 'message-not-found')) {
			throw error;
		}
	}
};

/** Messages in one answer. */
const pageSize = 100;

/** The operator's messages are listed, by their order: what comes after the last one printed is new. */
const watchOperator = ({print, markRead, isDone}: Printer): CatchUp => {
	const params = {id: operatorId};
	let last: number | undefined;

	const begin = async (call: Call): Promise<number> => {
		const [newest] = await call(listMessages, {params, query: {limit: 1}});
		const now = newest?.order ?? 0;
		const lists = await Promise.all(
			(['pending', 'delivered'] as const).map(async status =>
				call(listMessages, {params, query: {status, limit: 10_000}}),
			),
		);
		const waiting = lists.flat().filter(({order}) => order <= now);
		for (const message of waiting.sort((a, b) => a.order - b.order)) {
			if (!isDone()) {
				print(message);
			}
		}

		return now;
	};

	return async (call, signal) => {
		await markRead(call);
		last ??= await begin(call);
		for (let isWhole = false; !isWhole && !isDone() && !signal.aborted; ) {
			const page: readonly Message[] = await call(listMessages, {params, query: {after: last, limit: pageSize}});
			for (const message of page) {
				if (!isDone()) {
					print(message);
					last = message.order;
				}
			}

			isWhole = page.length < pageSize;
		}

		await markRead(call);
		return isDone();
	};
};

/** Names of messages that are kept in mind so that none is printed again. */
const mostRemembered = 10_000;

/** A session's messages are taken one by one, printed and then confirmed: none is lost on the way, and none is printed twice. */
const watchSession = ({print, markRead, isDone}: Printer, id: string): CatchUp => {
	const params = {id};
	const printed = new Set<string>();
	let unconfirmed: string | undefined;

	const confirm = async (call: Call): Promise<void> => {
		if (unconfirmed !== undefined) {
			await call(confirmTaking, {params, body: {taking: unconfirmed}});
			unconfirmed = undefined;
		}

		await markRead(call);
	};

	return async (call, signal) => {
		await confirm(call);
		while (!isDone() && !signal.aborted) {
			const {taking, text, messages: [message] = []} = await call(takeMessages, {params, body: {limit: 1}});
			if (taking === undefined || message === undefined) {
				return false;
			}

			// One that was printed before a server was killed may come back before that server knew.
			if (!printed.has(message.id)) {
				print(message, text);
				remember(printed, message.id);
			}

			unconfirmed = taking;
			await confirm(call);
		}

		return isDone();
	};
};

const remember = (ids: Set<string>, id: string): void => {
	ids.add(id);
	const [oldest] = ids;
	if (ids.size > mostRemembered && oldest !== undefined) {
		ids.delete(oldest);
	}
};
