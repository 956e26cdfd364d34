import {MaestroError} from '../../domain/errors.js';
import {idPattern} from '../../domain/id.js';
import type {Message} from '../../domain/message.js';
import {cleanText} from '../../domain/text.js';
import {readDetails, readMessage} from './body.js';
import {type AgentCommand, type Tools, textOf} from './command.js';
import {readDuration} from './duration.js';
import {elapsed} from './elapsed.js';
import {sentLine, sentLines} from './words.js';

/** How long a server may be away, or be starting again, before a message is given up. */
const patienceMs = 10_000;
/** How long it waits by itself until it may send again; who has to wait longer is told so, and may do something else. */
const longestHaltMs = 20_000;
/** How long one question for a reply is left open; the endpoint takes no more than 30 seconds. */
const longestWaitMs = 25_000;

/**
Sends a message, once, however often the connection is lost on the way. A session that has sent too much waits a little by itself.
*/
export const send: AgentCommand = {
	usage: `maestro session send --to RECEIVER (--message TEXT | --file FILE | -) [options]

Sends a message to a session, to the operator, or to several: then all of them get it, or none.

  --to RECEIVER           the id of a session, operator, role:worker, role:orchestrator or project:ID (all that are live
                          there, but for the sender); may be given several times
  --file FILE             read the text from a file; - is standard input
  --priority low|medium|high
  --type request|response|notification|command
  --task ID               the task it is about
  --reply-to MESSAGE      the message that it answers
  --requires-ack          ask for an answer
  --ttl 10m               let it expire when it is not delivered by then
  --queue                 let it wait for a session that has ended, until that is resumed
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
		queue: {type: 'boolean'},
		'wait-reply': {type: 'boolean'},
		timeout: {type: 'string'},
		json: {type: 'boolean'},
	},

	async run(tools) {
		const {values, say} = tools;
		const receivers = receiversOf(values.to);
		const waitMs = waitOf(tools, receivers);
		const body = {message: await readMessage(tools), ...readDetails(tools)};
		const [to = '', ...others] = receivers;

		if (others.length > 0 || !idPattern.test(to)) {
			const sent = (await post(tools, '/api/messages', {...body, to: receivers})) as Broadcast;
			say(values.json === true ? JSON.stringify(sent) : sentLines(sent.messages));
			return;
		}

		const sent = (await post(tools, `/api/sessions/${to}/messages`, body)) as Message;
		say(values.json === true ? JSON.stringify(sent) : sentLine(sent));
		if (waitMs !== undefined) {
			const reply = await awaitReply(tools, sent, waitMs);
			say(values.json === true ? JSON.stringify(reply) : cleanText(reply.message));
			await noteRead(tools, reply);
		}
	},
};

type Broadcast = {readonly broadcastId: string; readonly messages: readonly Message[]};

/** The key makes what was accepted, and whose answer was lost, answered again instead of sent again. */
const post = async ({call, random}: Tools, path: string, body: unknown): Promise<unknown> => {
	const order = {
		...({method: 'POST', path, body, isRepeatable: true, patienceMs} as const),
		headers: {'idempotency-key': newKey(random)},
	};
	const end = elapsed() + longestHaltMs;
	for (;;) {
		try {
			return await call(order);
		} catch (error) {
			const haltMs = error instanceof MaestroError ? error.retryAfterMs : undefined;
			if (haltMs === undefined || elapsed() + haltMs > end) {
				throw error;
			}

			await new Promise(resolve => setTimeout(resolve, haltMs));
		}
	}
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

/** One receiver, or a group of them; the same is asked of the body of a broadcast. */
const receiverPattern = /^(?:role:(?:worker|orchestrator)|(?:project:)?[\w-]{1,128})$/;
const allowed = 'the id of a session, operator, role:worker, role:orchestrator or project:ID';

const receiversOf = (to: unknown): readonly string[] => {
	const receivers = Array.isArray(to) ? to.map(String) : [];
	if (receivers.length === 0) {
		throw new MaestroError('malformed', `Expected --to with ${allowed}; see: maestro session siblings`);
	}

	const wrong = receivers.find(receiver => !receiverPattern.test(receiver));
	if (wrong !== undefined) {
		throw new MaestroError('malformed', `Expected --to with ${allowed}, got ${wrong}`);
	}

	return [...new Set(receivers)];
};

const waitOf = ({values}: Tools, receivers: readonly string[]): number | undefined => {
	if (values['wait-reply'] !== true) {
		return undefined;
	}

	const [to = '', ...others] = receivers;
	if (others.length > 0 || !idPattern.test(to)) {
		throw new MaestroError(
			'malformed',
			`--wait-reply waits for one answer; expected one --to with the id of a session, or operator, got ${receivers.join(', ')}`,
		);
	}

	return readDuration(textOf(values, 'timeout') ?? '60s', '--timeout');
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
				// However long a server is away: an answer that was accepted meanwhile is there when it is back.
				patienceMs: left,
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
