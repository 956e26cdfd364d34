import type {z} from 'zod';

/** An answer that is a refusal, in one of the shapes that the desktop server has for them (contract §3). */
export class Refused extends Error {
	override readonly name = 'Refused';
	readonly status: number;
	readonly body: unknown;

	constructor(status: number, body: unknown) {
		super(JSON.stringify(body));
		this.status = status;
		this.body = body;
	}
}

/** As its domain refuses: with the status in the body. */
export const refuseByDomain = (status: number, code: string, message: string): Refused =>
	new Refused(status, {error: true, statusCode: status, code, message});

export const notFound = (what: string, id: string): Refused =>
	refuseByDomain(404, 'NOT_FOUND', `${what} with id '${id}' not found`);

/** As a check written by hand refuses. */
export const refuse = (status: number, code: string, message: string, details?: unknown): Refused =>
	new Refused(status, {error: true, code, message, ...(details === undefined ? {} : {details})});

const places = {params: 'Invalid URL parameters', query: 'Invalid query parameters', body: 'Invalid request body'};

/** What a schema makes of a value; refuses as the desktop server does, which names each member that is wrong. */
export const check = <Schema extends z.ZodType>(
	schema: Schema,
	value: unknown,
	place: keyof typeof places = 'body',
): z.output<Schema> => {
	const result = schema.safeParse(value);
	if (result.success) {
		return result.data;
	}

	const details = result.error.issues.map(({path, message}) => ({path: path.join('.'), message}));
	throw refuse(400, 'VALIDATION_ERROR', places[place], details);
};
