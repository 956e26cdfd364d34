import {z} from 'zod';
import {MaestroError} from '../domain/errors.js';
import {idPattern} from '../domain/id.js';
import {cleanText} from '../domain/text.js';

/** An id in a path or a body. */
export const id = z.string().regex(idPattern, 'an id is made of 1 to 128 letters, digits, "_" and "-"');

/** Milliseconds since 1970. */
export const time = z.int().nonnegative();

/** Text that people and agents write; it is cleaned as it comes in, and measured after that. */
export const text = (longest: number) =>
	z
		.string()
		.max(4 * longest)
		.transform(cleanText)
		.pipe(z.string().max(longest));

/** The same on one line, and not empty. */
export const line = (longest: number) =>
	text(longest)
		.transform(value => value.replace(/[\n\t]+/g, ' ').trim())
		.pipe(z.string().min(1));

/**
Reads a value from outside, or refuses it as `malformed`, naming every member that is wrong.
*/
export const read = <Reader extends z.ZodType>(reader: Reader, value: unknown, what: string): z.output<Reader> => {
	const result = reader.safeParse(value);
	if (!result.success) {
		throw new MaestroError('malformed', `${what}: ${explain(result.error)}`);
	}

	return result.data;
};

const explain = (error: z.ZodError): string =>
	error.issues
		.slice(0, 5)
		.map(({path, message}) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
		.join('; ');

/** What a text says in JSON; `undefined`, which JSON cannot say, where it is none. */
export const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
