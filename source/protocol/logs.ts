import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {id, time} from './read.js';

/** Bytes of a log that are asked for at once. */
export const largestLogPart = 1024 * 1024;

const offset = z.coerce.number().int().min(0);

/** What is known of the output of a headless run. */
export const getLog = endpoint({
	method: 'GET',
	path: '/api/runs/:id/log',
	answer: z.looseObject({
		/** The agent that printed it: whoever shows it reads it as that agent's. */
		agent: id,
		/** Bytes, so far. */
		size: z.int().min(0),
		isRunning: z.boolean(),
		startedAt: time,
		endedAt: time.optional(),
		exitCode: z.int().optional(),
		signal: z.int().optional(),
		/** It could not be found any more, and nobody knows how it ended. */
		isLost: z.boolean().optional(),
		/** How many bytes there were at which time (milliseconds), oldest first; at most a thousand. */
		marks: z.array(z.tuple([time, z.int().min(0)])),
	}),
});

/** A part of it, byte for byte. */
export const readLog = endpoint({
	method: 'GET',
	path: '/api/runs/:id/log/part',
	query: z.strictObject({from: offset, bytes: offset.pipe(z.number().min(1).max(largestLogPart))}),
	answer: z.looseObject({
		from: z.int().min(0),
		/** In base64; shorter than asked for where the output ends. */
		bytes: z.string(),
		size: z.int().min(0),
	}),
});

/**
Looks for a text in it, upper and lower case alike unless the text has upper case in it. Looks at a bounded part at a time: where that
was not all, `goOnAt` is where to look next.
*/
export const findInLog = endpoint({
	method: 'GET',
	path: '/api/runs/:id/log/find',
	query: z.strictObject({
		text: z.string().min(1).max(200),
		/** The first byte that counts; with `backwards` the first that does not count any more. */
		from: offset,
		backwards: z.stringbool().optional(),
	}),
	answer: z.looseObject({at: z.int().min(0).optional(), goOnAt: z.int().min(0).optional()}),
});

/**
The WebSocket that sends the output of a run in binary frames, byte for byte from `?since=BYTES` on, follows it, and closes with 1000 when
the run has ended and all was sent: the reason is JSON of `logEnd`. `&run=ID` names the run; the newest of the task in the mode unless
given.
*/
export const logPath = '/logs/:mode/:id';

export const logQuery = z.strictObject({since: offset.default(0), run: id.optional()});

/** The header of the answer to the upgrade that says which run it is: whoever comes back for the rest asks for that one. */
export const runHeader = 'x-run-id';

export const logEnd = z.looseObject({
	exitCode: z.int().optional(),
	signal: z.int().optional(),
	isLost: z.boolean().optional(),
});

export type LogEnd = z.output<typeof logEnd>;
