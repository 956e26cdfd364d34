import {z} from 'zod';

const name = z.string().max(300);
const names = z.array(name).max(1000).readonly();
const words = z.string().max(2000);
const count = z.int().min(-1);
const byName = <Kept extends z.ZodType>(kept: Kept) => z.record(name, kept);

/** What the lists and screens are called is for the reader to know. */
const place = z.object({
	stack: z.array(name).min(1).max(50).readonly(),
	last: name.optional(),
	selected: byName(name),
	filters: byName(words),
	formerFilters: byName(z.array(words).max(100).readonly()),
	arrangements: byName(
		z.object({
			sort: name.optional(),
			isReversed: z.boolean(),
			groupBy: name.optional(),
			hidesIdle: z.boolean(),
		}),
	),
	pinned: names,
	used: names,
	starts: byName(count),
	folded: names,
	scope: z.enum(['yours', 'all']),
	scroll: count,
	showsPreview: z.boolean(),
	threadId: name.optional(),
	holdId: name.optional(),
	draftId: name.optional(),
	search: words.optional(),
	details: z
		.array(z.object({kind: z.enum(['session', 'task', 'project', 'message', 'host', 'doc', 'member']), id: name}))
		.max(100)
		.readonly(),
	timeline: z.object({kind: z.enum(['session', 'task']), id: name}).optional(),
	doc: z.object({id: name, sessionId: name}).optional(),
	log: z
		.object({
			sessionId: name,
			runId: name,
			top: z.union([z.literal('end'), z.object({at: count, row: count.optional()})]),
			seen: count,
			wraps: z.boolean(),
			isRaw: z.boolean(),
			showsTimes: z.boolean(),
		})
		.optional(),
});

export type KeptPlace = z.output<typeof place>;

/** The place in a file's text; `undefined` where it is not as we write it. */
export const readPlace = (text: string): KeptPlace | undefined => {
	try {
		return place.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
};
