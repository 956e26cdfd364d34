import {check} from './refused.js';
import type {Asked} from './route.js';
import {paging} from './schemas.js';

/** No recording has a list with an offset and no limit. */
const usualLimit = 50;

/** A bare list, or a page of it where one was asked for (contract §3). */
export const paged = <Item>(items: readonly Item[], query: Asked['query']): unknown => {
	const {limit, offset} = check(paging, query, 'query');
	if (limit === undefined && offset === undefined) {
		return items;
	}

	const from = offset ?? 0;
	const most = limit ?? usualLimit;
	const total = items.length;
	return {
		data: items.slice(from, from + most),
		pagination: {offset: from, limit: most, total, hasMore: from + most < total},
	};
};
