import {type Message, threadOf} from '../domain/message.js';
import {cleanLine, cleanText} from '../domain/text.js';
import {facts, flow, paragraph} from './layout.js';
import {moment, took} from './moment.js';
import {ago} from './table.js';

type Reader = {
	/** Milliseconds. */
	readonly now: number;
	/** How many columns there are to write in. */
	readonly columns: number;
};

/** Lines of a text that a list shows; `message show` has all of it. */
const linesInLists = 3;

/** Messages as people read a list of them: each with what became of it and how it begins. */
export const listing = (messages: readonly Message[], reader: Reader): string =>
	messages.map(message => block(message, reader, linesInLists)).join('\n\n');

/** Messages as people read a conversation: whole, one after the other. */
export const conversation = (messages: readonly Message[], reader: Reader): string =>
	messages.map(message => block(message, reader)).join('\n\n');

const block = (message: Message, {now, columns}: Reader, most?: number): string => {
	const {id, from, to, status, createdAt, hold, metadata = {}} = message;
	const {priority = 'medium', type, requiresAck, taskId, replyTo} = metadata;
	const head = [
		id,
		`${ago(createdAt, now)} ago`,
		hold === undefined ? status : 'held',
		...(priority === 'medium' ? [] : [`${priority} priority`]),
		...(type === undefined ? [] : [type]),
		...(requiresAck === true ? ['asks for an answer'] : []),
	];
	const route = [
		`from ${from}`,
		`to ${to}`,
		...(taskId === undefined ? [] : [`task ${taskId}`]),
		...(replyTo === undefined ? [] : [`answers ${replyTo}`]),
	];
	return [
		...flow(head, columns),
		...flow(route, columns),
		...paragraph(cleanText(message.message), columns, most),
	].join('\n');
};

/** Everything about one message: what became of it, how that is known, and its text. */
export const wholeMessage = (message: Message, threadLength: number, {now, columns}: Reader): string => {
	const {id, from, to, status, createdAt, deliveredAt, readAt, expiresAt, metadata = {}, delivery, hold} = message;
	const via = delivery?.via === undefined ? '' : `, by ${cleanLine(delivery.via)}`;
	const since = (at: number | undefined) =>
		at === undefined ? undefined : `${moment(at)}, ${took(at - createdAt)} after it was sent`;
	const rows = [
		['message', id],
		['from', from],
		['to', to],
		['status', hold === undefined ? `${status}${via}` : `${status}, held until the operator decides (${hold})`],
		['sent', `${moment(createdAt)}, ${ago(createdAt, now)} ago`],
		['delivered', since(deliveredAt)],
		['read', since(readAt)],
		['expires', expiresAt === undefined ? undefined : moment(expiresAt)],
		['priority', metadata.priority],
		['type', metadata.type],
		['answer', metadata.requiresAck === true ? 'asked for' : undefined],
		['task', metadata.taskId],
		['answers', metadata.replyTo],
		['thread', threadLength > 1 ? `${threadOf(message)}, ${threadLength} messages` : undefined],
		['broadcast', metadata.broadcastId],
		['attempts', delivery === undefined ? undefined : String(delivery.attempts)],
		['last error', delivery?.lastError === undefined ? undefined : cleanLine(delivery.lastError)],
	] as const;
	return [...facts(rows, columns), '', ...paragraph(cleanText(message.message), columns)].join('\n');
};
