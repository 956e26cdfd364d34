import {MaestroError} from '../../domain/errors.js';
import {byUrgency, type Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import {deleteMessage, listMessages, readMessage} from '../../protocol/messages.js';
import {confirmTaking, takeMessages} from '../../protocol/session-agents.js';
import {type Context, command, type Result} from '../command.js';
import {conversation, listing} from '../message-text.js';
import {ownId} from '../messages.js';
import {watchInbox} from '../watch-inbox.js';

/** The longest list that the server gives. */
const most = 10_000;

/**
The inbox in all its ways. The small build for agents (`agent/inbox.ts`) has the one that they use many times, as a quick start; it is
one command for those who call it, so the words are the same there.
*/
export const inbox = command({
	name: 'inbox',
	usage: '[--quiet] [--mark-read] [--limit N] [--all] [--clear] [--watch]',
	summary: 'Prints the messages that wait for this session, and takes them out of the queue',
	flags: {
		quiet: {type: 'boolean', help: 'Print nothing when there is nothing'},
		markRead: {type: 'boolean', help: 'Say that what was printed was read'},
		limit: {type: 'number', placeholder: 'N', help: 'No more than N of them'},
		all: {type: 'boolean', help: 'List every message with what became of it, and take none'},
		clear: {type: 'boolean', help: 'Remove what was delivered or read, and never what waits'},
		watch: {type: 'boolean', help: 'Print what waits, then each message when it comes, until Ctrl+C'},
	},
	async run(context) {
		const {limit, all, clear, watch, markRead} = context.flags;
		if ([all, clear, watch, clear === true && markRead].filter(flag => flag === true).length > 1) {
			throw new MaestroError(
				'malformed',
				'Expected one of --all, --clear and --watch, and --clear without --mark-read; see: maestro inbox --help',
			);
		}

		const count = limit === undefined ? undefined : Number(limit);
		if (count !== undefined && (count < 1 || count > most)) {
			throw new MaestroError('malformed', `Expected --limit with a number from 1 to ${most}, got ${count}`);
		}

		if (watch === true) {
			await watchInbox(context, {limit: count});
			return undefined;
		}

		if (clear === true) {
			return clearInbox(context, count);
		}

		if (all === true) {
			return show(context, await listAll(context, count));
		}

		return ownId(context) === operatorId ? show(context, await listWaiting(context, count)) : take(context, count);
	},
});

const listAll = async (context: Context, limit = most): Promise<readonly Message[]> =>
	context.call(listMessages, {params: {id: ownId(context)}, query: {limit}});

const listWaiting = async (context: Context, limit = most): Promise<readonly Message[]> => {
	const params = {id: operatorId};
	const lists = await Promise.all(
		(['pending', 'delivered'] as const).map(async status =>
			context.call(listMessages, {params, query: {status, limit: most}}),
		),
	);
	return lists.flat().sort(byUrgency).slice(0, limit);
};

/** As it is printed it is handed over, so it is confirmed after that. */
const take = async ({call, environment, flags, say}: Context, limit?: number): Promise<undefined> => {
	const params = {id: ownId({environment})};
	const {taking, count, text, messages = []} = await call(takeMessages, {params, body: {limit}});
	if (count > 0 || flags.quiet !== true) {
		say(flags.json === true ? JSON.stringify({count, text, messages}) : count === 0 ? 'No messages.' : text);
	}

	if (taking !== undefined) {
		await call(confirmTaking, {params, body: {taking}});
	}

	const shown =
		flags.markRead === true ? await call(listMessages, {params, query: {status: 'delivered', limit: most}}) : [];
	for (const {id} of shown) {
		await call(readMessage, {params: {id}, body: {status: 'read'}});
	}

	return undefined;
};

const show = async (context: Context, messages: readonly Message[]): Promise<Result | undefined> => {
	const {call, flags, columns} = context;
	if (flags.markRead === true) {
		for (const {id} of messages.filter(({status}) => status === 'pending' || status === 'delivered')) {
			await call(readMessage, {params: {id}, body: {status: 'read'}});
		}
	}

	if (messages.length === 0 && flags.quiet === true) {
		return undefined;
	}

	const lay = flags.all === true ? listing : conversation;
	return {
		value: messages,
		text: messages.length === 0 ? 'No messages' : lay(messages, {now: Date.now(), columns}),
	};
};

const clearInbox = async (context: Context, limit = Number.POSITIVE_INFINITY): Promise<Result | undefined> => {
	const {call, flags} = context;
	const id = ownId(context);
	// What the operator has not read waits, however it came there.
	const statuses = id === operatorId ? (['read'] as const) : (['read', 'delivered'] as const);
	let cleared = 0;
	for (const status of statuses) {
		let found = await call(listMessages, {params: {id}, query: {status, limit: most}});
		while (found.length > 0 && cleared < limit) {
			const batch = found.slice(0, Math.min(batchSize, limit - cleared));
			const gone = await Promise.all(batch.map(async message => remove(context, message.id)));
			cleared += gone.filter(Boolean).length;
			found =
				found.length > batch.length
					? found.slice(batch.length)
					: await call(listMessages, {params: {id}, query: {status, limit: most}});
		}
	}

	const many = `${cleared} ${cleared === 1 ? 'message' : 'messages'}`;
	return cleared === 0 && flags.quiet === true
		? undefined
		: {value: {cleared}, text: cleared === 0 ? 'Nothing to remove' : `Removed ${many}`};
};

const batchSize = 20;

/** Somebody else may have been quicker. */
const remove = async ({call}: Context, id: string): Promise<boolean> => {
	try {
		await call(deleteMessage, {params: {id}});
		return true;
	} catch (error) {
		if (error instanceof MaestroError && error.code === 'message-not-found') {
			return false;
		}

		throw error;
	}
};
