import {z} from 'zod';

const noBody = z.undefined();
const noQuery = z.strictObject({});
/** Who only looks may say what they like, as with the real server: `?_=1` gets round a cache. */
const anyQuery = z.object({});

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
What can be said to a server: a method, a path (`:name` marks a parameter) and the readers of what goes in and comes out.
*/
export type Endpoint<Body extends z.ZodType, Query extends z.ZodType, Answer extends z.ZodType> = {
	readonly method: Method;
	readonly path: string;
	readonly body: Body;
	readonly query: Query;
	readonly answer: Answer;
	/** The status of a success: 200, or 201 for what creates. */
	readonly status: 200 | 201;
	/** Asked with `limit` or `offset` it answers `{data, pagination}`, a part of the list that it answers else (contract §3). */
	readonly isPaged: boolean;
};

export type AnyEndpoint = Endpoint<z.ZodType, z.ZodType, z.ZodType>;

type Declaration<Body extends z.ZodType, Query extends z.ZodType, Answer extends z.ZodType> = {
	readonly method: Method;
	readonly path: string;
	readonly body?: Body;
	readonly query?: Query;
	readonly answer: Answer;
	readonly status?: 200 | 201;
	readonly isPaged?: boolean;
};

/**
Declares an endpoint once, for the server that answers it and everyone who calls it.
*/
export const endpoint = <
	Body extends z.ZodType = z.ZodUndefined,
	Query extends z.ZodType = typeof noQuery,
	Answer extends z.ZodType = z.ZodUnknown,
>({
	method,
	path,
	body,
	query,
	answer,
	status = 200,
	isPaged = false,
}: Declaration<Body, Query, Answer>): Endpoint<Body, Query, Answer> => ({
	method,
	path,
	// The casts give the defaults of the type parameters their values; nothing else gets there.
	body: body ?? (noBody as unknown as Body),
	query: query ?? ((method === 'GET' ? anyQuery : noQuery) as unknown as Query),
	answer,
	status,
	isPaged,
});
