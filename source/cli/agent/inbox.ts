import {MaestroError} from '../../domain/errors.js';
import {byUrgency, type Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import {cleanText} from '../../domain/text.js';
import {type AgentCommand, type Tools, textOf} from './command.js';

/**
What waits for the session is taken, and handed over as shown once it is printed. What waits for the operator is only listed: a
person reads it at the screen.
*/
export const inbox: AgentCommand = {
	usage: `maestro inbox [--quiet] [--mark-read] [--limit N] [--json]

Prints the messages that wait for this session, and takes them out of the queue.

  --quiet       print nothing when nothing waits
  --mark-read   say that they were read, too
  --limit N     no more than N of them
  --json        {"count": N, "text": "..."}; for the operator a list of messages`,
	options: {
		quiet: {type: 'boolean'},
		'mark-read': {type: 'boolean'},
		limit: {type: 'string'},
		json: {type: 'boolean'},
	},

	async run(tools) {
		if (tools.identity.id !== operatorId) {
			await takeMine(tools);
			return;
		}

		await listOperators(tools);
	},
};

const takeMine = async ({call, identity: {id}, values, say}: Tools): Promise<void> => {
	const limit = limitOf(textOf(values, 'limit'));
	const {taking, count, text} = (await call({
		method: 'POST',
		path: `/api/sessions/${id}/take`,
		body: limit === undefined ? {} : {limit},
	})) as {readonly taking?: string; readonly count: number; readonly text: string};

	if (count > 0 || values.quiet !== true) {
		say(values.json === true ? JSON.stringify({count, text}) : count === 0 ? 'No messages.' : text);
	}

	if (taking !== undefined) {
		await call({method: 'POST', path: `/api/sessions/${id}/confirm`, body: {taking}, isRepeatable: true});
	}

	if (values['mark-read'] === true) {
		await markRead(
			call,
			(await call({method: 'GET', path: `/api/sessions/${id}/messages?status=delivered`})) as readonly Message[],
		);
	}
};

const listOperators = async ({call, values, say}: Tools): Promise<void> => {
	const limit = limitOf(textOf(values, 'limit'));
	const all = (await call({method: 'GET', path: `/api/sessions/${operatorId}/messages`})) as readonly Message[];
	const waiting = all.filter(({status}) => status === 'pending' || status === 'delivered').sort(byUrgency);
	const shown = limit === undefined ? waiting : waiting.slice(0, limit);

	if (shown.length > 0 || values.quiet !== true) {
		say(
			values.json === true ? JSON.stringify(shown) : shown.length === 0 ? 'No messages.' : shown.map(show).join('\n\n'),
		);
	}

	if (values['mark-read'] === true) {
		await markRead(call, shown);
	}
};

const show = ({id, from, message, metadata = {}}: Message): string =>
	`${id} from ${from}${metadata.priority === 'high' ? ', high priority' : ''}${metadata.replyTo === undefined ? '' : `, answers ${metadata.replyTo}`}\n${cleanText(message)}`;

const markRead = async (call: Tools['call'], messages: readonly Message[]): Promise<void> => {
	for (const {id} of messages) {
		await call({
			method: 'PATCH',
			path: `/api/messages/${encodeURIComponent(id)}`,
			body: {status: 'read'},
			isRepeatable: true,
		});
	}
};

const limitOf = (text: string | undefined): number | undefined => {
	if (text !== undefined && !/^([1-9]\d?|100)$/.test(text)) {
		throw new MaestroError('malformed', `Expected --limit with a number from 1 to 100, got ${text}`);
	}

	return text === undefined ? undefined : Number(text);
};
