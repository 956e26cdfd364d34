import {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import {idPattern} from '../../domain/id.js';
import {splitWords} from '../../domain/split-words.js';
import {cleanLine, cleanText} from '../../domain/text.js';
import type {WindowOrder} from '../../domain/window-order.js';
import {id, read, time} from '../read.js';
import {orderedEnvironment} from './ordered-environment.js';

export type Order = WindowOrder;

/**
Reads one item of a frame: an order to open a window, to write into one or to close one, or why it is none that can be carried out.
`undefined` for everything else that a server tells.
*/
export const readOrder = (item: unknown): Order | undefined => {
	const named = envelope.safeParse(item);
	const event = named.success ? (named.data.event ?? named.data.type) : undefined;
	if (!named.success || !isOrder(event)) {
		return undefined;
	}

	try {
		return readers[event](item);
	} catch (error) {
		if (error instanceof MaestroError) {
			return {kind: 'unreadable', event, sessionId: sessionIdIn(item), why: cleanLine(error.message).slice(0, 300)};
		}

		throw error;
	}
};

const envelope = z.looseObject({event: z.unknown().optional(), type: z.unknown().optional()});

/** For people to know which session is meant, however broken the rest is. */
const sessionIdIn = (item: unknown): string | undefined => {
	const found = z
		.object({
			data: z.object({sessionId: id.optional().catch(undefined), session: z.object({id}).optional().catch(undefined)}),
		})
		.safeParse(item);
	return found.success ? (found.data.data.session?.id ?? found.data.data.sessionId) : undefined;
};

const maximums = {name: 200, directory: 4096, line: 4096, words: 64, content: 4 * 1024 * 1024} as const;

const withoutNul = (longest: number) =>
	z
		.string()
		.min(1)
		.max(longest)
		.refine(value => !value.includes('\0'), 'expected text without NUL');

/** A server may put anything into what only people read: what cannot be shown is left out, and refuses nothing. */
const shown = z
	.string()
	.catch('')
	.transform(value => cleanLine(value.slice(0, 4 * maximums.name)).slice(0, maximums.name));

/** Made of the characters that an id is made of, whatever it came as. */
const plain = (otherwise: string) => z.string().regex(idPattern).catch(otherwise);

/** What a shell would do something about; we have none, and would run something else than was meant. */
const forShells = /[$`|&;<>(){}*?[\]#!\\\p{Cc}]|(?:^|[\s=:])~/u;

const command = withoutNul(maximums.line).transform((line, context): readonly [string, ...string[]] => {
	const problem = (message: string) => {
		context.addIssue({code: 'custom', message});
		return z.NEVER;
	};
	if (forShells.test(line)) {
		return problem('expected a program and its arguments, and it has characters that only a shell would understand');
	}

	const split = splitWords(line);
	if ('problem' in split) {
		return problem(split.problem);
	}

	const [program, ...args] = split.words;
	if (program === undefined || program === '' || /^-|=/.test(program) || args.length >= maximums.words) {
		return problem(`expected a program and at most ${maximums.words - 1} arguments`);
	}

	return [program, ...args];
});

const directory = withoutNul(maximums.directory).refine(value => value.startsWith('/'), 'expected an absolute path');

const openFrame = z
	.object({
		timestamp: time,
		data: z.object({
			session: z.object({
				id,
				name: shown,
				metadata: z
					.object({mode: plain('worker'), agentTool: plain('unknown')})
					.catch({mode: 'worker', agentTool: 'unknown'}),
			}),
			command,
			cwd: directory,
			envVars: orderedEnvironment,
			projectId: id.optional().catch(undefined),
			taskIds: z.array(id).catch([]),
		}),
	})
	.superRefine(({data: {session, envVars}}, context) => {
		const told = envVars.MAESTRO_SESSION_ID;
		if (told !== undefined && told !== session.id) {
			context.addIssue({code: 'custom', message: 'its variables are those of another session'});
		}
	})
	.transform(({timestamp, data: {session, command, cwd, envVars, projectId, taskIds}}) => ({
		sessionId: session.id,
		at: timestamp,
		projectId,
		taskId: taskIds[0],
		name: session.name === '' ? session.id : session.name,
		mode: session.metadata.mode,
		agent: session.metadata.agentTool,
		command,
		directory: cwd,
		environment: envVars,
	}));

const promptFrame = z
	.object({
		timestamp: time,
		data: z.object({
			sessionId: id,
			content: z.string().max(maximums.content).transform(cleanText),
			mode: z.enum(['send', 'paste']).default('send'),
			senderSessionId: id.optional().catch(undefined),
			timestamp: time.optional().catch(undefined),
		}),
	})
	.transform(({timestamp, data: {sessionId, content, mode, senderSessionId, timestamp: given}}) => ({
		kind: 'prompt' as const,
		sessionId,
		// Of the text: that of the frame around it may be later.
		at: given ?? timestamp,
		content,
		isEntered: mode === 'send',
		// The server's own screen is named as no session can be.
		senderSessionId: senderSessionId === 'ui' ? undefined : senderSessionId,
	}));

const deletedFrame = z
	.object({data: z.object({id})})
	.transform(({data}) => ({kind: 'deleted' as const, sessionId: data.id}));

const readers = {
	'session:spawn': item => ({kind: 'spawn', ...read(openFrame, item, 'session:spawn')}),
	'session:resume': item => ({kind: 'resume', ...read(openFrame, item, 'session:resume')}),
	'session:prompt_send': item => read(promptFrame, item, 'session:prompt_send'),
	'session:deleted': item => read(deletedFrame, item, 'session:deleted'),
} as const satisfies Readonly<Record<string, (item: unknown) => Order>>;

const isOrder = (event: unknown): event is keyof typeof readers =>
	typeof event === 'string' && Object.hasOwn(readers, event);
