import {z} from 'zod';
import {read} from '../protocol/read.js';

/** As many as the real server gives at once (contract §3). */
const largestPage = 500;

const query = z.object({
	limit: z.coerce.number().int().min(1).max(largestPage).optional(),
	offset: z.coerce.number().int().min(0).optional(),
});

type Query = Readonly<Record<string, string>>;

type Page = {readonly offset: number; readonly limit: number};

/** The part of a list that a query asks for; `undefined` where it asks for all of it. */
export const pageIn = (asked: Query): Page | undefined => {
	const {limit, offset} = read(query, asked, 'Query');
	return limit === undefined && offset === undefined ? undefined : {offset: offset ?? 0, limit: limit ?? largestPage};
};

/** That part, and where in the list it stands. */
export const pageOf = (items: readonly unknown[], {offset, limit}: Page) => ({
	data: items.slice(offset, offset + limit),
	pagination: {offset, limit, total: items.length, hasMore: offset + limit < items.length},
});
