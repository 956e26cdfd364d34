import {MaestroError} from '../../domain/errors.js';
import {idPattern} from '../../domain/id.js';
import {longestMessage, type Message, messagePriorities, messageTypes} from '../../domain/message.js';
import {cleanText} from '../../domain/text.js';
import {readQuickly} from '../../system/quick-files.js';
import {type AgentCommand, type Tools, textOf} from './command.js';
import {readDuration} from './duration.js';
import {elapsed} from './elapsed.js';

/** How long a server may be away, or be starting again, before a message is given up. */
const patienceMs = 10_000;
/** How long one question for a reply is left open; the endpoint takes no more than 30 seconds. */
const longestWaitMs = 25_000;

/**
Sends a message, once, however often the connection is lost on the way.
*/
export const send: AgentCommand = {
	usage: `maestro session send --to SESSION (--message TEXT | --file FILE | -) [options]

Sends a message to a session, or to the operator. --to may be given several times.

  --priority low|medium|high
  --type request|response|notification|command
  --task ID               the task it is about
  --reply-to MESSAGE      the message that it answers
  --requires-ack          ask for an answer
  --ttl 10m               let it expire when it is not delivered by then
  --wait-reply            wait for the answer and print it
  --timeout 60s           how long to wait for it; 60s unless given, exit code 10 when none came
  --json                  print the message, and the answer, as JSON, one a line`,
	options: {
		to: {type: 'string', multiple: true},
		message: {type: 'string'},
		file: {type: 'string'},
		priority: {type: 'string'},
		type: {type: 'string'},
		task: {type: 'string'},
		'reply-to': {type: 'string'},
		'requires-ack': {type: 'boolean'},
		ttl: {type: 'string'},
		'wait-reply': {type: 'boolean'},
		timeout: {type: 'string'},
		json: {type: 'boolean'},
	},

	async run(tools) {
		const {values, call, say} = tools;
		const receivers = receiversOf(values.to);
		const waitMs = waitOf(tools, receivers);
		const body = {message: await readMessage(tools), ...readDetails(tools)};
		const key = newKey(tools.random);

		for (const [index, to] of receivers.entries()) {
			const sent = (await call({
				method: 'POST',
				path: `/api/sessions/${to}/messages`,
				headers: {'idempotency-key': `${key}-${index}`},
				body,
				isRepeatable: true,
				patienceMs,
			})) as Message;
			say(values.json === true ? JSON.stringify(sent) : `Sent ${sent.id} to ${to}`);

			if (waitMs !== undefined) {
				const reply = await awaitReply(tools, sent, waitMs);
				say(values.json === true ? JSON.stringify(reply) : cleanText(reply.message));
				await noteRead(tools, reply);
			}
		}
	},
};

/** What was printed here need not come by a hook as well. Where this does not get through it comes twice, which beats not at all. */
const noteRead = async ({call}: Tools, {id}: Message): Promise<void> => {
	try {
		await call({method: 'PATCH', path: `/api/messages/${id}`, body: {status: 'read'}});
	} catch (error) {
		if (!(error instanceof MaestroError)) {
			throw error;
		}
	}
};

const receiversOf = (to: unknown): readonly string[] => {
	const receivers = Array.isArray(to) ? to.map(String) : [];
	if (receivers.length === 0) {
		throw new MaestroError(
			'malformed',
			'Expected --to with the id of a session, or operator; see: maestro session siblings',
		);
	}

	const wrong = receivers.find(receiver => !idPattern.test(receiver));
	if (wrong !== undefined) {
		throw new MaestroError('malformed', `Expected --to with the id of a session, or operator, got ${wrong}`);
	}

	return [...new Set(receivers)];
};

const waitOf = ({values}: Tools, receivers: readonly string[]): number | undefined => {
	if (values['wait-reply'] !== true) {
		return undefined;
	}

	if (receivers.length > 1) {
		throw new MaestroError(
			'malformed',
			`--wait-reply waits for one answer; expected one --to, got ${receivers.length}`,
		);
	}

	return readDuration(textOf(values, 'timeout') ?? '60s', '--timeout');
};

const readMessage = async ({values, words, readInput}: Tools): Promise<string> => {
	const file = textOf(values, 'file');
	const message = textOf(values, 'message');
	const isPiped = words.length === 1 && words[0] === '-';
	if (
		[file !== undefined, message !== undefined, isPiped].filter(Boolean).length !== 1 ||
		(words.length > 0 && !isPiped)
	) {
		throw new MaestroError(
			'malformed',
			'Expected the text in one of: --message TEXT, --file FILE, or - for standard input',
		);
	}

	const text = isPiped ? await readInput(4 * longestMessage + 1) : file === undefined ? message : readQuickly(file);
	if (text === undefined) {
		throw new MaestroError('malformed', `Expected --file with a file that can be read, got ${file}`);
	}

	const clean = cleanText(text);
	if (clean.trim() === '' || clean.length > longestMessage) {
		throw new MaestroError(
			clean.length > longestMessage ? 'too-large' : 'malformed',
			`Expected a text of 1 to ${longestMessage} characters, got ${clean.length}`,
		);
	}

	return clean;
};

const readDetails = ({values}: Tools) => {
	const ttl = textOf(values, 'ttl');
	const metadata = Object.fromEntries(
		Object.entries({
			priority: oneOf(values.priority, messagePriorities, '--priority'),
			type: oneOf(values.type, messageTypes, '--type'),
			taskId: values.task,
			replyTo: values['reply-to'],
			requiresAck: values['requires-ack'],
		}).filter(([, value]) => value !== undefined),
	);
	return {
		...(Object.keys(metadata).length === 0 ? {} : {metadata}),
		...(ttl === undefined ? {} : {ttlMs: readDuration(ttl, '--ttl')}),
	};
};

const oneOf = (value: unknown, allowed: readonly string[], flag: string): unknown => {
	if (value !== undefined && !allowed.includes(String(value))) {
		throw new MaestroError('malformed', `Expected ${flag} with one of ${allowed.join(', ')}, got ${value}`);
	}

	return value;
};

// It need not be secret, only new: `node:crypto` takes longer to load than a message to send.
const newKey = (random: () => number): string =>
	`${Date.now().toString(36)}-${random().toString(36).slice(2)}${random().toString(36).slice(2)}`;

const awaitReply = async ({call}: Tools, {id, to}: Message, waitMs: number): Promise<Message> => {
	const end = elapsed() + waitMs;
	for (;;) {
		const left = Math.max(0, Math.round(end - elapsed()));
		const once = Math.min(left, longestWaitMs);
		try {
			return (await call({
				method: 'GET',
				path: `/api/messages/${id}/reply?waitMs=${once}`,
				timeoutMs: once + 5000,
				patienceMs: Math.min(left, patienceMs),
			})) as Message;
		} catch (error) {
			if (!(error instanceof MaestroError && error.code === 'message-not-found')) {
				throw error;
			}
		}

		if (elapsed() >= end) {
			throw new MaestroError(
				'timed-out',
				`No answer to ${id} from ${to} within ${Math.round(waitMs / 1000)} s; it will reach this session when it comes`,
			);
		}
	}
};
