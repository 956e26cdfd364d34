import {z} from 'zod';
import type {Endpoint} from './endpoint.js';

export type OneByOne<Item> = {
	readonly items: readonly Item[];
	/** Of each one that could not be read: which it is, and what is wrong with it. */
	readonly leftOut: readonly string[];
};

/**
The same endpoint, for who can do without some of what it answers: a list is read item by item, and one that is not as it should be
is left out and named, where otherwise it would make the whole list unreadable.
*/
export const oneByOne = <Body extends z.ZodType, Query extends z.ZodType, Item extends z.ZodType>({
	answer,
	...rest
}: Endpoint<Body, Query, z.ZodArray<Item>>) => ({
	...rest,
	answer: z.array(z.unknown()).transform(values => readEach(answer.element, values)),
});

/** Of a list, what can be read, and of each other one what is wrong with it. */
export const readEach = <Item extends z.ZodType>(
	reader: Item,
	values: readonly unknown[],
): OneByOne<z.output<Item>> => {
	const items: Array<z.output<Item>> = [];
	const leftOut: string[] = [];
	for (const value of values) {
		const result = reader.safeParse(value);
		if (result.success) {
			items.push(result.data);
		} else {
			const [issue] = result.error.issues;
			leftOut.push(`${nameOf(value)} (${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unreadable'})`);
		}
	}

	return {items, leftOut};
};

const named = z.looseObject({id: z.string().max(200)});

const nameOf = (value: unknown): string => named.safeParse(value).data?.id ?? 'one without an id';
