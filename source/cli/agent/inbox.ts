import {MaestroError} from '../../domain/errors.js';
import type {Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import {type AgentCommand, type Tools, textOf} from './command.js';

/** How long a server may be away before what was printed is left unconfirmed, and comes again. */
const patienceMs = 10_000;
/** The longest list that the server gives. */
const most = 10_000;

/**
What waits for the session is taken, and handed over as shown once it is printed. The operator's inbox, and what takes longer than
that, is in `commands/inbox.ts`: it is one command for those who call it.
*/
export const inbox: AgentCommand = {
	usage: `maestro inbox [--quiet] [--mark-read] [--limit N] [--all] [--clear] [--watch]

Prints the messages that wait for this session, and takes them out of the queue.

  --quiet       print nothing when nothing waits
  --mark-read   say that they, and what a hook delivered before, were read
  --limit N     no more than N of them
  --all         list every message to this session with what became of it, and take none; with --limit the newest
  --clear       remove from the inbox what was delivered or read, and never what waits
  --watch       print what waits, then each message when it comes, until Ctrl+C; with --limit until N were printed
  --json        what waited, as {"count", "text", "messages"}; with --all a list of messages; with --watch a message a line

The operator's messages are listed, and wait until they are read: in the app, or by --mark-read.`,
	options: {
		quiet: {type: 'boolean'},
		'mark-read': {type: 'boolean'},
		limit: {type: 'string'},
		json: {type: 'boolean'},
	},

	async run({call, identity: {id}, values, say}) {
		if (id === operatorId) {
			throw new MaestroError('malformed', 'Run this inside a session: MAESTRO_SESSION_ID is not set');
		}

		const limit = limitOf(textOf(values, 'limit'));
		const {
			taking,
			count,
			text,
			messages = [],
		} = (await call({
			method: 'POST',
			path: `/api/sessions/${id}/take`,
			body: limit === undefined ? {} : {limit},
		})) as Taken;

		if (count > 0 || values.quiet !== true) {
			say(values.json === true ? JSON.stringify({count, text, messages}) : count === 0 ? 'No messages.' : text);
		}

		if (taking !== undefined) {
			await call({
				method: 'POST',
				path: `/api/sessions/${id}/confirm`,
				body: {taking},
				isRepeatable: true,
				patienceMs,
			});
		}

		if (values['mark-read'] === true) {
			const path = `/api/sessions/${id}/messages?status=delivered&limit=${most}`;
			await markRead(call, (await call({method: 'GET', path})) as readonly Message[]);
		}
	},
};

type Taken = {
	readonly taking?: string;
	readonly count: number;
	readonly text: string;
	readonly messages?: readonly Message[];
};

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
