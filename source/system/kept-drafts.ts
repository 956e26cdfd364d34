import {z} from 'zod';
import {messagePriorities, messageTypes} from '../domain/message.js';

const draft = z.object({
	id: z.string().max(300),
	to: z.array(z.string().max(300)).max(1000).readonly(),
	replyTo: z.string().max(300).optional(),
	how: z.object({
		priority: z.enum(messagePriorities).optional(),
		type: z.enum(messageTypes).optional(),
		requiresAck: z.boolean().optional(),
	}),
	text: z.string(),
	key: z.string().max(300).optional(),
});

export type KeptDraft = z.output<typeof draft>;

/** The drafts in a file's text; `undefined` where it is not as we write it. */
export const readDrafts = (text: string): readonly KeptDraft[] | undefined => {
	try {
		return z.array(draft).safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
};

/** One draft a line, so that a person can read it. */
export const writeDrafts = (drafts: readonly KeptDraft[]): string =>
	drafts.length === 0 ? '[]\n' : `[\n${drafts.map(one => JSON.stringify(one)).join(',\n')}\n]\n`;
