import type {z} from 'zod';
import type {AnyEndpoint, Endpoint} from '../protocol/endpoint.js';

/**
Who asks: `operator`, or a session by its id.
*/
export type Caller = {
	readonly id: string;
	/** The operator's secret was shown, whoever acts under it. */
	readonly isOperator: boolean;
};

/**
Who may ask. `everyone` needs no secret; `anyone` is whoever has one; `self` the session that the path names, and the operator;
`orchestrator` the operator and sessions in a coordinator mode; `operator` nobody else.
*/
export type Audience = 'everyone' | 'anyone' | 'self' | 'orchestrator' | 'operator';

export type Asked<Body, Query> = {
	readonly params: Readonly<Record<string, string>>;
	readonly body: Body;
	readonly query: Query;
	readonly caller: Caller;
	readonly header: (name: string) => string | undefined;
	/** Aborts when whoever asked has gone. */
	readonly signal: AbortSignal;
};

/**
An endpoint with its handler.
*/
export type Route = {
	readonly endpoint: AnyEndpoint;
	readonly audience: Audience;
	readonly handle: (asked: Asked<unknown, unknown>) => Promise<unknown> | unknown;
};

export const route = <Body extends z.ZodType, Query extends z.ZodType, Answer extends z.ZodType>(
	endpoint: Endpoint<Body, Query, Answer>,
	audience: Audience,
	handle: (asked: Asked<z.output<Body>, z.output<Query>>) => Promise<z.input<Answer>> | z.input<Answer>,
): Route => ({
	endpoint,
	audience,
	// `app.ts` reads body and query with the endpoint's own readers before it calls this.
	handle: asked => handle(asked as Asked<z.output<Body>, z.output<Query>>),
});

/**
A parameter of the path, which the router has filled in.
*/
export const param = ({params}: Pick<Asked<unknown, unknown>, 'params'>, name: string): string => {
	const value = params[name];
	if (value === undefined) {
		throw new TypeError(`The path has no parameter ${name}`);
	}

	return value;
};

/** Of a union, what fits all of its members. */
export type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
	? All
	: never;
