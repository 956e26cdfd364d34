import {z} from 'zod';
import {timelineTypes} from '../domain/session.js';
import {fitsIn, id, line, text, time} from './read.js';

export const timelineEntry = z.looseObject({
	id: z.string(),
	type: z.enum(timelineTypes).catch('progress'),
	timestamp: time,
	message: z.string().optional(),
	taskId: z.string().optional(),
	metadata: z.record(z.string(), z.unknown()).optional(),
});

/** What others note of a session. */
export const requestMetadata = z
	.record(z.string().max(100), z.unknown())
	.refine(fitsIn(10_000), 'at most 10,000 characters as JSON');

/** Entries that the server alone makes. */
export const ofServer = ['doc_added', 'prompt_received', 'message_sent', 'message_received'] as const;

/** An entry that whoever saw it happen has made itself: hooks do (contract §8). */
export const givenEntry = z.strictObject({
	id,
	type: z.enum(timelineTypes).exclude(ofServer),
	timestamp: time,
	message: text(10_000).optional(),
	taskId: id.optional(),
	metadata: requestMetadata.optional(),
});

export const eventData = z.unknown().refine(fitsIn(2000), 'at most 2,000 characters as JSON');

export const givenEvent = z.strictObject({id, timestamp: time, type: line(100), data: eventData.optional()});

export type GivenEvent = z.output<typeof givenEvent>;
