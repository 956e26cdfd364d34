import {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import {idPattern} from '../../domain/id.js';
import {splitWords} from '../../domain/split-words.js';
import {cleanLine, cleanText} from '../../domain/text.js';
import {id, read, time} from '../read.js';
import {orderedEnvironment} from './ordered-environment.js';

/** What a desktop server has opened a window for: a session that is new, or one that goes on. */
export type OpenOrder = {
	readonly kind: 'spawn' | 'resume';
	readonly sessionId: string;
	/** When the server gave it, in milliseconds: what tells one resume from another. */
	readonly at: number;
	readonly projectId: string | undefined;
	readonly taskId: string | undefined;
	/** For people. */
	readonly name: string;
	/** `worker`, `coordinator` and so on (contract §4). */
	readonly mode: string;
	readonly agent: string;
	/** A program and its arguments: the server's line, taken apart without a shell. */
	readonly command: readonly [string, ...string[]];
	/** An absolute path; on another machine than the server's nothing may be there. */
	readonly directory: string;
	/** Secrets among them: for the program's own environment, and for nothing else. */
	readonly environment: Readonly<Record<string, string>>;
};

/** A text that is to be written into the window of a session (contract §7). */
export type PromptOrder = {
	readonly kind: 'prompt';
	readonly sessionId: string;
	readonly at: number;
	/** Without terminal sequences and control characters but newline and tab; not empty. */
	readonly content: string;
	/** Whether Enter follows it. */
	readonly isEntered: boolean;
	/** `undefined` where the server's own screen sent it. */
	readonly senderSessionId: string | undefined;
};

/** One that cannot be carried out as it was given, and so is not at all. */
export type UnreadableOrder = {
	readonly kind: 'unreadable';
	/** Of which kind it would be, and for whom, as far as that could be read. */
	readonly event: string;
	readonly sessionId: string | undefined;
	/** For people; it holds no value of a variable. */
	readonly why: string;
};

/**
What a desktop server asks of whoever opens its windows.
*/
export type Order = OpenOrder | PromptOrder | UnreadableOrder;

/**
Reads one item of a frame: an order to open a window or to write into one, or why it is none that can be carried out. `undefined` for
everything else that a server tells.
*/
export const readOrder = (item: unknown): Order | undefined => {
	const named = envelope.safeParse(item);
	const event = named.success ? (named.data.event ?? named.data.type) : undefined;
	if (!named.success || !isOrder(event)) {
		return undefined;
	}

	try {
		return event === 'session:prompt_send'
			? read(promptFrame, item, event)
			: {kind: event === 'session:spawn' ? 'spawn' : 'resume', ...read(openFrame, item, event)};
	} catch (error) {
		if (error instanceof MaestroError) {
			return {kind: 'unreadable', event, sessionId: sessionIdIn(item), why: cleanLine(error.message).slice(0, 300)};
		}

		throw error;
	}
};

const orderEvents = ['session:spawn', 'session:resume', 'session:prompt_send'] as const;

const isOrder = (event: unknown): event is (typeof orderEvents)[number] => orderEvents.some(name => name === event);

const envelope = z.looseObject({event: z.unknown(), type: z.unknown()});

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
			content: z.string().max(maximums.content).transform(cleanText).pipe(z.string().min(1)),
			mode: z.enum(['send', 'paste']),
			senderSessionId: id.optional().catch(undefined),
		}),
	})
	.transform(({timestamp, data: {sessionId, content, mode, senderSessionId}}) => ({
		kind: 'prompt' as const,
		sessionId,
		at: timestamp,
		content,
		isEntered: mode === 'send',
		senderSessionId,
	}));
