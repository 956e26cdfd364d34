import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {id, time} from './read.js';

/** What was said in a session last, as a desktop server finds it in the transcripts of its own machine (contract §11). */
const digest = z.looseObject({
	sessionId: id,
	entries: z.array(
		z.looseObject({
			timestamp: time,
			text: z.string(),
			source: z.enum(['assistant', 'user']).catch('assistant'),
		}),
	),
	/** That it works without a word, and for how long. */
	stuck: z
		.looseObject({silentDurationMs: z.number(), toolCallsSinceLastText: z.number(), warning: z.string()})
		.nullable()
		.catch(null),
	lastActivityTimestamp: time.nullable().optional(),
});

export type LogDigest = z.output<typeof digest>;

/** `maxLength` is the most characters of each entry; 0 for all of them. */
export const getLogDigest = endpoint({
	method: 'GET',
	path: '/api/sessions/:id/log-digest',
	query: z.strictObject({last: z.int().min(1).max(50).optional(), maxLength: z.int().min(0).optional()}),
	answer: digest,
});
