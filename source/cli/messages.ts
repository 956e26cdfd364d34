import {randomUUID} from 'node:crypto';
import {setTimeout as pause} from 'node:timers/promises';
import {insist} from '../client/actions/insist.js';
import {MaestroError} from '../domain/errors.js';
import {messagePriorities, messageStatuses, messageTypes} from '../domain/message.js';
import {operatorId} from '../domain/session.js';
import {readDuration} from './agent/duration.js';
import {type Context, textOf} from './command.js';
import {projectFor} from './project-here.js';

/** Whose messages they are: those of the session that calls, or the operator's. */
export const ownId = ({environment}: Pick<Context, 'environment'>): string =>
	environment.MAESTRO_SESSION_ID || operatorId;

/** Names of messages on a command line: one or more, each once. */
export const neededIds = (input: readonly string[], verb: string): readonly [string, ...string[]] => {
	const [first, ...more] = new Set(input);
	if (first === undefined) {
		throw new MaestroError(
			'malformed',
			`Which message? maestro message ${verb} ID; maestro message list shows the ids`,
		);
	}

	return [first, ...more];
};

/** The one name that a command takes. */
export const neededId = (input: readonly string[], verb: string): string => {
	const [id, ...more] = neededIds(input, verb);
	if (more.length > 0) {
		throw new MaestroError('malformed', `Expected one message: maestro message ${verb} ID; got ${input.join(', ')}`);
	}

	return id;
};

/** Asks again while a server starts anew, under one key, so that what was accepted is not accepted twice. */
export const once = async <T>(ask: (headers: {readonly 'idempotency-key': string}) => Promise<T>): Promise<T> => {
	const headers = {'idempotency-key': randomUUID()};
	return insist(
		async milliseconds => pause(milliseconds),
		async () => ask(headers),
	);
};

const party = {type: 'string', placeholder: 'ID'} as const;

/** What messages can be chosen by. */
export const filterFlags = {
	from: {...party, help: 'Only what this session, or operator, wrote'},
	to: {...party, help: 'Only what was written to it'},
	with: {...party, help: 'Only what it wrote or got'},
	status: {type: 'string', placeholder: 'S', choices: messageStatuses, help: messageStatuses.join(', ')},
	type: {type: 'string', placeholder: 'T', choices: messageTypes, help: messageTypes.join(', ')},
	priority: {type: 'string', placeholder: 'P', choices: messagePriorities, help: messagePriorities.join(', ')},
	task: {type: 'string', placeholder: 'ID', help: 'Only those about this task'},
	project: {type: 'string', placeholder: 'P', help: 'Only those of this project; its id or name'},
	since: {type: 'string', placeholder: '2d', help: 'Only those of so long ago, and newer'},
} as const;

/** The same as the endpoints take it. */
export const filterOf = async (context: Context) => {
	const text = context.input.join(' ');
	return {
		text: text === '' ? undefined : text,
		from: textOf(context, 'from'),
		to: textOf(context, 'to'),
		party: textOf(context, 'with'),
		// The choices of a flag were checked when it was read.
		status: textOf(context, 'status') as (typeof messageStatuses)[number] | undefined,
		type: textOf(context, 'type') as (typeof messageTypes)[number] | undefined,
		priority: textOf(context, 'priority') as (typeof messagePriorities)[number] | undefined,
		taskId: textOf(context, 'task'),
		projectId: await projectIdOf(context),
		since: sinceOf(context),
	};
};

export const projectIdOf = async (context: Context): Promise<string | undefined> => {
	const wanted = textOf(context, 'project');
	return wanted === undefined ? undefined : (await projectFor(context, wanted)).id;
};

/** The moment that `--since` means. */
export const sinceOf = (context: Context): number | undefined => {
	const since = textOf(context, 'since');
	return since === undefined ? undefined : Math.max(0, Date.now() - readDuration(since, '--since'));
};
